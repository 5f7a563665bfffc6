"""The interface's languages: chosen by the person, else by the browser."""

import re

import polib
import pytest

from hexapla.workspace import Workspace
from webui import create_app
from webui.extraction import collect
from webui.words import FOLDER, LANGUAGES


@pytest.fixture
def client(tmp_path):
    """Serve an empty workspace."""
    (tmp_path / "corpus").mkdir()
    workspace = Workspace(tmp_path)
    yield create_app(workspace).test_client()
    workspace.close()


@pytest.mark.parametrize(
    ("asked", "language"),
    [("ru-RU,ru;q=0.9", "ru"), ("zh-CN", "zh-Hans"), ("de,zh;q=0.5", "zh-Hans"), ("de", "en"), ("", "en")],
)
def test_the_browser_says_which_language(client, asked, language):
    """The first language that there is, in the order that the browser gives; English where there is none."""
    page = client.get("/", headers={"Accept-Language": asked})
    assert f'<html lang="{language}">' in page.text
    assert "Accept-Language" in page.headers["Vary"]


def test_a_chosen_language_wins(client):
    """Choosing leads back to the page, and is remembered."""
    answer = client.get("/language/ru?back=/import")
    assert answer.headers["Location"] == "/import"
    assert '<html lang="ru">' in client.get("/", headers={"Accept-Language": "zh"}).text


@pytest.mark.parametrize("back", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"])
def test_choosing_a_language_never_leads_elsewhere(client, back):
    """Only the workbench's own pages are gone back to."""
    assert client.get("/language/ru", query_string={"back": back}).headers["Location"] == "/"


LANGUAGES_BUT_ENGLISH = [tag for tag in LANGUAGES if tag != "en"]
FIELDS = re.compile(r"%\(\w+\)s|\{\w+\}|</?\w+>")


def entries(language):
    """Read the entries of a catalog by message."""
    return {entry.msgid: entry for entry in polib.pofile(FOLDER / f"{language}.po")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_marked_word_is_translated(language):
    """What templates, scripts and Python mark is in each catalog, in all its plural forms, and nothing else is."""
    found = entries(language)
    assert set(found) == set(collect()), "Run python -m webui.extraction."
    assert [message for message, entry in found.items() if not entry.translated() or entry.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES_BUT_ENGLISH)
def test_translations_keep_what_is_filled_in(language):
    """No field or tag is lost or invented."""
    for message, entry in entries(language).items():
        forms = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        wanted = sorted(set(FIELDS.findall(entry.msgid_plural or message)))
        for form in forms:
            assert sorted(set(FIELDS.findall(form))) == wanted, message


def test_translations_are_in_their_language():
    """Russian has Cyrillic letters, Chinese has Han characters, but for names that are the same everywhere."""
    for language, letter in (("ru", r"[а-яё]"), ("zh-Hans", r"[\u4e00-\u9fff]")):
        plain = {
            message
            for message, entry in entries(language).items()
            if not re.search(letter, entry.msgstr or entry.msgstr_plural[0], re.IGNORECASE)
            and len(re.findall(r"[A-Za-z]", FIELDS.sub("", message))) > 2
        }
        assert plain <= {"US Letter"}


def visible(template: str) -> list[str]:
    """Return what a template shows without marking it: letters between tags, and in attributes that are read aloud."""
    plain = re.sub(r"\{#.*?#\}|\{% block page %\}.*?endblock %\}", "", template, flags=re.DOTALL)
    plain = re.sub(r"\{% trans.*?endtrans %\}|\{%.*?%\}|\{\{.*?\}\}", "", plain, flags=re.DOTALL)
    plain = re.sub(r"<(code|script|style|kbd|svg)\b.*?</\1>", "", plain, flags=re.DOTALL)
    attributes = re.findall(r'\b(?:title|aria-label|placeholder|alt)="([^"]*)"', plain)
    texts = re.split(r"<[^>]*>", plain, flags=re.DOTALL)
    return [words.strip() for words in [*attributes, *texts] if re.search(r"[A-Za-z]{2}", words)]


@pytest.mark.parametrize("template", sorted((FOLDER.parent / "templates").glob("*.html")), ids=lambda path: path.name)
def test_no_visible_word_of_a_template_is_unmarked(template):
    """Names stay as they are: Hexapla, and the short sign of a column."""
    assert set(visible(template.read_text(encoding="utf-8"))) <= {"Hexapla", "Hexapla:", "· Hexapla", "n:m"}


SAID = re.compile(
    r"(?:\b(?:text|title|placeholder|words|short|why)|\"aria-label\"): (\"[^\"]+\"|`[^`]+`)|\.say\((\"[^\"]+\"|`[^`]+`)"
)


@pytest.mark.parametrize("script", sorted((FOLDER.parent / "static").rglob("*.js")), ids=lambda path: path.stem)
def test_no_visible_word_of_a_script_is_unmarked(script):
    """What becomes the text, title or label of an element, or is said in the status bar, goes through `t`."""
    source = re.sub(r"\btn?\((?:[^()]|\([^()]*\))*\)", "", script.read_text(encoding="utf-8"))
    said = [one or two for one, two in SAID.findall(source)]
    assert [words for words in said if re.search(r"[A-Za-z]{2}", re.sub(r"\$\{[^}]*\}", "", words))] == []
