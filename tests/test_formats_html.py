"""The HTML edition: well made, nothing unescaped, every note and every provenance where a reader looks for it."""

import base64
import re
from dataclasses import replace
from hashlib import sha256

import pytest
from format_samples import (
    DOCUMENT,
    MARKUP,
    SAMPLES,
    everything,
    hostile,
    long,
    read_html,
    right_to_left,
    two_editions,
)

from hexapla.formats import FORMATS
from hexapla.formats.editions import wording
from hexapla.model import Alignment, Kind, Provenance, Status, TextInfo

WORDS = """html head meta title style body main header nav section footer h1 h2 p dl dt dd div span ul ol li a sup br
time table caption colgroup col thead tbody tr th td"""
TAGS = set(WORDS.split())


def edition(alignment: Alignment):
    """Write and read an edition."""
    return read_html(FORMATS["html"].write(alignment))


@pytest.fixture(params=SAMPLES)
def page(request):
    """Take the edition of each sample in turn."""
    return edition(SAMPLES[request.param]())


def test_the_edition_is_as_before(golden):
    """The whole file, held against the one in tests/golden."""
    golden("edition.html", FORMATS["html"].write(everything()))


def test_ids_are_unique_and_every_reference_resolves(page):
    """Links inside the page, and what ARIA points to, have one goal each."""
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(set(ids)) == len(ids)
    goals = [a.attributes["href"][1:] for a in page.all("a") if a.attributes["href"].startswith("#")]
    goals += [e.attributes["aria-labelledby"] for e in page.all() if "aria-labelledby" in e.attributes]
    assert set(goals) <= set(ids)


def test_nothing_but_our_own_elements(page):
    """No script, no handler, no style attribute, whatever the words are."""
    assert {element.tag for element in page.all()} <= TAGS
    names = {name for element in page.all() for name in element.attributes}
    assert not [name for name in names if name.startswith("on") or name in ("style", "src")]


def test_every_word_that_people_wrote_is_shown_as_written():
    """Markup in any field comes out as the characters that it is made of."""
    page = edition(hostile())
    assert page.all("h1")[0].text == MARKUP
    assert page.all("title")[0].text.startswith(MARKUP)
    for name in ("date", "description", "text-title", "about", "author"):
        assert page.all(class_=name)[0].text == MARKUP
    facts = {pair.all("dt")[0].text: pair.all("dd")[0].text for pair in page.all("div") if pair.all("dt")}
    assert facts["Archive"] == facts["Text by"] == facts["Alignment method"] == MARKUP
    assert facts["Persons"] == f"{MARKUP}; {MARKUP}"
    assert page.all(id="note-1")[0].all("p")[0].text == MARKUP
    rights = page.all("section", **{"aria-labelledby": "rights"})[0].text
    assert rights.count(MARKUP) == 2


def test_no_word_reaches_the_style_sheet():
    """The running head carries the title as escapes; the style sheet's end cannot be forged."""
    page = edition(hostile())
    assert len(page.all("style")) == 1
    assert "alert" not in page.all("style")[0].text


def test_the_policy_lets_only_the_own_style_sheet_in(page):
    """The policy in the file allows nothing but a style sheet of exactly these bytes."""
    digest = base64.b64encode(sha256(page.all("style")[0].text.encode()).digest()).decode()
    policy = page.all("meta", **{"http-equiv": "Content-Security-Policy"})[0].attributes["content"]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import|@font-face", page.all("style")[0].text)


def test_only_web_addresses_become_links():
    """A source page with another scheme is printed, not linked."""
    made = everything()
    link = edition(made).all("a", rel="noreferrer")[0]
    assert link.attributes["href"] == "https://example.org/documents/1?a=1&b=2"
    bad = replace(made, document=replace(DOCUMENT, source_page="javascript:alert(1)"))
    page = edition(bad)
    assert not [a for a in page.all("a") if not a.attributes["href"].startswith("#")]
    assert "javascript:alert(1)" in [dd.text for dd in page.all("dd")]


def test_every_cell_has_language_and_direction():
    """Empty cells too; Arabic runs from the right."""
    rows = edition(right_to_left()).all("tbody")[0].all("tr")
    cells = [[(td.attributes["lang"], td.attributes["dir"]) for td in row.all("td")] for row in rows]
    assert cells == [[("ar", "rtl"), ("ru", "ltr")]] * 3
    absence = rows[2].all(class_="absence")[0]
    assert (absence.attributes["lang"], absence.attributes["dir"]) == ("en", "ltr")


def test_segments_are_joined_as_their_language_is_written():
    """A blank between English sentences, none between Chinese ones."""
    rows = edition(everything()).all("tbody")[0].all("tr")
    assert rows[1].all("td")[0].text == "2约两万名居民越境。3他们带走了牲畜。1, 2"
    assert rows[5].all("td")[1].text == "6C1. 7C2."


def test_notes_have_the_same_caller_on_both_sides_and_lead_back():
    """Each note is called in both columns under one number, and leads back to each call."""
    page = edition(everything())
    notes = page.all("section", class_="notes")[0].all("li")
    assert [note.attributes["id"] for note in notes] == ["note-1", "note-2", "note-3", "note-4"]
    for number, note in enumerate(notes, 1):
        calls = page.all("a", href=f"#note-{number}")
        assert [call.attributes["id"] for call in calls] == [f"call-{number}-source", f"call-{number}-target"]
        assert {call.text for call in calls} == {str(number)}
        assert [a.attributes["href"] for a in note.all("a")] == [f"#call-{number}-source", f"#call-{number}-target"]


def test_a_note_keeps_its_paragraphs_and_lines():
    """A blank line makes a paragraph, a line end a line; the author stands below."""
    first = edition(everything()).all(id="note-1")[0]
    assert [p.text for p in first.all("p")][:2] == ["“Residents” is 居民.", "A second paragraph,of two lines."]
    assert len(first.all("br")) == 1
    assert first.all(class_="places")[0].text.startswith("Ann Editor Chinese 2–3")


def test_foreign_words_in_a_note_carry_their_language():
    """So that the right glyphs and the right voice are used."""
    chinese = edition(everything()).all(id="note-1")[0].all("span", lang="zh-Hans")
    assert [span.text for span in chinese] == ["居民"]
    note = edition(right_to_left()).all(id="note-1")[0]
    assert [
        (s.attributes["lang"], s.attributes["dir"], s.text) for s in note.all("span") if "lang" in s.attributes
    ] == [
        ("ar", "rtl", "الحق"),
        ("ru", "ltr", "право"),
    ]


def test_null_links_say_why():
    """Each kind in its own words, naming the side."""
    rows = edition(everything()).all("tbody")[0].all("tr")
    assert [p.text.rstrip("4") for row in rows for p in row.all(class_="absence")] == [
        "omitted in the English",
        "added in the English",
        "lost in the English",
        "counterpart in the Chinese not yet found",
    ]


def test_every_kind_is_worded():
    """No kind, and none, is without words."""
    link = everything().links[6]
    found = {wording.absence([replace(link, kind=kind)], "English", "Chinese") for kind in (None, *Kind)}
    assert len(found) == 5
    assert set(wording.PROVENANCE) == set(Provenance)
    assert set(Status) - {Status.CONFIRMED} < set(wording.MARKS)


def test_what_is_not_confirmed_is_marked_and_explained():
    """Each sign at a row stands in the legend; confirmed rows have none."""
    page = edition(everything())
    rows = page.all("tbody")[0].all("tr")
    shown = [row.all("th")[0].text for row in rows]
    assert shown[0] == "L0001"
    assert shown[1] == "◐L0002: Draft, not yet confirmed"
    assert shown[2] == "?L0003: Open question"
    assert shown[4] == "△L0005: Changed since it was confirmed"
    legend = page.all("dl", class_="legend")[0]
    assert [dt.text for dt in legend.all("dt")] == ["○", "◐", "?", "△", "¶"]


def test_a_legend_explains_only_what_occurs():
    """Where everything is confirmed, there is no legend."""
    made = two_editions()
    confirmed = replace(made, links=tuple(replace(link, status=Status.CONFIRMED) for link in made.links))
    assert edition(confirmed).all("dl", class_="legend") == []


def test_paragraphs_can_be_seen():
    """Space above where one begins, a sign where one side alone begins one, two of them in a cell that holds two."""
    rows = edition(everything()).all("tbody")[0].all("tr")
    assert [row.attributes["id"] for row in rows if row.fits("tr", {"class_": "opens"})] == [
        *("L0002", "L0004", "L0005", "L0007", "L0008"),
    ]
    signs = [(row.attributes["id"], td.attributes["class"]) for row in rows for td in row.all("td") if "¶" in td.text]
    assert signs == [("L0004", "target"), ("L0005", "source")]
    made = long(8)
    merged = replace(made.links[3], source=made.source.segments[3:5], target=made.target.segments[3:5])
    cells = edition(replace(made, links=(merged,))).all("td")
    assert [len(cell.all("p")) for cell in cells] == [2, 2]


def test_provenance_stands_at_the_column_on_the_title_page_and_in_the_page_foot():
    """A reconstruction says so in all three places; a published translation in two."""
    page = edition(everything())
    heads = [th.all(class_="provenance")[0] for th in page.all("thead")[0].all("th")[1:]]
    assert [head.text for head in heads] == ["Reconstruction, not the archival text", "Published translation"]
    assert [head.fits("", {"class_": "cautioned"}) for head in heads] == [True, False]
    title = page.all("header")[0].all(class_="provenance")
    assert [mark.text for mark in title] == [head.text for head in heads]
    foot = re.search(r'@bottom-left \{ content: "([^"]*)" \}', page.all("style")[0].text)[1]
    words = "".join(chr(int(code, 16)) for code in re.findall(r"\\([0-9a-f]+) ", foot))
    assert words == "Chinese: reconstruction, not the archival text"


def test_the_title_page_tells_what_is_known():
    """Date in words, archive, persons, translator; nothing is said of what is not known."""
    page = edition(everything())
    facts = [
        (div.all("dt")[0].text, div.all("dd")[0].text) for div in page.all("header")[0].all("div") if div.all("dt")
    ]
    assert ("Archive", "PRC FMA 118-01764-04, 9-10") in facts
    assert ("Persons", "Zhang Hanfu; Stepan Chervonenko") in facts
    assert ("Translator", "A. Translator") in facts
    assert ("Date", "November 2026") in facts
    assert page.all("time")[0].attributes["datetime"] == "1962-04-24"
    bare = edition(two_editions())
    assert {dt.text for dt in bare.all("header")[0].all("dt")} == {"Language", "Role"}
    assert [h2.text for h2 in bare.all("h2")] == ["English (en.old)", "English (en)", "Texts", "Colophon"]


def test_the_colophon_tells_how_it_was_made():
    """Revision, counts, aligner and version, and never the hour."""
    page = edition(everything())
    colophon = page.all("section", **{"aria-labelledby": "colophon"})[0]
    facts = {div.all("dt")[0].text: div.all("dd")[0].text for div in colophon.all("div")}
    assert facts["Alignment"] == "memo, zh-Hans--en, revision 12"
    assert facts["Links"] == (
        "11: 3 confirmed, 1 in draft, 1 with an open question, 6 not yet reviewed, "
        "1 changed since confirmed, 4 with one side empty"
    )
    assert facts["Alignment method"] == "best"
    assert facts["Made with"].startswith("Hexapla ")


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("1962-04-24", "24 April 1962"),
        ("2026-11", "November 2026"),
        ("1962", "1962"),
        ("1962-13-40", "1962-13-40"),
        ("spring of 1962", "spring of 1962"),
        ("", ""),
    ],
)
def test_dates_are_written_out(iso, words):
    """What is no date stays as it is."""
    assert wording.written_date(iso) == words


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        (("zh-Hans", "en"), ("Chinese", "English")),
        (("zh-Hans", "zh-Hant"), ("Chinese (Simplified)", "Chinese (Traditional)")),
        (("en", "en"), ("English (a)", "English (b)")),
        (("zh-Hans", "en", "ru"), ("Chinese", "English", "Russian")),
    ],
)
def test_columns_are_named_as_briefly_as_tells_them_apart(tags, names):
    """The language alone, with its script, or with the text's name."""
    assert wording.short_names([TextInfo(name, tag) for name, tag in zip("abc", tags, strict=False)]) == names


def test_a_long_edition_has_every_row():
    """Two thousand rows, each with its own id."""
    rows = edition(long(2000)).all("tbody")[0].children
    assert len([row for row in rows if not isinstance(row, str)]) == 2000
