"""What differs between two states of an alignment, said in words: not lines of a file, but links, segments and notes.

`compare` takes two alignments of the same two texts, from files, git revisions or the working copy's history.
"""

from __future__ import annotations

from hexapla.comparing.links import Pairing
from hexapla.comparing.places import places
from hexapla.comparing.telling import SEAM, Change, tell
from hexapla.comparing.values import Comparison, Difference, as_json, as_text, plain
from hexapla.model import Alignment

__all__ = ["SEAM", "Change", "Comparison", "Difference", "as_json", "as_text", "compare", "plain"]


def compare(old: Alignment, new: Alignment) -> Comparison:
    """Return every place where two states of an alignment differ, in the order of the newer one.

    Segments are found again by their number in the working copy and their words (`hexapla.matching`), links by their
    id as long as they share a segment with their former selves, else by the segments they share.
    """
    pairing = Pairing.of(old, new)
    found = ((place, tell(place, pairing)) for place in places(pairing))
    differences = tuple(Difference(place.before, place.after, changes) for place, changes in found if changes)
    touched = {link.id for difference in differences for link in difference.after}
    return Comparison(old.name, differences, len(new.links) - len(touched))
