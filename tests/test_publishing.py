"""Editions out of a workspace: defaults in hexapla.toml, texts of several alignments, editors and dates."""

import re

import pytest
from click.testing import CliRunner
from samples import make_workspace, numbered

from hexapla import publishing
from hexapla.cli import main
from hexapla.errors import BadOptionError, FileError
from hexapla.store import Key
from hexapla.workspace import Workspace

TEXTS = {"en": numbered("One", 3), "fr": numbered("Un", 3), "ru": numbered("Один", 3), "de": numbered("Eins", 3)}
PAIRS = [(1, 1), (1, 1), (1, 1)]


@pytest.fixture
def root(tmp_path):
    """Make a document of four texts: English with French, Russian with English, German with nothing but French."""
    return make_workspace(tmp_path, TEXTS, {"en--fr": PAIRS, "ru--en": PAIRS, "fr--de": PAIRS})


@pytest.fixture
def workspace(root):
    """Open it."""
    workspace = Workspace(root)
    yield workspace
    workspace.close()


def read(workspace, **options) -> str:
    """Make an HTML edition."""
    return workspace.export("memo", "en--fr", "html", options)[0].decode()


def heads(page: str) -> list[str]:
    """Read the names of the columns."""
    return re.findall(r'<span class="language" dir="ltr">(.*?)</span>', page)


def test_texts_of_several_alignments_stand_side_by_side(workspace):
    """Whichever side of an alignment they are on, in the order asked for."""
    assert heads(read(workspace)) == ["English", "French"]
    assert heads(read(workspace, texts="ru,en,fr")) == ["Russian", "English", "French"]
    assert heads(read(workspace, texts="fr,ru")) == ["French", "Russian"]
    assert heads(read(workspace, texts="de,en")) == ["German", "English"]


def test_texts_that_cannot_stand_side_by_side_are_refused(workspace):
    """The message says what is lacking."""
    with pytest.raises(BadOptionError, match="no text of memo is aligned with all of them"):
        read(workspace, texts="ru,fr,de")
    with pytest.raises(BadOptionError, match="no aligned text “it”"):
        read(workspace, texts="en,it")


def test_defaults_stand_in_the_settings_of_the_workspace(workspace, root):
    """What is asked for goes before them; formats that are no editions know nothing of them."""
    (root / "hexapla.toml").write_text('[edition]\nlayout = "stacked"\nrange = "2-3"\n', encoding="utf-8")
    page = read(workspace)
    assert '<main class="stacked of-2">' in page
    assert "One 1." not in page
    assert '<main class="facing of-2">' in read(workspace, layout="facing")
    table = workspace.export("memo", "en--fr", "tsv")[0].decode()
    assert "One 1." in table


@pytest.mark.parametrize("content", ["edition = 1", "[edition", '[edition]\nlayout = "rows"'])
def test_bad_settings_are_an_error_that_names_the_file_or_the_option(workspace, root, content):
    """Nothing is made."""
    (root / "hexapla.toml").write_text(content, encoding="utf-8")
    with pytest.raises((FileError, BadOptionError), match=r"hexapla\.toml|layout is one of"):
        read(workspace)


def test_the_colophon_tells_who_edited_and_when(workspace):
    """Of all alignments that are in the edition."""
    link = workspace.alignment("memo", "en--fr").links[0].id
    edit = {"op": "set_status", "links": [link], "status": "confirmed"}
    workspace.edit("memo", "en--fr", edit, revision=None, author="Ann")
    page = read(workspace, texts="en,fr,ru")
    assert "<dt>Editor</dt><dd>Ann</dd>" in page
    assert re.search(r"<dt>Last revised</dt><dd>\d+ \w+ \d{4}</dd>", page)


def test_the_alignments_of_an_edition_are_those_of_its_common_text():
    """One of the texts asked for, if it can be."""
    known = [Key("m", "en", "fr"), Key("m", "ru", "en"), Key("m", "fr", "ru")]
    assert publishing.joining(known[0], ("fr", "ru"), known) == [Key("m", "fr", "ru")]
    assert publishing.joining(known[0], (), known) == [known[0]]
    assert publishing.texts_beside(known[0], known) == ["en", "fr", "ru"]


def test_the_command_line_takes_the_same_options(root, tmp_path):
    """And says what is wrong with them."""
    path = tmp_path / "edition.md"
    command = ["--root", str(root), "export", "memo", "en--fr", "--to", "markdown", "-o", str(path)]
    done = CliRunner().invoke(main, [*command, "--texts", "ru,en", "--layout", "interlinear", "--range", "2"])
    assert done.exit_code == 0, done.output
    made = path.read_text(encoding="utf-8")
    assert "Один 2.\\\nOne 2." in made
    assert "One 1." not in made
    failed = CliRunner().invoke(main, [*command, "--range", "9-12"])
    assert failed.exit_code == 1
    assert "there are rows 1 to 3" in failed.output
