"""The drift radar: where, from some row on, every link has the neighbour's translation, and how to put it right.

A link that was merged, split or left out at the wrong place pushes one side of all links below by one. Each row is then
compared with the cells one to three rows up and down; a run of rows that would all fit better elsewhere is a drift.
"""

from hexapla.drift.looking import SHIFTS, Drift, Radar, find, look
from hexapla.drift.mending import EDGE, describe, preview, repair

__all__ = ["EDGE", "SHIFTS", "Drift", "Radar", "describe", "find", "look", "preview", "repair"]
