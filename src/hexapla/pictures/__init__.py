"""Pictures drawn by the server: frozen data in, SVG out; PNG for those who need pixels.

Every picture is one SVG that serves twice. Alone it carries its colours as attributes; inside a page the style sheet
`pictures/pictures.css` replaces them by the page's own, light or dark. Each says in a title and a description what it
shows, and each of the data has a `table()` that says the same in figures, to stand beside it.
"""

from hexapla.pictures.distribution import Distribution, Occurrences, distribution
from hexapla.pictures.drawing import Table
from hexapla.pictures.heat import HeatStrip, heat_strip
from hexapla.pictures.look import DARK, LIGHT, Look
from hexapla.pictures.png import png
from hexapla.pictures.ribbon import Piece, Ribbon, Tie, ribbon

__all__ = [
    "DARK",
    "LIGHT",
    "Distribution",
    "HeatStrip",
    "Look",
    "Occurrences",
    "Piece",
    "Ribbon",
    "Table",
    "Tie",
    "distribution",
    "heat_strip",
    "png",
    "ribbon",
]
