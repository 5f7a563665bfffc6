"""Files that were changed outside of Hexapla, taken over as edits.

Three states are compared: the rows as they were when the file was last written (base), as they are now (ours), and the
file (theirs). What only one side changed is kept; where both changed the same thing in different ways, ours stays, the
link becomes a query, and a note tells what the file said.
"""

from hexapla.store.outside.alignment import Taking
from hexapla.store.outside.finding import first_reading
from hexapla.store.outside.text import take_text, take_version

__all__ = ["Taking", "first_reading", "take_text", "take_version"]
