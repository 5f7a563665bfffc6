"""The concordance: every place where a query is found in the texts of the workspace, with what stands across from it.

The index (`hexapla.store.index`) tells which sides of links match; the texts themselves tell where. What the index
alone cannot tell (exact spelling, regular expressions, wildcards within phrases) is told by the texts it finds.
"""

from hexapla.concordance.asking import Ask, Condition, fold_of
from hexapla.concordance.counting import Window
from hexapla.concordance.facade import Concordance

__all__ = ["Ask", "Concordance", "Condition", "Window", "fold_of"]
