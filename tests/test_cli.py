"""The command line: what each command does, prints and answers to a mistake."""

import json
import shutil
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import make_workspace
from test_edits import ALIGNMENTS, TEXTS

from hexapla import samples
from hexapla.cli import main
from hexapla.errors import HexaplaError
from hexapla.workspace import Workspace

REPOSITORY = Path(__file__).parent.parent
MEMORANDUM = "1962-04-24-memorandum"


@pytest.fixture
def run():
    """Run the command line; return exit code, standard output and standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        result = CliRunner().invoke(main, [str(a) for a in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    return call


@pytest.fixture
def root(tmp_path):
    """Make a workspace of three texts and two alignments."""
    return make_workspace(tmp_path, TEXTS, ALIGNMENTS)


@pytest.fixture
def copy(tmp_path):
    """Copy the repository's own documents."""
    for part in ("corpus", "alignments"):
        shutil.copytree(REPOSITORY / part, tmp_path / part)
    return tmp_path


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_explains_itself_with_an_example(run, command):
    """`--help` is enough to begin."""
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "hexapla" in out.split("Example")[1]


def test_from_nothing_to_an_edition(run, tmp_path):
    """Init, import two texts, align, check, list, export."""
    (tmp_path / "zh.txt").write_text("今天天气很好。我们去公园散步。\n\n明天下雨。", encoding="utf-8")
    (tmp_path / "en.txt").write_text(
        "The weather is fine today. We walk in the park.\n\nIt will rain tomorrow.", encoding="utf-8"
    )
    place = tmp_path / "work"
    assert run("init", place)[0] == 0
    assert (place / ".gitattributes").read_text().splitlines() == [
        "corpus/** text eol=lf",
        "alignments/** text eol=lf",
        "corpus/**/*.txt merge=hexapla",
        "alignments/**/*.po merge=hexapla",
        "alignments/**/*.accepted.tsv merge=union",
        "alignments/**/*.words.tsv merge=union",
    ]
    code, out, _ = run("--root", place, "import", "talk", "zh-Hans", tmp_path / "zh.txt", "--json")
    assert (code, json.loads(out)) == (0, {"document": "talk", "text": "zh-Hans", "segments": 3})
    assert run("--root", place, "import", "talk", "en", tmp_path / "en.txt")[0] == 0
    code, out, _ = run("--root", place, "align", "talk", "zh-Hans", "en", "--json")
    assert (code, json.loads(out)["links"]) == (0, 3)
    assert run("--root", place, "check") == (0, "All is well.\n", "")
    assert json.loads(run("--root", place, "list", "--json")[1])[0]["alignments"][0]["name"] == "zh-Hans--en"
    assert "0/3 confirmed" in run("--root", place, "list")[1]
    for form in ("html", "po", "tsv"):
        target = tmp_path / f"talk.{form}"
        assert run("--root", place, "export", "talk", "zh-Hans--en", "--to", form, "-o", target)[0] == 0
        assert "It will rain tomorrow." in target.read_text(encoding="utf-8")


def test_the_archives_page_becomes_the_text_of_the_repository(run, tmp_path):
    """The importer makes of the raw page just what is in the corpus."""
    page = REPOSITORY / "corpus" / MEMORANDUM / "source-page.txt"
    run("init", tmp_path)
    arguments = ("import", MEMORANDUM, "en", page, "--format", "wilson", "--provenance", "published")
    assert run("--root", tmp_path, *arguments)[0] == 0
    ours, made = (root / "corpus" / MEMORANDUM / "en.txt" for root in (REPOSITORY, tmp_path))
    assert made.read_text(encoding="utf-8") == ours.read_text(encoding="utf-8")


def test_the_repositorys_own_documents_are_in_order(run, copy):
    """Every file of the corpus and every alignment keeps every promise, and msgfmt finds nothing."""
    assert run("--root", copy, "check") == (0, "All is well.\n", "")
    tool = shutil.which("msgfmt")
    assert tool, "msgfmt is missing: install gettext"
    for path in (copy / "alignments" / MEMORANDUM).glob("*.po"):
        done = subprocess.run([tool, "--check", "-o", "/dev/null", path], capture_output=True, check=False)  # noqa: S603
        assert (done.returncode, done.stderr) == (0, b"")


def test_opening_the_repository_changes_no_file(run, copy):
    """The POs are written as the program writes them: a first start leaves git clean."""
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    assert run("--root", copy, "sync")[0] == 0
    assert {path: path.read_bytes() for path in before} == before


def test_check_names_file_and_line_and_fails(run, root):
    """For a script: exit code 1 and JSON."""
    po = root / "alignments/memo/zh--en.po"
    po.write_text(po.read_text().replace('msgctxt "L0002"', 'msgctxt "L0001"'))
    (root / "corpus/memo/fr.txt").write_text("Bonjour.\n")
    code, out, _ = run("--root", root, "check", "--json")
    problems = json.loads(out)
    assert code == 1
    assert any(p.startswith("alignments/memo/zh--en.po:") and "L0001 stands here" in p for p in problems)
    assert any("fr.txt: document.toml has no [texts.fr]" in p for p in problems)


def test_sync_reads_what_changed_outside(run, root):
    """And says what stood in the way."""
    po = root / "alignments/memo/zh--en.po"
    run("--root", root, "sync")
    po.write_text(po.read_text().replace('"Sentence 5."', '"The fifth."'))
    assert run("--root", root, "sync") == (0, "memo: files and working copy agree.\n", "")
    assert "The fifth." in (root / "corpus/memo/en.txt").read_text()
    po.unlink()
    code, out, _ = run("--root", root, "sync")
    assert (code, "sync --restore" in out) == (1, True)
    assert run("--root", root, "sync", "--restore")[0] == 0
    assert po.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--root", "nowhere", "list"), "hexapla init"),
        (("align", "memo", "zh", "fr"), "has no text “fr”"),
        (("align", "other", "zh", "en"), "There is no document “other”"),
        (("align", "memo", "zh", "en"), "already"),
        (("export", "memo", "zh--fr", "--to", "po", "-o", "x.po"), "There is no alignment zh--fr"),
        (("export", "memo", "zh", "--to", "po", "-o", "x.po"), "SOURCE--TARGET"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_1(run, root, arguments, words):
    """No traceback, and the way out is named."""
    code, _, err = run("--root", root, *arguments)
    assert (code, words in err) == (1, True), err


def test_importing_over_a_text_is_refused(run, root, tmp_path):
    """Nothing is overwritten; a wrong name or language is told."""
    page = tmp_path / "x.txt"
    page.write_text("Words.")
    assert "already" in run("--root", root, "import", "memo", "en", page)[2]
    assert "BCP 47" in run("--root", root, "import", "memo", "klingonese", page)[2]
    assert "cannot name a document" in run("--root", root, "import", "../memo", "en", page)[2]
    page.write_bytes(b"\xff\xfe\xff")
    assert "x.txt" in run("--root", root, "import", "memo", "de", page)[2]


def test_aligning_files_writes_beads(run, tmp_path):
    """Lines as they are numbered in the files; blank ones are in no bead."""
    source, target, out = tmp_path / "a.zh", tmp_path / "a.en", tmp_path / "a.beads"
    source.write_text("今天天气很好。\n我们去公园散步。\n\n明天下雨。\n", encoding="utf-8")
    target.write_text(
        "The weather is fine today, and we take a walk in the park.\nIt will rain tomorrow.\n", encoding="utf-8"
    )
    options = ("--from", "zh", "--to", "en", "--segmented", source, target)
    assert run("align-files", *options, "-o", out)[0] == 0
    assert out.read_text() == "[0, 1]:[0]\n[3]:[1]\n"
    assert run("align-files", *options)[1] == "[0, 1]:[0]\n[3]:[1]\n"
    table = run("align-files", *options, "--format", "tsv")[1].splitlines()
    assert table[1].startswith("今天天气很好。我们去公园散步。\tThe weather")
    assert 'msgctxt "L0002"' in run("align-files", *options, "--format", "po")[1]


def test_aligning_files_segments_what_is_not_segmented(run, tmp_path):
    """Paragraphs become sentences first."""
    source, target = tmp_path / "a.zh", tmp_path / "a.en"
    source.write_text("今天天气很好。我们去公园散步。", encoding="utf-8")
    target.write_text("The weather is fine today. We walk in the park.", encoding="utf-8")
    assert run("align-files", "--from", "zh", "--to", "en", source, target)[1] == "[0]:[0]\n[1]:[1]\n"
    assert "klingonese" in run("align-files", "--from", "klingonese", "--to", "en", source, target)[2]


def test_the_sample_can_be_copied_and_an_occupied_folder_stays_as_it_is(tmp_path):
    """`hexapla demo` begins with a copy; a second call keeps what was edited since."""
    samples.copy_to(tmp_path / "demo")
    document = tmp_path / "demo/corpus" / MEMORANDUM / "document.toml"
    document.write_text("edited")
    samples.copy_to(tmp_path / "demo")
    assert document.read_text() == "edited"
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").touch()
    with pytest.raises(HexaplaError, match="new folder"):
        samples.copy_to(tmp_path / "other")


def test_the_built_wheel_brings_program_editor_and_sample(tmp_path):
    """What people install without a clone has everything that the clone has."""
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, REPOSITORY]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "hexapla/cli.py",
        "webui/templates/alignment.html",
        "webui/static/api.js",
        f"hexapla_samples/corpus/{MEMORANDUM}/document.toml",
        f"hexapla_samples/alignments/{MEMORANDUM}/zh-Hans--en.po",
        "hexapla_samples/corpus/udhr/ar.txt",
        "hexapla_samples/alignments/udhr/en--ar.po",
    } <= names


def test_aligning_again_shows_first_and_keeps_what_is_confirmed(run, copy):
    """Two links spoilt by hand are found again; the confirmed ones around them stay."""
    po = copy / "alignments" / MEMORANDUM / "ru--en.po"
    with closing(Workspace(copy)) as workspace:
        links = workspace.alignment(MEMORANDUM, "ru--en").links
        at = next(i for i, x in enumerate(links) if x.shape == (1, 1) and links[i + 1].shape == (1, 1) and i > 2)
        spoilt = [links[at].id, links[at + 1].id]
        good = [(link.source[0].text, link.target[0].text) for link in links[at : at + 2]]
        ids = [(link.source[0].id, link.target[0].id) for link in links[at : at + 2]]
        beads = [[[ids[0][0], ids[1][0]], [ids[0][1]], 0.1], [[], [ids[1][1]], 0.1]]
        workspace.edit(MEMORANDUM, "ru--en", {"op": "realign", "beads": beads}, revision=None)
    before = po.read_text()
    arguments = ("--root", copy, "align", MEMORANDUM, "ru", "en", "--again")
    code, out, _ = run(*arguments, "--dry-run")
    assert (code, po.read_text()) == (0, before)
    assert f"+ {good[0][0]} | {good[0][1]}" in out
    assert run(*arguments)[0] == 0
    with closing(Workspace(copy)) as workspace:
        now = {link.source[0].text: link for link in workspace.alignment(MEMORANDUM, "ru--en").links if link.source}
        assert [now[s].target[0].text for s, _ in good] == [t for _, t in good]
        assert sum(link.status == "confirmed" for link in now.values()) >= len(links) - 5
        assert spoilt[0] in {link.id for link in now.values()}
