"""What every edit is: a small frozen value that can be written as JSON and applied to a session."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Self, get_args, get_type_hints

from hexapla.errors import BadEditError
from hexapla.store.session import Session

Rewording = tuple[int, str, str]
_KINDS: dict[Any, tuple[Any, str]] = {
    str: (str, "a string"),
    int: (int, "a whole number"),
    tuple[str, ...]: (str, "a list of strings"),
    tuple[int, ...]: (int, "a list of whole numbers"),
    str | None: (str, "a string or null"),
    bool: (bool, "true or false"),
    bool | None: (bool, "true, false or null"),
}


@dataclass(frozen=True, slots=True)
class Edit:
    """A command that changes one alignment, and with a shared text others too."""

    op: ClassVar[str]

    def apply(self, session: Session) -> str:
        """Carry it out; return what was done, for the history. Raise `BadEditError` where it cannot be done."""
        raise NotImplementedError

    def to_json(self) -> dict[str, Any]:
        """Return `{"op": …, fields}`."""
        return {"op": self.op, **asdict(self)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Make the edit from JSON; raise `BadEditError` naming a field that is missing, unknown or of a wrong type."""
        hints = get_type_hints(cls)
        known = {f.name: f for f in fields(cls)}
        if extra := set(data) - set(known) - {"op"}:
            raise BadEditError(f"{cls.op} has no field “{min(extra)}”. It takes {', '.join(known)}.")
        values = {name: _read(cls.op, name, hints[name], data[name]) for name in known if name in data}
        try:
            return cls(**values)
        except TypeError:
            missing = ", ".join(n for n in known if n not in values)
            raise BadEditError(f"{cls.op} lacks a field: {missing}.") from None


def _read(op: str, name: str, kind: Any, value: Any) -> Any:  # noqa: ANN401 - JSON gives anything
    if kind not in _KINDS:
        return (_read_changes if kind == tuple[Rewording, ...] else _read_beads)(op, name, value)
    item, words = _KINDS[kind]
    many = kind in (tuple[str, ...], tuple[int, ...])
    values = value if many and isinstance(value, (list, tuple)) else [value]
    allowed = value is None and type(None) in get_args(kind)
    right = isinstance(value, (list, tuple)) == many and all(type(v) is item for v in values)
    if not (right or allowed):
        raise BadEditError(f"{op}: “{name}” must be {words}.")
    return tuple(values) if many else value


def _read_changes(op: str, name: str, value: Any) -> Any:  # noqa: ANN401 - JSON gives anything
    """Read new words for segments: a list of [segment id, its words as they were seen, its new words]."""
    many = (list, tuple)
    rows = [tuple(row) for row in value if isinstance(row, many)] if isinstance(value, many) else []
    if rows and len(rows) == len(value) and all(list(map(type, row)) == [int, str, str] for row in rows):
        return tuple(rows)
    raise BadEditError(f"{op}: “{name}” must be a list of [segment id, its words as seen, its new words].")


def _read_beads(op: str, name: str, value: Any) -> Any:  # noqa: ANN401 - JSON gives anything
    """Read beads: a list of [source segment ids, target segment ids, confidence from 0 to 1]."""
    try:
        beads = tuple((tuple(source), tuple(target), float(sure)) for source, target, sure in value)
        if all(type(n) is int for s, t, _ in beads for n in (*s, *t)) and all(0 <= sure <= 1 for *_, sure in beads):
            return beads
    except (TypeError, ValueError):
        pass
    raise BadEditError(f"{op}: “{name}” must be a list of [source segment ids, target segment ids, confidence].")
