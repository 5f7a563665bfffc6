"""The contract of formats of interchange: what is written is read back equal, as far as the format carries it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from any_alignment import alignments
from format_samples import SAMPLES, everything
from hypothesis import HealthCheck, given, settings

from hexapla.formats import FORMATS, READERS, File, Options, read
from hexapla.formats.properties import joined
from hexapla.formats.standoff import monotone
from hexapla.model import SIDES, Alignment, Link, Note, Status

FORMS = [name for name in FORMATS if name in READERS and name != "docx"]  # an edition: see test_docx_table.py


def written(alignment: Alignment, form: str, options: Options | None = None) -> File:
    """Write an alignment under the name that an export has."""
    name = f"{alignment.document.name}.{alignment.name}{FORMATS[form].suffix}"
    return File(name, FORMATS[form].write(alignment, options))


def again(alignment: Alignment, form: str) -> Alignment:
    """Write an alignment and read it."""
    seen, found = read([written(alignment, form)])
    assert seen == form
    assert found.warnings == ()
    assert found.languages == ()
    return found.alignment


# What each format carries, as a value to compare


def whole(alignment: Alignment) -> object:
    """Everything but the document's further texts."""
    return replace(alignment, document=replace(alignment.document, texts={}))


def texts(alignment: Alignment) -> object:
    """Both texts with their languages and paragraphs."""
    return [(getattr(alignment, side).info.language, getattr(alignment, side).segments) for side in SIDES]


def about(alignment: Alignment) -> object:
    """What is said of document and texts, and how they were aligned."""
    document = replace(alignment.document, texts={})
    return document, alignment.source.info, alignment.target.info, alignment.made_by


def link(one: Link, **other: object) -> Link:
    """A link, but for the exact hash of what was confirmed; that it has changed since is kept."""
    changed = "changed" if one.changed_since_confirmed else None
    return replace(one, **{"confirmed_hash": changed, **other})


def tei(alignment: Alignment) -> object:
    """Everything but the hash."""
    return about(alignment), texts(alignment), [link(one) for one in alignment.links]


def po(alignment: Alignment) -> object:
    """Texts and links whole; of the texts' data only what the header says."""
    infos = [(i.name, i.language, i.provenance) for i in (alignment.source.info, alignment.target.info)]
    links = [replace(one, notes=tuple(map(_note_in_po, one.notes))) for one in alignment.links]
    return alignment.document.title, infos, texts(alignment), links, alignment.last_link


def _note_in_po(note: Note) -> Note:
    """A semicolon separates the fields of a note there, so that none keeps one."""
    author = " ".join(note.author.replace(";", ",").split())
    return replace(note, author=author, created=note.created if note.created[:4].isdecimal() else "")


def xliff12(alignment: Alignment) -> object:
    """Texts, links with their statuses, and the words and authors of notes."""
    links = [
        Link(one.id, one.source, one.target, one.status, notes=tuple(Note(0, n.text, n.author) for n in one.notes))
        for one in alignment.links
    ]
    return about(alignment), texts(alignment), links


def table(alignment: Alignment) -> object:
    """Texts and links, without the numbers of notes."""
    return texts(alignment), [link(one, notes=tuple(replace(n, id=0) for n in one.notes)) for one in alignment.links]


def xlsx(alignment: Alignment) -> object:
    """A table with what is said of the document."""
    return about(alignment), table(alignment)


def intertext(alignment: Alignment) -> object:
    """Texts and links; a status is confirmed, a query or neither."""
    usual = {Status.CONFIRMED: Status.CONFIRMED, Status.QUERY: Status.QUERY}
    return texts(alignment), [(one.source, one.target, usual.get(one.status)) for one in alignment.links]


def ces(alignment: Alignment) -> object:
    """Texts and links with ids and confidence."""
    return texts(alignment), [(one.id, one.source, one.target, one.confidence) for one in alignment.links]


def moses(alignment: Alignment) -> object:
    """The words of each link."""
    return [
        [joined(one.side(side), getattr(alignment, side).info.language) for side in SIDES] for one in alignment.links
    ]


def ladder(alignment: Alignment) -> object:
    """The words of links that cross nowhere."""
    return [([s.text for s in source], [s.text for s in target]) for source, target, _ in monotone(alignment.links)]


CARRIES = {
    "po": po,
    "tmx": whole,
    "xliff": whole,
    "xliff12": xliff12,
    "tei": tei,
    "intertext": intertext,
    "ces": ces,
    "tsv": table,
    "xlsx": xlsx,
    "jsonl": whole,
    "parquet": whole,
    "moses": moses,
    "ladder": ladder,
}


@pytest.mark.parametrize("form", FORMS)
class TestReadingBack:
    """Write, recognise, read, compare."""

    @pytest.mark.parametrize("sample", [name for name in SAMPLES if name != "nothing"])
    def test_samples_come_back(self, form, sample):
        """Every shape, status and kind; right-to-left; two editions of one language; markup in every field."""
        alignment = SAMPLES[sample]()
        assert CARRIES[form](again(alignment, form)) == CARRIES[form](alignment)

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(alignment=alignments())
    def test_every_alignment_comes_back(self, form, alignment):
        """All strings that a text admits, n:m, 1:0, 0:1, crossing links, notes, statuses."""
        assert CARRIES[form](again(alignment, form)) == CARRIES[form](alignment)

    def test_what_is_read_can_be_written_again(self, form):
        """A second round trip changes nothing more."""
        once = again(everything(), form)
        assert again(once, form) == replace(once, document=again(once, form).document)

    @pytest.mark.parametrize("title", [", and so on", ": a title", "~ 1962 | draft", "#"])
    def test_titles_that_look_like_markup_come_back(self, form, title):
        """A comma or colon at the beginning of a PO comment would mean something else."""
        sample = everything()
        found = again(replace(sample, document=replace(sample.document, title=title)), form)
        assert found.document.title == title or CARRIES[form] in (table, intertext, ces, moses, ladder)

    def test_private_notes_stay_at_home(self, form):
        """No format but the alignment's own PO lets a private note out."""
        secret = Note(90, "between us", private=True)
        sample = everything()
        first = replace(sample.links[0], notes=(secret,))
        found = again(replace(sample, links=(first, *sample.links[1:])), form)
        assert any(n.text == "between us" for one in found.links for n in one.notes) == (form == "po")
        assert all(n.private for one in found.links for n in one.notes if n.text == "between us")
