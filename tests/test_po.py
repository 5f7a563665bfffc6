"""Alignments as PO files: what is written, what is read back, and each known trap."""

import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexapla import corpus, po
from hexapla.errors import InvalidPoError
from hexapla.model import Alignment, Document, Kind, Link, Note, Status, Text, TextInfo, content_hash

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def text(language: str, *segments: str) -> Text:
    """Make a text of one paragraph."""
    return corpus.from_paragraphs([segments], TextInfo(language, language))


def alignment(source: Text, target: Text, *links: Link, **more) -> Alignment:
    """Make an alignment of a document without a name worth telling."""
    return Alignment(Document("memo", "Memo"), source, target, links, **more)


@pytest.fixture
def simple() -> Alignment:
    """Two Chinese segments for one English, an omission, an addition, and notes."""
    zh, en = text("zh-Hans", "第一句。", "第二句。", "无译文。"), text("en", "One and two.", "Added.")
    notes = (Note(1, "First.\n\nSecond paragraph.", "Anna", "2026-11-24T09:00:00Z"), Note(2, "---\n, flag-like", "Бо"))
    return alignment(
        zh,
        en,
        Link("L0001", zh.segments[:2], en.segments[:1], Status.DRAFT, None, 0.91, notes),
        Link("L0002", zh.segments[2:], (), Status.CONFIRMED, Kind.OMISSION),
        Link("L0007", (), en.segments[1:], Status.QUERY, Kind.ADDITION),
        made_by={"method": "fast", "models": "USE 3"},
        last_link=9,
    )


def round_trip(value: Alignment, folder: Path) -> Alignment:
    """Write, read and resolve."""
    path = folder / "x.po"
    po.write(value, path)
    return po.resolve(po.read(path), value)


def test_an_alignment_comes_back_as_it_was(simple, tmp_path):
    """Ids, both sides, status, kind, confidence, notes and the method survive."""
    assert round_trip(simple, tmp_path) == simple


def test_the_file_reads_like_a_po_file_a_person_would_write(simple):
    """One segment a line, notes as comments, fuzzy where not confirmed."""
    entry = po.dumps(simple).split("\n\n")[1]
    assert entry == (
        "# First.\n#\n# Second paragraph.\n# ---\n# \\---\n# , flag-like\n"
        "#. status: draft\n#. confidence: 0.91\n"
        "#. note: 1; author: Anna; created: 2026-11-24T09:00:00Z\n#. note: 2; author: Бо; created: \n"
        "#: zh-Hans.txt:1 zh-Hans.txt:2 en.txt:1\n#, fuzzy\n"
        'msgctxt "L0001"\nmsgid ""\n"第一句。\\n"\n"第二句。"\nmsgstr "One and two."'
    )


def test_msgfmt_accepts_the_file(simple, tmp_path):
    """The foreign checker of gettext itself finds nothing, duplicates included."""
    po.write(simple, tmp_path / "x.po")
    tool = shutil.which("msgfmt")
    assert tool, "msgfmt is missing: install gettext"
    done = subprocess.run([tool, "--check", "-o", "/dev/null", tmp_path / "x.po"], capture_output=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, b"")


def test_formulaic_sentences_repeat_without_confusion(tmp_path):
    """The same words on both sides twice are two links."""
    zh, en = text("zh", "好。", "好。"), text("en", "Good.", "Good.")
    links = [Link(f"L000{i + 1}", (zh.segments[i],), (en.segments[1 - i],)) for i in range(2)]
    value = alignment(zh, en, *links, last_link=2)
    assert round_trip(value, tmp_path) == value


def test_a_file_whose_first_entry_has_an_empty_msgid_still_has_its_header(tmp_path):
    """A file without a header has polib take an entry with an empty msgid for it: ours is always there, first."""
    zh, en = text("zh", "好。"), text("en", "Added.", "Good.")
    value = alignment(
        zh, en, Link("L0001", (), en.segments[:1]), Link("L0002", zh.segments, en.segments[1:]), last_link=2
    )
    assert round_trip(value, tmp_path) == value


SEGMENT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(str.strip)
NOTE = st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])), min_size=1).map("\n".join)


@given(
    st.lists(st.tuples(st.lists(SEGMENT, max_size=3), st.lists(SEGMENT, max_size=3)), min_size=1, max_size=6),
    st.lists(NOTE.filter(lambda t: t.strip()), max_size=3),
    st.floats(0, 1),
    st.sampled_from(Status),
)
def test_any_words_survive(tmp_path_factory, groups, notes, confidence, status):
    """Write, then read, is the identity for all of Unicode that a segment or a note admits."""
    groups = [g for g in groups if g[0] or g[1]] or [(["x"], [])]
    zh, en = (text(lang, *(s for g in groups for s in g[side])) for side, lang in enumerate(["zh", "en"]))
    at, links = [0, 0], []
    kept = tuple(Note(i + 1, po.note_text.clean(t), "A; B") for i, t in enumerate(notes))
    kept = tuple(Note(n.id, n.text, "A, B") for n in kept)
    for number, (s, t) in enumerate(groups, 1):
        sides = zh.segments[at[0] : at[0] + len(s)], en.segments[at[1] : at[1] + len(t)]
        links.append(Link(f"L{number:04}", *sides, status, None, round(confidence, 4), kept))
        at = [at[0] + len(s), at[1] + len(t)]
    value = alignment(zh, en, *links, last_link=len(links))
    assert round_trip(value, tmp_path_factory.mktemp("po")) == value


@given(st.lists(SEGMENT, max_size=3), st.lists(SEGMENT, max_size=3))
def test_entries_are_written_as_polib_writes_them(source, target):
    """Our quicker writing of an entry and the library's own agree to the letter."""
    fields = {"msgctxt": "L0001", "msgid": "\n".join(source), "msgstr": "\n".join(target)}
    theirs = polib.POFile(wrapwidth=0)
    theirs.append(polib.POEntry(**fields))
    ours = polib.POFile(wrapwidth=0)
    ours.append(po._Entry(**fields))  # noqa: SLF001 - the class has no other name
    assert str(ours) == str(theirs)


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ('#. status: draft\nmsgctxt "L0001"\nmsgid ""\nmsgstr "Added."\n', 1, "header is missing"),
        (HEADER.replace("UTF-8", "GB18030"), 1, "another charset"),
        (HEADER + 'msgctxt "L0001"\nmsgid "a"\nmsgstr "b"\n\nmsgctxt "L0001"\nmsgid "c"\nmsgstr "d"\n', 9, "L0001"),
        (HEADER + 'msgid "a"\nmsgstr "b"\n', 5, "link's id"),
        (HEADER + 'msgctxt "row 1"\nmsgid "a"\nmsgstr "b"\n', 5, "row 1"),
        (HEADER + 'msgctxt "L0001"\nmsgid ""\nmsgstr ""\n', 5, "no segment"),
        (HEADER + 'msgctxt "L0001"\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\n', 5, "plural"),
        (HEADER + '#,fuzzy\nmsgctxt "L0001"\nmsgid "a"\nmsgstr "b"\n', 5, "syntax"),
        (HEADER + '# one\rtwo\nmsgctxt "L0001"\nmsgid "a"\nmsgstr "b"\n', 6, "syntax"),
        (HEADER + '#.status: draft\nmsgctxt "L0001"\nmsgid "a"\nmsgstr "b"\n', 5, "syntax"),
        (HEADER + 'msgctxt "L0001"\nmsgid "a"\nmsgstr "b "c""\n', 7, "syntax"),
        (HEADER + '<<<<<<< HEAD\nmsgctxt "L0001"\nmsgid "a"\nmsgstr "b"\n', 5, "syntax"),
        (HEADER + '#. status: done\nmsgctxt "L0001"\nmsgid "a"\nmsgstr "b"\n', 5, "done"),
        (HEADER + '#. confidence: high\nmsgctxt "L0001"\nmsgid "a"\nmsgstr "b"\n', 5, "high"),
        (HEADER + 'msgctxt "L0001"\nmsgid "a\\n"\nmsgstr "b"\n', 5, "needs words"),
        (
            HEADER
            + '#: zh.txt:1 en.txt:1\nmsgctxt "L0001"\nmsgid "a"\nmsgstr "b"\n\n'
            + '#: zh.txt:1 en.txt:2\nmsgctxt "L0002"\nmsgid "a"\nmsgstr "c"\n',
            10,
            "linked twice, in L0001",
        ),
    ],
)
def test_a_broken_file_is_refused_with_line_and_reason(tmp_path, content, line, words):
    """Nothing is guessed: a person learns where and what, and the file stays as it is."""
    path = tmp_path / "bad.po"
    path.write_bytes(content.encode())
    with pytest.raises(InvalidPoError, match=words) as caught:
        po.read(path)
    assert caught.value.line == line
    assert path.read_bytes() == content.encode()


def test_undecodable_bytes_are_reported_with_their_line(tmp_path):
    """A file in another encoding names the byte and the remedy."""
    path = tmp_path / "bad.po"
    path.write_bytes(HEADER.encode() + 'msgctxt "L0001"\nmsgid "对"'.encode("gb18030"))
    with pytest.raises(InvalidPoError, match="no UTF-8") as caught:
        po.read(path)
    assert caught.value.line == 6


def test_a_missing_file_is_reported(tmp_path):
    """The path, not the content, goes to the parser: a missing file is never parsed as content."""
    with pytest.raises(InvalidPoError, match="missing"):
        po.read(tmp_path / "none.po")


@pytest.mark.parametrize(
    ("status", "flags", "read"),
    [
        ("draft", [], Status.CONFIRMED),
        ("confirmed", ["fuzzy"], Status.DRAFT),
        ("query", ["fuzzy"], Status.QUERY),
        ("confirmed", [], Status.CONFIRMED),
    ],
)
def test_a_flag_changed_in_a_gettext_editor_is_heard(tmp_path, status, flags, read):
    """Clearing fuzzy confirms; setting it takes the confirmation back."""
    entry = polib.POEntry(msgctxt="L0001", msgid="a", msgstr="b", comment=f"status: {status}", flags=flags)
    (tmp_path / "x.po").write_text(HEADER + str(entry))
    assert po.read(tmp_path / "x.po").entries[0].status is read


def test_a_confirmed_link_whose_words_changed_is_fuzzy_and_stays_confirmed(tmp_path):
    """Gettext tools see it as not confirmed; Hexapla knows that it was."""
    zh, en = text("zh", "好。"), text("en", "Good.")
    link = Link("L0001", zh.segments, en.segments, Status.CONFIRMED, confirmed_hash="0" * 16)
    value = alignment(zh, en, link, last_link=1)
    assert "#, fuzzy" in po.dumps(value)
    assert round_trip(value, tmp_path) == value
    assert content_hash(link) != link.confirmed_hash


def test_references_dropped_by_msgmerge_are_not_missed(simple, tmp_path):
    """Without `#:` the words say which segments are meant."""
    path = tmp_path / "x.po"
    path.write_text("".join(x for x in po.dumps(simple).splitlines(keepends=True) if not x.startswith("#:")))
    assert po.resolve(po.read(path), simple) == simple


def test_words_that_are_in_no_text_are_reported(simple, tmp_path):
    """The entry's line and the words are named."""
    path = tmp_path / "x.po"
    path.write_text(po.dumps(simple).replace("One and two.", "One."))
    with pytest.raises(InvalidPoError, match=r"“One\.” is not in en\.txt"):
        po.resolve(po.read(path), simple)


def test_a_segment_in_no_link_is_reported(simple, tmp_path):
    """A lost line never goes unnoticed."""
    path = tmp_path / "x.po"
    path.write_text(po.dumps(simple).split("#. status: query")[0])
    with pytest.raises(InvalidPoError, match=r"line 2 of en\.txt is in no link"):
        po.resolve(po.read(path), simple)
