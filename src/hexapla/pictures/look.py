"""How pictures look: their colours by name, light and dark, and how wide they are."""

from __future__ import annotations

from dataclasses import dataclass

LIGHT = {
    "paper": "#ffffff",
    "sunken": "#f0ede7",
    "line": "#c9c3b8",
    "soft": "#5b5750",
    "ink": "#1d1c1a",
    "accent": "#1f5a96",
    "wash": "#c4d9ef",
    "violet": "#65408f",
    "violet-wash": "#ddd0ee",
    "query": "#a42a2a",
    "query-wash": "#f3d3d0",
    "heat-0": "#f6e9df",
    "heat-1": "#eac7a8",
    "heat-2": "#d19c74",
    "heat-3": "#8d7a86",
    "heat-4": "#2f5d8f",
}
DARK = {
    "paper": "#1a1c1f",
    "sunken": "#101113",
    "line": "#454b52",
    "soft": "#a9a49b",
    "ink": "#e8e5df",
    "accent": "#86b8f0",
    "wash": "#2c4665",
    "violet": "#c9a8f2",
    "violet-wash": "#46345f",
    "query": "#f59a92",
    "query-wash": "#5a2d2b",
    "heat-0": "#332a26",
    "heat-1": "#614533",
    "heat-2": "#98704f",
    "heat-3": "#8b93ad",
    "heat-4": "#a8cdf8",
}
NARROWEST, WIDEST = 280, 2400
# One face for each script: a picture may be looked at far from the page that it was drawn for.
FACES = (
    "'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', "
    "'Microsoft YaHei', 'Noto Sans Arabic', 'Noto Sans Hebrew', sans-serif"
)


@dataclass(frozen=True, slots=True)
class Look:
    """The width of a picture in CSS pixels, and whether it is drawn for a dark ground."""

    width: int = 760
    dark: bool = False

    def colour(self, name: str) -> str:
        """Return a colour by its name, such as `accent`."""
        return (DARK if self.dark else LIGHT)[name]

    @property
    def room(self) -> float:
        """The width within bounds that can be drawn."""
        return float(min(max(self.width, NARROWEST), WIDEST))
