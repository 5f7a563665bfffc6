"""The glossary of a workspace: what its documents call things, and whether their translations keep to it.

`corpus/glossary.tsv` is the record; TBX and TSV come in and go out. `Glossaries` is its face.
"""

from hexapla.glossary.checking import Checker, Use
from hexapla.glossary.facade import Glossaries
from hexapla.glossary.quality import GLOSSARY
from hexapla.glossary.values import PARTS_OF_SPEECH, Glossary, Term, TermStatus

__all__ = ["GLOSSARY", "PARTS_OF_SPEECH", "Checker", "Glossaries", "Glossary", "Term", "TermStatus", "Use"]
