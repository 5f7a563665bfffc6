"""What holds for every format: known by name, the same bytes each time, no word lost, never half a file."""

import re
from dataclasses import replace

import polib
import pytest
from format_samples import SAMPLES, everything, read_html
from hypothesis import given
from hypothesis import strategies as st
from test_formats_tsv import read_tsv

from hexapla import corpus, po
from hexapla.errors import UnknownNameError
from hexapla.formats import FORMATS, Options, export, format_named
from hexapla.formats.editions import runs
from hexapla.model import Alignment, Link, Segment, Status, Text


def words_of_html(data: bytes) -> list[tuple[str, str]]:
    """Read each row's two cells without numbers and callers."""

    def cell(element):
        numbers = element.all(class_="number")
        segments = element.all(class_="segment")
        return [s.text.removeprefix(n.text) for s, n in zip(segments, numbers, strict=True)]

    return [tuple(cell(td) for td in row.all("td")) for row in read_html(data).all("tbody")[0].all("tr")]


def words_of_po(data: bytes) -> list[tuple[str, str]]:
    """Read each entry's two sides."""
    entries = polib.pofile(data.decode())
    return [tuple(text.split("\n") if text else [] for text in (e.msgid, e.msgstr)) for e in entries]


def words_of_tsv(data: bytes) -> list[tuple[str, str]]:
    """Read each row's two sides."""
    return [(row["source"], row["target"]) for row in read_tsv(data)]


READERS = {"html": words_of_html, "po": words_of_po, "tsv": words_of_tsv}


TEXTUAL = [name for name, one in FORMATS.items() if one.media_type.endswith("charset=utf-8")]


@pytest.fixture(params=FORMATS)
def form(request) -> str:
    """Take each format in turn."""
    return request.param


@pytest.fixture(params=SAMPLES)
def alignment(request) -> Alignment:
    """Take each sample in turn."""
    return SAMPLES[request.param]()


class TestEveryFormat:
    """The contract of a format."""

    def test_it_says_what_it_is(self, form):
        """Name, ending, media type and a line for people are there."""
        one = FORMATS[form]
        assert one.name == form
        assert re.fullmatch(r"\.[a-z0-9]+", one.suffix)
        assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+(; charset=utf-8)?", one.media_type)
        assert 20 <= len(one.description) <= 80

    def test_it_is_deterministic(self, form, alignment):
        """The same alignment gives the same bytes."""
        assert FORMATS[form].write(alignment) == FORMATS[form].write(alignment)

    @pytest.mark.parametrize("form", READERS)
    def test_no_word_is_lost_or_changed(self, form, alignment):
        """Another reader finds all segments of every link, in order."""
        found = READERS[form](FORMATS[form].write(alignment))
        assert found == [([s.text for s in li.source], [s.text for s in li.target]) for li in alignment.links]

    @pytest.mark.parametrize("form", TEXTUAL)
    def test_lines_end_as_everywhere(self, form, alignment):
        """UTF-8 without a byte order mark, LF alone, a line end at the end."""
        data = FORMATS[form].write(alignment)
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data
        assert data.decode().endswith("\n")

    def test_a_file_is_written_whole(self, form, tmp_path):
        """The file holds the same bytes, and nothing else is left in the folder."""
        path = tmp_path / f"memo{FORMATS[form].suffix}"
        export(everything(), form, path)
        assert path.read_bytes() == FORMATS[form].write(everything())
        assert list(tmp_path.iterdir()) == [path]


def test_an_older_file_survives_a_failure(form, tmp_path):
    """Where an alignment cannot be written, the older file stays and nothing is left beside it."""
    path = tmp_path / "memo"
    path.write_text("older")
    info = everything().source.info
    broken = replace(everything(), links=(Link("L0001", (Segment("\ud800", 1, 1),), ()),), source=Text(info, ()))
    with pytest.raises(ValueError, match=r"surrogate|XML compatible"):
        export(broken, form, path)
    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]


def test_an_unknown_format_is_named_with_those_that_exist(tmp_path):
    """The message lists the formats; nothing is written."""
    with pytest.raises(UnknownNameError, match=r"no format “wiki”. There are html, .*po, tmx"):
        export(everything(), "wiki", tmp_path / "memo.wiki")
    assert format_named("po").suffix == ".po"
    assert list(tmp_path.iterdir()) == []


def test_po_comes_back_the_same(tmp_path):
    """The PO that goes out is the alignment's own file."""
    sample = everything()
    path = tmp_path / "zh-Hans--en.po"
    export(sample, "po", path)
    bare = Alignment(sample.document, *(corpus_text(text) for text in (sample.source, sample.target)), ())
    assert po.resolve(po.read(path), bare).links == sample.links


def corpus_text(text):
    """Read a text from the content of its own file."""
    return corpus.parse_text(corpus.dump_text(text.segments), text.info)


@pytest.mark.parametrize("form", ["html", "tsv"])
def test_options_leave_links_out(form):
    """Only confirmed links, or no null links; their notes go with them."""
    sample = everything()
    confirmed = READERS[form](FORMATS[form].write(sample, Options(only_confirmed=True)))
    assert len(confirmed) == sum(link.status is Status.CONFIRMED for link in sample.links) == 3
    paired = READERS[form](FORMATS[form].write(sample, Options(null_links=False)))
    assert len(paired) == 7
    assert "Left out." in FORMATS[form].write(sample).decode()
    assert "Left out." not in FORMATS[form].write(sample, Options(null_links=False)).decode()
    assert "Left out." not in FORMATS[form].write(sample, Options(notes=False)).decode()


def test_po_is_whole_whatever_the_options():
    """A PO file that lacked links would be no alignment."""
    everything_less = Options(only_confirmed=True, null_links=False, notes=False)
    assert FORMATS["po"].write(everything(), everything_less) == FORMATS["po"].write(everything())


@given(st.text(st.sampled_from("aZ é, .“”约两万。КитайحقΩ20\n")), st.permutations(["zh-Hans", "ru", "ar", "en"]))
def test_runs_lose_nothing(text, tags):
    """The stretches put together are the text, and each is in the script of its language."""
    found = list(runs.split(text, tags))
    assert "".join(words for _, words in found) == text
    assert all(words for _, words in found)
    letters = {"zh-Hans": set("约两万。"), "ru": set("Китай"), "ar": set("حق")}
    for tag, words in found:
        others = set().union(*(letters[t] for t in letters if t != tag))
        assert not set(words) & others


def test_runs_keep_a_phrase_together():
    """Blanks and commas inside a phrase belong to it; those around it do not."""
    assert list(runs.split("The Russian в Синьцзяне, в Китае is 在新疆.", ["zh-Hans", "ru"])) == [
        (None, "The Russian "),
        ("ru", "в Синьцзяне, в Китае"),
        (None, " is "),
        ("zh-Hans", "在新疆"),
        (None, "."),
    ]
