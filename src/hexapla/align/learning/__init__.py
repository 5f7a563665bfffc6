"""Learning from links that people have confirmed: words, lengths, and what they are wont to join.

`learn` takes `Lesson`s, texts of one pair of languages with their confirmed beads, and returns what is `Learned`;
`align(..., learned=...)` uses it. It corrects the judge, it does not replace it.
"""

from __future__ import annotations

from hexapla.align.learning.correction import Learned, Lesson
from hexapla.align.learning.fitting import learn

__all__ = ["Learned", "Lesson", "learn"]
