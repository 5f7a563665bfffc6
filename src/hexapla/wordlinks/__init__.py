"""Word links: which words of a link's two sides stand for each other.

`WordLinking` answers them for the links of a workspace; `counterparts` finds what stands for a stretch of words.
"""

from hexapla.wordlinks.counterparts import counterparts
from hexapla.wordlinks.facade import Progressed, WordLinking
from hexapla.wordlinks.values import Counterpart, Pair, Span, WordLinks

__all__ = ["Counterpart", "Pair", "Progressed", "Span", "WordLinking", "WordLinks", "counterparts"]
