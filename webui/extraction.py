"""Collects the interface's words into the catalogs: `python -m webui.extraction` after marking new ones.

Words that are gone go; new ones come without a translation, which `tests/test_words.py` then asks for.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from jinja2 import Environment

from webui.sentences import ERRORS, in_source
from webui.words import FOLDER, LANGUAGES

HERE = Path(__file__).parent
MARKED = [HERE, *(HERE.parent / "src" / "hexapla" / part for part in ("quality", "glossary"))]  # these speak to people
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "zh-Hans": "nplurals=1; plural=0;",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}
TO_THE_TERMINAL = {"commands", "cli.py", "serving.py", "driver.py", "labse.py"}  # their errors no browser shows
_STRING = r'"(?:[^"\\\n]|\\.)*"'
_JOINED = rf"{_STRING}(?:\s*\+\s*{_STRING})*"
_CALL = re.compile(rf"(?<![\w.#$])(?:tn?|later)\(\s*({_JOINED})(?:\s*,\s*({_STRING}))?")
Found = tuple[str, str | None]


def in_script(source: str) -> Iterator[Found]:
    """Yield the words that a script marks with `t("…")`, `later("…")` or `tn("…", "…", count)`."""
    for call in _CALL.finditer(source):
        plural = call[2] if call[0].startswith("tn") else None
        words = "".join(json.loads(part) for part in re.findall(_STRING, call[1]))
        yield words, json.loads(plural) if plural else None


def in_template(source: str) -> Iterator[Found]:
    """Yield the words that a template marks with `_("…")`, `ngettext(…)` or `{% trans %}`."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for _, _, words in environment.extract_translations(source):  # type: ignore[attr-defined] # the extension adds it
        if isinstance(words, str):
            yield words, None
        elif words[0]:
            yield words[0], words[1] if len(words) > 1 and isinstance(words[1], str) else None


def in_module(source: str) -> Iterator[Found]:
    """Yield the words that Python code marks with `gettext("…")`, `later("…")` or `ngettext("…", "…", count)`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("gettext", "later", "ngettext"):
            words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if words:
                yield words[0], words[1] if len(words) > 1 else None


READERS = {".js": in_script, ".html": in_template, ".py": in_module}


def collect() -> dict[str, tuple[str | None, list[str]]]:
    """Return every marked word with its plural and the files it stands in, in the order of the files."""
    found: dict[str, tuple[str | None, list[str]]] = {}
    for path in sorted(
        p for part in MARKED for p in part.rglob("*") if p.suffix in READERS and "vendor" not in p.parts
    ):
        for words, plural in READERS[path.suffix](path.read_text(encoding="utf-8")):
            known, files = found.setdefault(words, (plural, []))
            name = path.relative_to(HERE.parent).as_posix()
            if name not in files:
                files.append(name)
            found[words] = (known or plural, files)
    return found


def collect_errors() -> dict[str, list[str]]:
    """Return the pattern of every error that a browser may show, and the files it stands in."""
    found: dict[str, list[str]] = {}
    for path in sorted(p for part in (HERE, HERE.parent / "src" / "hexapla") for p in part.rglob("*.py")):
        name = path.relative_to(HERE.parent).as_posix()
        if TO_THE_TERMINAL.isdisjoint(path.parts):
            for words in in_source(path):
                files = found.setdefault(words, [])
                files.extend([name] if name not in files else [])
    return found


def update(language: str) -> polib.POFile:
    """Bring the catalog of a language up to date with what is marked, and write it."""
    path = FOLDER / f"{language}.po"
    old, fresh = _old(path), _catalog(language)
    for words, (plural, files) in collect().items():
        fresh.append(_entry(words, plural, files, old.get(words), language))
    fresh.save(str(path))
    return fresh


def update_errors(language: str) -> polib.POFile:
    """Bring the catalog of the errors in a language up to date with what is raised, and write it."""
    path = ERRORS / f"{language}.po"
    old, fresh = _old(path), _catalog(language)
    for words, files in collect_errors().items():
        fresh.append(_entry(words, None, files, old.get(words), language))
    ERRORS.mkdir(exist_ok=True)
    fresh.save(str(path))
    return fresh


def _old(path: Path) -> dict[str, polib.POEntry]:
    return {e.msgid: e for e in polib.pofile(path, wrapwidth=0)} if path.exists() else {}


def _catalog(language: str) -> polib.POFile:
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    return fresh


def _entry(words: str, plural: str | None, files: list[str], old: polib.POEntry | None, language: str) -> polib.POEntry:
    entry = polib.POEntry(msgid=words, occurrences=[(name, "") for name in files])
    if plural:
        entry.msgid_plural = plural
        forms = {0: words, 1: plural} if language == "en" else {}
        count = int(re.findall(r"nplurals=(\d)", PLURALS[language])[0])
        entry.msgstr_plural = forms or (old and old.msgstr_plural) or dict.fromkeys(range(count), "")
    else:
        own = re.sub(r"^[a-z]+\|", "", words)  # what stands before the bar only tells two meanings apart
        entry.msgstr = own if language == "en" else (old.msgstr if old else "")
    return entry


if __name__ == "__main__":
    catalogs = [(tag, "words", update(tag)) for tag in LANGUAGES]
    catalogs += [(tag, "errors", update_errors(tag)) for tag in LANGUAGES if tag != "en"]
    for tag, kind, found in catalogs:
        print(f"{tag}: {len(found.translated_entries())} of {len(found)} {kind} translated")  # noqa: T201 - a script
