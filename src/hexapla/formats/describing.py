"""What an alignment says of its document and texts, as flat pairs of words: for formats that keep properties.

The keys are those of `document.toml`: `document.title`, `source.provenance`, `target.translator`, `made_by.method`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Literal

from hexapla import corpus, languages
from hexapla.errors import BadLanguageError
from hexapla.model import SIDES, Alignment, Document, Provenance, TextInfo

UNDETERMINED = "und"


@dataclass(frozen=True, slots=True)
class Described:
    """An alignment without its segments and links."""

    document: Document
    source: TextInfo
    target: TextInfo
    made_by: dict[str, str] = field(default_factory=dict)
    revision: int = 0
    last_link: int = 0


def describe(alignment: Alignment) -> dict[str, str]:
    """Return everything but segments and links; empty values are left out, persons stand one a line."""
    found = {f"document.{name}": value for name, value in plain(alignment.document).items()}
    for side in SIDES:
        found |= {f"{side}.{name}": value for name, value in plain(getattr(alignment, side).info).items()}
    found |= {f"made_by.{name}": value for name, value in alignment.made_by.items()}
    found |= {"revision": str(alignment.revision), "last_link": str(alignment.last_link)}
    return {key: value for key, value in found.items() if value}


def plain(value: Document | TextInfo) -> dict[str, str]:
    """Return the fields of a document or a text as words; persons stand one a line."""
    found = {f.name: getattr(value, f.name) for f in fields(value) if f.name != "texts"}
    return {k: "\n".join(" ".join(p.split()) for p in v) if isinstance(v, tuple) else str(v) for k, v in found.items()}


def described(values: Mapping[str, str], title: str = "", tags: tuple[str, str] = ("", "")) -> Described:
    """Read the pairs back; `title` stands in for a missing one, language `tags` take the place of theirs."""
    own = {f.name: values.get(f"document.{f.name}", "") for f in fields(Document) if f.name not in ("texts", "persons")}
    persons = tuple(p for p in values.get("document.persons", "").split("\n") if p)
    name = own.pop("name")
    own["title"] = own["title"] or title or name
    name = name if corpus.DOCUMENT_NAME.fullmatch(name) else slug(own["title"])
    source, target = (_text(values, side, tag) for side, tag in zip(SIDES, tags, strict=True))
    if source.name == target.name:
        target = replace(target, name=f"{target.name}.2")
    texts = {info.name: info for info in (source, target)}
    made_by = {key.removeprefix("made_by."): value for key, value in values.items() if key.startswith("made_by.")}
    numbers = (
        int(values.get(key, "0")) if values.get(key, "0").isdecimal() else 0 for key in ("revision", "last_link")
    )
    return Described(Document(name, persons=persons, texts=texts, **own), source, target, made_by, *numbers)


def _text(values: Mapping[str, str], side: str, tag: str) -> TextInfo:
    def value(name: str) -> str:
        return values.get(f"{side}.{name}", "")

    language = tag_or_undetermined(tag or value("language"))
    name = value("name")
    fits = corpus.TEXT_NAME.fullmatch(name) and corpus.is_language(name) and tag in ("", value("language"))
    provenance = Provenance(value("provenance")) if value("provenance") in set(Provenance) else Provenance.WORKING
    free = {key: value(key) for key in ("title", "translator", "date", "note")}
    role: Literal["source", "translation"] = "source" if value("role") == "source" else "translation"
    return TextInfo(name if fits else language, language, role, provenance, **free)


def tag_or_undetermined(tag: str) -> str:
    """Return the tag in its customary form (`zh_CN` becomes `zh-CN`), or `und` where it names no language."""
    try:
        return languages.normalise(tag.strip().replace("_", "-"))
    except BadLanguageError:
        return UNDETERMINED


def text_name(file: str) -> str:
    """Return the name of a text in a file's name (`memo.en.old.xml`, `book.cs-00.xml`, `en.txt`), or `und`."""
    parts = [re.sub(r"-\d+$", "", part) for part in re.sub(r"\.(xml|txt|gz)\b", "", file).split(".")]
    found = next((i for i in range(len(parts)) if (i or len(parts) == 1) and corpus.is_language(parts[i])), None)
    name = "" if found is None else ".".join([tag_or_undetermined(parts[found]), *parts[found + 1 :]])
    return name if corpus.TEXT_NAME.fullmatch(name) else UNDETERMINED


def named(files: tuple[str, str], languages_: tuple[str, str], title: str = "") -> Described:
    """Describe two texts of which only the names of their files and perhaps their languages are known."""
    names = [text_name(file) for file in files]
    values: dict[str, str] = {}
    for side, name, language in zip(SIDES, names, languages_, strict=True):
        tag = language or name.partition(".")[0]
        values |= {f"{side}.language": tag, f"{side}.name": name if name.partition(".")[0] == tag else tag}
    stem = files[0].partition(".")[0]
    return described(values, title or ("" if corpus.is_language(stem) else stem))


def pair_named(file: str) -> tuple[str, tuple[str, str]]:
    """Return title and text names in a name such as `memo.zh-Hans--en.tsv`; what is not there is empty."""
    stem = file.rpartition(".")[0] or file
    head, dashes, tail = stem.partition("--")
    names = [text_name(head), text_name(tail)] if dashes else []
    if UNDETERMINED in names or not names:
        return stem, ("", "")
    return head.removesuffix(names[0]).rstrip("."), (names[0], names[1])


def slug(title: str) -> str:
    """Return a short name for a document of this title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "document"
