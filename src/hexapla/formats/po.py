"""The alignment's own file: gettext PO with everything Hexapla knows of the links."""

from __future__ import annotations

from hexapla import po
from hexapla.formats.options import Options
from hexapla.model import Alignment


def dump(alignment: Alignment, options: Options) -> bytes:
    """Return the PO file, always whole: a PO that lacks links would be no alignment of the two texts."""
    del options
    return po.dumps(alignment).encode()
