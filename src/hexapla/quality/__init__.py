"""Quality checks: what in an alignment is worth a person's look, and what a person has accepted.

`CHECKS` is the open list of checks. A `Check` begins with the whole alignment and then looks at one link after the
other; what it finds are `Finding`s.
"""

from hexapla.quality.finding import Finding, Severity, Span, later, together
from hexapla.quality.registry import CHECKS, Check, Look, Subject, register
from hexapla.quality.running import chosen, run

# The order in which they are shown.
from hexapla.quality import marks, untranslated, lengths, repeated, punctuation, typing  # isort: skip

__all__ = [
    "CHECKS",
    "Check",
    "Finding",
    "Look",
    "Severity",
    "Span",
    "Subject",
    "chosen",
    "later",
    "lengths",
    "marks",
    "punctuation",
    "register",
    "repeated",
    "run",
    "together",
    "typing",
    "untranslated",
]
