"""What Hexapla says when something cannot be done, in the language of the interface."""

import re

import polib
import pytest
from samples import make_workspace

from hexapla.workspace import Workspace
from webui import create_app
from webui.extraction import collect_errors
from webui.sentences import ERRORS, in_source

FIELDS = re.compile(r"\{\w+\}")
LINKS = "/api/alignments/memo/en--ru"


@pytest.fixture
def client(tmp_path):
    """A client of a workspace with one document."""
    workspace = Workspace(make_workspace(tmp_path, {"en": ["One."], "ru": ["Один."]}, {"en--ru": [(1, 1)]}))
    yield create_app(workspace).test_client()
    workspace.close()


def message(answer):
    """Return what an answer tells a person."""
    return answer.get_json()["error"]["message"]


@pytest.mark.parametrize("language", ["zh-Hans", "ru"])
def test_every_error_is_translated(language):
    """What is raised is in the catalog, translated, and nothing else is."""
    found = {entry.msgid: entry for entry in polib.pofile(ERRORS / f"{language}.po")}
    assert set(found) == set(collect_errors()), "Run python -m webui.extraction."
    assert [words for words, entry in found.items() if not entry.translated() or entry.fuzzy] == []


@pytest.mark.parametrize("language", ["zh-Hans", "ru"])
def test_a_translation_fills_in_what_the_error_does(language):
    """No field is invented; one may be left out only where it is said twice."""
    for entry in polib.pofile(ERRORS / f"{language}.po"):
        assert set(FIELDS.findall(entry.msgstr)) == set(FIELDS.findall(entry.msgid)), entry.msgid


def test_an_edit_is_refused_in_the_language_of_the_page(client):
    """The same error in three languages, with the id of the link in each."""
    said = {}
    for tag in ("en", "zh", "ru"):
        headers = {"Accept-Language": tag, "If-Match": '"0"'}
        said[tag] = message(client.post(f"{LINKS}/edits", json={"op": "explode", "link": "L9999"}, headers=headers))
    assert said["en"] == "There is no link L9999 in this alignment (any more)."
    assert "L9999" in said["zh"]
    assert re.search("[\u4e00-\u9fff]", said["zh"])
    assert "L9999" in said["ru"]
    assert re.search("[а-я]", said["ru"])


def test_the_place_of_a_problem_in_a_file_stays(client, tmp_path):
    """File and line are the same in every language; what is wrong with them is translated."""
    (tmp_path / "corpus" / "memo" / "en.txt").unlink()
    english, russian = (
        client.get("/", headers={"Accept-Language": tag}).get_data(as_text=True) for tag in ("en", "ru")
    )
    assert "corpus/memo/en.txt: the file is missing." in english
    assert "corpus/memo/en.txt: " in russian
    assert "the file is missing" not in russian


def test_what_is_not_known_stays_english(client):
    """A message of another package is better read in English than not at all."""
    answer = client.get("/api/jobs/nothing", headers={"Accept-Language": "en"})
    assert message(answer).startswith("There is no such job")


def test_fields_are_named_after_what_they_hold(tmp_path):
    """The last name of the expression; a number where there are two of a name."""
    path = tmp_path / "raising.py"
    path.write_text('raise Wrong(f"{self.link} has {len(sides[0])} source and {len(sides[1])} target segments.")\n')
    assert list(in_source(path)) == ["{link} has {sides} source and {sides2} target segments."]
