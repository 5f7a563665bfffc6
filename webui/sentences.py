"""What Hexapla says when something cannot be done, in the language of the interface.

The program raises its errors in English, each in one sentence or two. Their patterns are gathered from the source into
catalogs of their own (`translations/errors/*.po`, with `{name}` for what differs); a message is recognised by its
pattern and said again in the language of the request. One that is not recognised stays English.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Container, Iterator
from functools import cache
from pathlib import Path

import polib

from webui.words import FOLDER, language

ERRORS = FOLDER / "errors"
_FIELD = re.compile(r"\{(\w+)\}")
_PLACE = re.compile(r"(?P<place>[^\s:]+(?:/[^:]*)?\.\w+(?::\d+)?): (?P<rest>.+)", re.DOTALL)


def said(message: str) -> str:
    """Return an error's message in the language of this request."""
    return _said(message, language())


def _said(message: str, tag: str) -> str:
    for pattern, words in _patterns(tag):
        if match := pattern.fullmatch(message):
            return _filled(words, {name: _said(value, tag) for name, value in match.groupdict().items()})
    where = _PLACE.fullmatch(message)
    return f"{where['place']}: {_said(where['rest'], tag)}" if where else message


def _filled(words: str, values: dict[str, str]) -> str:
    return _FIELD.sub(lambda field: values[field[1]], words)


@cache
def _patterns(tag: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return patterns of English messages with their translations, those with most words of their own first."""
    path = ERRORS / f"{tag}.po"
    entries = polib.pofile(path, wrapwidth=0).translated_entries() if path.exists() else []
    entries.sort(key=lambda entry: -len(_FIELD.sub("", entry.msgid)))
    return tuple((_pattern(entry.msgid), entry.msgstr) for entry in entries)


def _pattern(words: str) -> re.Pattern[str]:
    parts = _FIELD.split(words)
    return re.compile(
        "".join(f"(?P<{part}>.+)" if place % 2 else re.escape(part) for place, part in enumerate(parts)), re.DOTALL
    )


# Gathering

_UNTELLING = {"self", "str", "len", "min", "join", "sorted", "decode"}


def in_source(path: Path) -> Iterator[str]:
    """Yield the patterns of the messages that a Python file raises, also of those that it words beforehand."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    told = [argument for node in nodes if (call := _telling(node)) for argument in call.args]
    names = {part.id for argument in told for part in ast.walk(argument) if isinstance(part, ast.Name)}
    yield from dict.fromkeys(_sentences([*told, *(value for node in nodes for value in _worded(node, names))]))


def _telling(node: ast.AST) -> ast.Call | None:
    """Return the call that makes an error, where a node is one."""
    if isinstance(node, ast.Raise):
        return node.exc if isinstance(node.exc, ast.Call) else None
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        return node if name == "__init__" or name.endswith("Error") else None
    return None


def _worded(node: ast.AST, names: Container[str]) -> Iterator[ast.expr]:
    """Yield what a node gives to one of these names: the value assigned to it, or what a function so called returns."""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.NamedExpr) and node.value:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(isinstance(target, ast.Name) and target.id in names for target in targets):
            yield node.value
    elif isinstance(node, ast.FunctionDef) and node.name in names:
        yield from (part.value for part in ast.walk(node) if isinstance(part, ast.Return) and part.value)


def _sentences(arguments: list[ast.expr]) -> Iterator[str]:
    waiting = list(arguments)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.JoinedStr | ast.Constant):
            words = _template(node)
            if len(re.findall(r"[a-z]{2,}", _FIELD.sub("", words))) > 1 and " " in words:
                yield words
        else:
            waiting[:0] = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]


def _template(node: ast.JoinedStr | ast.Constant) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    taken: list[str] = []
    parts = []
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            taken.append(_name(part.value, taken))
            parts.append(f"{{{taken[-1]}}}")
        elif isinstance(part, ast.Constant):
            parts.append(str(part.value))
    return "".join(parts)


def _name(node: ast.expr, taken: list[str]) -> str:
    """Name a field after the last name in its expression; a number tells two of a name apart."""
    inside = [n for n in ast.walk(node) if isinstance(n, ast.Name | ast.Attribute)]
    names = [n.id if isinstance(n, ast.Name) else n.attr for n in inside]
    name = next((name.strip("_").lower() for name in names if name not in _UNTELLING), "value")
    count = sum(each.rstrip("0123456789") == name for each in taken)
    return f"{name}{count + 1}" if count else name
