"""SVG to PNG by Typst, which sets the PDF editions already: the same fonts, nothing else to install.

The shapes go to Typst as SVG; the words are taken out and set by Typst itself, because its reader of SVG loses the
letters of lines in which Arabic or Hebrew meets another script.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lxml import etree

from hexapla.formats.editions.typesetting import fonts
from hexapla.pictures.drawing import SVG

SHARP = 2  # pixels of the file for each CSS pixel: sharp on the screens of today and fit for print


def png(svg: str, scale: float = SHARP) -> bytes:
    """Return a picture of this package as PNG, with `scale` pixels for each of its own."""
    import typst

    shapes, words = _apart(svg)
    inputs = {"shapes": shapes, "words": json.dumps(words)}
    template = Path(__file__).with_name("png.typ").read_bytes()
    return bytes(typst.compile(template, font_paths=fonts(), sys_inputs=inputs, format="png", ppi=96 * scale))


def _apart(svg: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the picture without its words, and these with place, size, colour and anchor."""
    root = etree.fromstring(svg)
    words = []
    for element in root.findall(f"{{{SVG}}}text"):
        words.append(
            {
                "x": float(element.get("x")),
                "y": float(element.get("y")),
                "size": float(element.get("font-size")),
                "fill": element.get("fill"),
                "anchor": element.get("text-anchor", "start"),
                "weight": int(element.get("font-weight", "400")),
                "lang": element.get("lang", "en").partition("-")[0],
                "said": element.text or "",
            }
        )
        root.remove(element)
    return etree.tostring(root, encoding="unicode"), words
