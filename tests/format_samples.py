"""Alignments that hold everything a format must cope with, and a strict reader of the HTML that comes out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from hexapla import corpus
from hexapla.model import (
    Alignment,
    Document,
    Kind,
    Link,
    Note,
    Provenance,
    Segment,
    Status,
    Text,
    TextInfo,
    content_hash,
    link_id,
)

MARKUP = """<script>alert("1")</script> & 'one' </style></td> {{ 7 * 7 }} {% raw %} \\22 } ]]> <!-- &amp;"""
ZH = TextInfo(
    "zh-Hans", "zh-Hans", "source", Provenance.RECONSTRUCTION, "备忘录", date="2026-11", note="Not the archival text."
)
EN = TextInfo("en", "en", "translation", Provenance.PUBLISHED, "Memorandum", "A. Translator", "1962-04-24")
RU = TextInfo("ru", "ru", "translation", Provenance.WORKING, "Памятная записка")
AR = TextInfo("ar", "ar", "source", Provenance.ARCHIVAL, "مذكرة")
DOCUMENT = Document(
    "memo",
    "Memorandum on the border",
    "1962-04-24",
    "PRC FMA 118-01764-04, 9-10",
    ("Zhang Hanfu", "Stepan Chervonenko"),
    "https://example.org/documents/1?a=1&b=2",
    "A protest about trucks.",
    "Reuse for research is welcome.",
    "A Foundation",
)

Shape = tuple[tuple[int, ...], tuple[int, ...]]


def build(source: Text, target: Text, shapes: list[Shape], document: Document = DOCUMENT, **links) -> Alignment:
    """Make an alignment; a shape lists the segment numbers of its two sides, `L3={...}` sets fields of the third."""
    made = []
    for number, (n, m) in enumerate(shapes, 1):
        sides = tuple(source.segments[i - 1] for i in n), tuple(target.segments[j - 1] for j in m)
        made.append(replace(Link(link_id(number), *sides), **links.get(f"L{number}", {})))
    made_by = {"method": "best", "parameters": "band=120"}
    return Alignment(document, source, target, tuple(made), made_by, 12, len(made))


def everything() -> Alignment:
    """Every shape, status and kind, crossing links, paragraphs that differ, notes of all sorts."""
    source = corpus.from_paragraphs(
        [
            ["附件一"],
            ["约两万名居民越境。", "他们带走了牲畜。", "=1+1"],
            ["甲。", "乙。", "丙。"],
            ["丁。", "戊。", "己。"],
        ],
        ZH,
    )
    target = corpus.from_paragraphs(
        [
            ["'Appendix I'"],
            ["About 20,000 residents crossed, taking cattle.", "-5 degrees"],
            ['B "quoted".', r"A back\slash\n.", "C1.", "C2."],
            ["＠D.", "Added.", "E."],
        ],
        EN,
    )
    shapes: list[Shape] = [
        ((1,), (1,)),
        ((2, 3), (2,)),
        ((4,), (3,)),
        ((6,), (4,)),
        ((5,), (5,)),
        ((7,), (6, 7)),
        ((8,), ()),
        ((), (8,)),
        ((9,), ()),
        ((), (9,)),
        ((10,), (10,)),
    ]
    notes = (
        Note(1, "“Residents” is 居民.\n\nA second paragraph,\nof two lines.", "Ann Editor", "2026-11-24T09:00:00Z"),
        Note(2, "---\n<b>Not bold</b> & “quoted”.", "", ""),
    )
    alignment = build(
        source,
        target,
        shapes,
        L1={"status": Status.CONFIRMED},
        L2={"status": Status.DRAFT, "confidence": 0.91, "notes": notes},
        L3={"status": Status.QUERY, "notes": (Note(3, "=cmd()", "=Eve", "2026-11-24T09:00:00Z"),)},
        L5={"status": Status.CONFIRMED, "confirmed_hash": "0" * 16},
        L7={"status": Status.CONFIRMED, "kind": Kind.OMISSION, "notes": (Note(4, "Left out."),)},
        L8={"kind": Kind.ADDITION},
        L9={"kind": Kind.LOST},
        L10={"kind": Kind.UNRESOLVED},
        L11={"confidence": 1.0},
    )
    first = alignment.links[0]
    return replace(alignment, links=(replace(first, confirmed_hash=content_hash(first)), *alignment.links[1:]))


def right_to_left() -> Alignment:
    """Arabic beside Russian, with a note that quotes both."""
    source = corpus.from_paragraphs(
        [["لكل فرد الحق في الحياة.", "لا يجوز استرقاق أي شخص."], ["بكين، 24 أبريل 1962"]], AR
    )
    target = corpus.from_paragraphs([["Каждый человек имеет право на жизнь.", "Никто не должен быть в рабстве."]], RU)
    note = Note(1, "الحق and право: the same word in both.")
    return build(source, target, [((1,), (1,)), ((2,), (2,)), ((3,), ())], L1={"notes": (note,)})


def two_editions() -> Alignment:
    """Two editions in one language, of a document about which nothing is known but its title."""
    old = corpus.from_paragraphs([["Of the Border."]], TextInfo("en.old", "en"))
    new = corpus.from_paragraphs([["On the border.", "And more."]], TextInfo("en", "en"))
    return build(old, new, [((1,), (1,)), ((), (2,))], Document("memo", "On the border"))


def hostile() -> Alignment:
    """Markup of every kind in every field that people write."""
    info = TextInfo("en", "en", "source", Provenance.RECONSTRUCTION, MARKUP, MARKUP, MARKUP, MARKUP)
    document = Document("memo", *[MARKUP] * 3, (MARKUP, MARKUP), f"https://example.org/{MARKUP}", *[MARKUP] * 3)
    source = corpus.from_paragraphs([[MARKUP, MARKUP]], info)
    target = corpus.from_paragraphs([[MARKUP]], replace(info, name="fr", language="fr"))
    made = build(source, target, [((1, 2), (1,))], document, L1={"notes": (Note(1, MARKUP, MARKUP, MARKUP),)})
    return replace(made, made_by={"method": MARKUP})


def nothing() -> Alignment:
    """Two texts without a word."""
    return build(Text(ZH, ()), Text(EN, ()), [])


SAMPLES = {make.__name__: make for make in (everything, right_to_left, two_editions, hostile, nothing)}


def long(rows: int) -> Alignment:
    """An alignment of many rows, four of them to a paragraph."""
    texts = (
        Text(info, tuple(Segment(f"{words} {n}.", n, n, n % 4 == 1) for n in range(1, rows + 1)))
        for info, words in ((ZH, "苏联边防机关没有采取任何行动"), (EN, "The agencies took no action"))
    )
    return build(*texts, [((n,), (n,)) for n in range(1, rows + 1)])


VOID = {"meta", "br", "col", "link", "img", "hr", "input"}


@dataclass
class Element:
    """An element of a page: its children are elements and strings."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words inside."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Every element inside of this name, with these attributes; `class_` finds one class among several."""
        inner = [child for child in self.children if isinstance(child, Element)]
        return [found for child in inner for found in (child, *child.all()) if found.fits(tag, attributes)]

    def fits(self, tag: str, attributes: dict[str, str]) -> bool:
        """Whether it has this name and these attributes."""
        wanted = {**attributes}
        needed = wanted.pop("class_", None)
        classes = self.attributes.get("class", "").split()
        return (
            tag in ("", self.tag)
            and (needed is None or needed in classes)
            and all(self.attributes.get(name) == value for name, value in wanted.items())
        )


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"<{tag}> has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag, f"</{tag}> at {self.getpos()} closes something else"

    def handle_data(self, data):
        self.open[-1].children.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")


def read_html(data: bytes) -> Element:
    """Read a page; fail where an element is left open or closed out of turn."""
    builder = _Builder()
    builder.feed(data.decode())
    builder.close()
    (root,) = builder.open
    return root
