"""Alignments at random: every string that a text file admits, n:m, 1:0, 0:1, crossing links, notes, statuses, kinds."""

from hypothesis import strategies as st

from hexapla import corpus
from hexapla.model import (
    Alignment,
    Document,
    Kind,
    Link,
    Note,
    NoteKind,
    Provenance,
    Status,
    TextInfo,
    content_hash,
    link_id,
)

# U+FEFF at the beginning of a file is its byte order mark, and no text keeps it.
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff")
SPECIAL = st.sampled_from(
    ["\t", "=1+1", "'", '"', "\\n", "<b>&amp;</b>", "]]>", "_x000D_", "---", "a;b", "￼", "😀", "\u202e", " ", "¶1"]
)
WORDS = st.lists(st.one_of(st.text(CHARACTERS, max_size=8), SPECIAL), min_size=1, max_size=4).map("".join)
SEGMENTS = WORDS.filter(lambda text: corpus.segment_problem(text) is None)
LINES = st.text(CHARACTERS, max_size=12).map(lambda text: " ".join(text.replace(";", ",").split()))
NOTES = st.lists(st.one_of(st.text(CHARACTERS, max_size=10), SPECIAL), min_size=1, max_size=5).map("\n".join)
LANGUAGES = ["zh-Hans", "en", "ru", "ar", "ja"]


def _paragraphs(draw, info):
    found = draw(st.lists(st.lists(SEGMENTS, min_size=1, max_size=3), min_size=1, max_size=4))
    return corpus.from_paragraphs(found, info)


@st.composite
def alignments(draw) -> Alignment:
    """Draw an alignment that the working copy could hold."""
    tags = draw(st.permutations(LANGUAGES))
    infos = [
        TextInfo(
            tags[place],
            tags[place],
            draw(st.sampled_from(["source", "translation"])),
            draw(st.sampled_from(Provenance)),
            draw(LINES),
            draw(LINES),
            note=draw(LINES),
        )
        for place in (0, 1)
    ]
    title = draw(LINES.filter(bool))
    document = Document("memo", title, "1962-04-24", persons=tuple(draw(st.lists(LINES.filter(bool), max_size=2))))
    source, target = (_paragraphs(draw, info) for info in infos)
    groups = draw(st.integers(1, 6))
    owners = [
        draw(st.lists(st.integers(1, groups), min_size=len(text.segments), max_size=len(text.segments)))
        for text in (source, target)
    ]
    notes = iter(range(1, 100))
    links = []
    for group in range(1, groups + 1):
        sides = [
            tuple(s for s, owner in zip(text.segments, own, strict=True) if owner == group)
            for text, own in zip((source, target), owners, strict=True)
        ]
        if any(sides):
            links.append(_link(draw, group, sides, notes))
    return Alignment(
        document, source, target, tuple(draw(st.permutations(links))), {"method": draw(LINES.filter(bool))}, 3, 9
    )


def _link(draw, number, sides, notes) -> Link:
    status = draw(st.sampled_from(Status))
    made = Link(
        link_id(number),
        *sides,
        status,
        None if all(sides) else draw(st.sampled_from([None, *Kind])),
        draw(st.one_of(st.none(), st.floats(0, 1).map(lambda value: round(value, 4)))),
        tuple(_note(draw, next(notes)) for _ in range(draw(st.integers(0, 2)))),
    )
    if status is not Status.CONFIRMED:
        return made
    hashed = draw(st.sampled_from([content_hash(made), "0" * 16]))
    return Link(made.id, *sides, status, made.kind, made.confidence, made.notes, hashed)


def _note(draw, number) -> Note:
    from hexapla import notes

    text = draw(NOTES.filter(str.strip).map(notes.clean))
    created = draw(st.sampled_from(["", "2026-11-24T09:00:00Z", "1962-04"]))
    return Note(number, text, draw(LINES), created, draw(st.sampled_from(NoteKind)))
