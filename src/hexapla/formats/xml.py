"""XML read and written safely: no entities, no network, no document type fetched, no text without bounds."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import Any

from lxml import etree

from hexapla.errors import BadImportError

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ID = "{http://www.w3.org/XML/1998/namespace}id"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Element = Any  # lxml ships no types
Names = Mapping[Any, str] | None


def fit(text: str) -> str:
    """Return the text with U+FFFD for every character that XML 1.0 cannot hold."""
    return _UNFIT.sub("\ufffd", text)


def element(
    tag: str, attributes: Mapping[str, str] | None = None, text: str | None = None, names: Names = None
) -> Element:
    """Make an element; characters that XML cannot hold are replaced in attributes, and refused in its text.

    `names` are prefixes for namespaces.
    """
    made = etree.Element(tag, {name: fit(value) for name, value in (attributes or {}).items()}, names)
    if text is not None:
        made.text = text
    return made


def add(parent: Element, tag: str, attributes: Mapping[str, str] | None = None, text: str | None = None) -> Element:
    """Make an element as the last child of another one."""
    made = etree.SubElement(parent, tag, {name: fit(value) for name, value in (attributes or {}).items()})
    if text is not None:
        made.text = text
    return made


def lay_out(made: Element, words: AbstractSet[str], margin: str = "\n") -> None:
    """Put children on lines of their own, but inside no element of `words`, where blanks would count."""
    if len(made) and local(made) not in words:
        made.text = made.text or f"{margin}  "
        for child in made:
            lay_out(child, words, f"{margin}  ")
            child.tail = f"{margin}  "
        made[-1].tail = margin


class Writer:
    """Writes an XML file element by element, so that no tree of the whole is ever built."""

    def __init__(self, out: Any) -> None:  # noqa: ANN401 - lxml ships no types
        self._out = out

    @contextmanager
    def inside(self, tag: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """Open an element for what is written next, each child on its own line."""
        clean = {name: fit(value) for name, value in (attributes or {}).items()}
        with self._out.element(tag, clean):
            self._out.write("\n")
            yield
        self._out.write("\n")

    def write(self, made: Element, words: AbstractSet[str] = frozenset()) -> None:
        """Write an element, each child on its own line, but those of the elements named in `words` as they are."""
        lay_out(made, words, "\n")
        self._out.write(made)
        self._out.write("\n")


@contextmanager
def _xmlfile(file: io.BytesIO) -> Iterator[Any]:
    with etree.xmlfile(file, encoding="UTF-8") as out:
        out.write_declaration()
        yield out


class Document:
    """An XML file in the making: `with document.open("tmx", {...}) as writer`, then `document.content()`."""

    def __init__(self, doctype: str = "") -> None:
        self._file = io.BytesIO()
        self._doctype = doctype

    @contextmanager
    def open(self, tag: str, attributes: Mapping[str, str] | None = None, names: Names = None) -> Iterator[Writer]:
        """Write the root element around what the block writes."""
        clean = {name: fit(value) for name, value in (attributes or {}).items()}
        with _xmlfile(self._file) as out:
            if self._doctype:
                out.write_doctype(self._doctype)
            with out.element(tag, clean, nsmap=names):
                out.write("\n")
                yield Writer(out)

    def content(self) -> bytes:
        """Return the file."""
        return self._file.getvalue() + b"\n"


def local(found: Element) -> str:
    """Return the name of an element without its namespace; comments and the like have none."""
    tag = found.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(found: Element) -> str:
    """Return the namespace of an element, or nothing."""
    return etree.QName(found).namespace or "" if isinstance(found.tag, str) else ""


def root_of(data: bytes, file: str) -> Element:
    """Return the root element, of which only the beginning may have been read; raise `BadImportError`."""
    with _errors(file):
        for _, found in etree.iterparse(io.BytesIO(data), events=("start",), **_SAFE):
            _refuse_entities(found, file)
            return found
    raise BadImportError(file, "this is no XML file. Choose another one.")


def parse(data: bytes, file: str) -> Element:
    """Return the root element of a whole file; raise `BadImportError` with the line of what is wrong."""
    with _errors(file):
        root = etree.fromstring(data, etree.XMLParser(**_SAFE))
    _refuse_entities(root, file)
    return root


def each(data: bytes, file: str, names: tuple[str, ...]) -> Iterator[Element]:
    """Yield every element of these local names when it has been read, and forget it after.

    One inside another is not yielded: it is still there when the outer one is.
    """
    tags = [f"{{*}}{name}" for name in names]
    with _errors(file):
        parser = etree.iterparse(
            io.BytesIO(data), events=("end",), tag=tags, remove_pis=True, remove_comments=True, **_SAFE
        )
        checked = False
        for _, found in parser:
            if next(found.iterancestors(*tags), None) is None:
                if not checked:
                    _refuse_entities(found, file)
                    checked = True
                yield found
                _forget(found)


def _forget(found: Element) -> None:
    found.clear(keep_tail=False)
    while found.getprevious() is not None:
        del found.getparent()[0]


def _refuse_entities(found: Element, file: str) -> None:
    doctype = found.getroottree().docinfo.internalDTD
    if doctype is not None and any(True for _ in doctype.iterentities()):
        problem = (
            "the file declares entities, which could blow it up without bounds. Replace them by what they stand for."
        )
        raise BadImportError(file, problem)


@contextmanager
def _errors(file: str) -> Iterator[None]:
    try:
        yield
    except etree.XMLSyntaxError as failure:
        line = failure.lineno or None
        problem = str(failure.msg or "it ends too early").partition(", line")[0].rstrip(".")
        raise BadImportError(file, f"this is no well-formed XML: {problem}. Mend it or save it anew.", line) from None
    except ValueError:  # what libxml2 let through and lxml does not: a name with a forbidden character
        raise BadImportError(file, "this is no well-formed XML. Mend it or save it anew.") from None


def inline(
    found: Element, codes: frozenset[str] = frozenset(), silent: frozenset[str] = frozenset()
) -> tuple[str, int]:
    """Return the words of an element with its inline markup kept as text, and the number of tags in it.

    An element of `codes` that has content holds markup of the original (TMX's `bpt`, XLIFF 1.2's `ph`): its content is
    that markup. One of `silent` only marks words, which stand without it. Every other element is written as a tag.
    """
    if not len(found):
        return found.text or "", 0
    parts, tags = [found.text or ""], 0
    for child in found:
        words, more = tagged(child, codes, silent)
        tags += more
        parts += [words, child.tail or ""]
    return "".join(parts), tags


def tagged(
    found: Element, codes: frozenset[str] = frozenset(), silent: frozenset[str] = frozenset()
) -> tuple[str, int]:
    """Return an element as `inline` writes it inside of another one, its own tag too, and the number of tags."""
    name = local(found)
    if not name:
        return "", 0
    words, tags = inline(found, codes, silent)
    bare = name in silent or (name in codes and words)
    return words if bare else _tag(found, name, words), tags + (name not in silent)


def _tag(found: Element, name: str, words: str) -> str:
    attributes = "".join(f' {etree.QName(key).localname}="{value}"' for key, value in found.attrib.items())
    return f"<{name}{attributes}>{words}</{name}>" if words else f"<{name}{attributes}/>"
