"""Ready alignments on their way into a workspace: looked at, taken in whole or not at all, taken back."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from format_samples import SAMPLES, everything
from samples import make_workspace
from test_interchange import FORMS, whole, written

from hexapla.cli import main
from hexapla.errors import BadImportError, BadLanguageError, BadNameError, HexaplaError, UnknownNameError
from hexapla.formats import FORMATS, File
from hexapla.imports import Wishes
from hexapla.workspace import Workspace
from webui import create_app

TABLE = File("table.tsv", "Да.\tYes.\nНет.\tNo.\n".encode())
SPOKEN = Wishes(source_language="ru", target_language="en")


@pytest.fixture
def root(tmp_path) -> Path:
    """Make a workspace with one document."""
    return make_workspace(tmp_path / "ws", {"en": ["A."], "ru": ["Б."]}, {"en--ru": [(1, 1)]})


@pytest.fixture
def workspace(root):
    """Open it."""
    opened = Workspace(root)
    opened.refresh_all()
    yield opened
    opened.close()


def files(root: Path) -> dict[str, bytes]:
    """Everything in the folders of documents."""
    folders = [root / "corpus", root / "alignments"]
    return {str(p.relative_to(root)): p.read_bytes() for one in folders for p in one.rglob("*") if p.is_file()}


class TestLooking:
    """Before anything is taken in."""

    def test_it_says_what_was_understood(self, workspace, root):
        """Format, texts, links, first rows; the workspace stays as it was."""
        before = files(root)
        found = workspace.imports.look([written(everything(), "xliff")], Wishes())
        assert found["format"] == "xliff"
        assert found["document"]["title"] == "Memorandum on the border"
        assert found["document"]["name"] == "memo-2"  # memo is taken
        assert found["source"]["provenance"] == "reconstruction"
        assert (found["source"]["segments"], found["source"]["paragraphs"]) == (10, 4)
        assert (found["links"], found["notes"]) == (11, 4)
        assert found["shapes"] == {"1:1": 5, "1:0": 2, "0:1": 2, "2:1": 1, "1:2": 1}
        assert found["statuses"]["confirmed"] == 3
        assert found["rows"][1]["source"] == ["约两万名居民越境。", "他们带走了牲畜。"]
        assert len(found["rows"]) == 8
        assert files(root) == before

    def test_what_the_file_does_not_say_is_empty(self, workspace):
        """And taken from what a person says."""
        assert workspace.imports.look([TABLE], Wishes())["source"]["language"] == ""
        found = workspace.imports.look([TABLE], Wishes("ru", "en", "archival", title="Ja und Nein!"))
        assert (found["source"]["language"], found["source"]["provenance"]) == ("ru", "archival")
        assert (found["document"]["title"], found["document"]["name"]) == ("Ja und Nein!", "ja-und-nein")


class TestTakingIn:
    """All of it or nothing."""

    @pytest.mark.parametrize("form", FORMS)
    def test_every_format_can_be_taken_in(self, workspace, form):
        """The files hold what was read, and everything about them is well."""
        key = workspace.imports.take([written(everything(), form)], Wishes())
        value = workspace.alignment(key.document, key.name)
        assert value.links
        assert workspace.check() == []
        assert key.document not in ("memo", "document")

    def test_a_lossless_file_is_the_alignment(self, workspace):
        """But for the document's name, which was taken, and the revision, which begins anew."""
        from dataclasses import replace

        sample = everything()
        key = workspace.imports.take([written(sample, "jsonl")], Wishes())
        found = workspace.alignment(key.document, key.name)
        bare = [
            replace(
                link,
                source=tuple(replace(s, id=0) for s in link.source),
                target=tuple(replace(s, id=0) for s in link.target),
            )
            for link in found.links
        ]
        expected = [replace(li, confirmed_hash=None) for li in whole(sample).links]
        assert [replace(li, confirmed_hash=None) for li in bare] == expected
        changed = [link.changed_since_confirmed for link in sample.links]
        assert [link.changed_since_confirmed for link in found.links] == changed
        assert found.document.rights == sample.document.rights
        assert found.last_link == sample.last_link

    @pytest.mark.parametrize("sample", [name for name in SAMPLES if name != "nothing"])
    def test_what_is_in_can_go_out_again(self, workspace, sample):
        """Through the files and out again, the words of a whole format are the same."""
        key = workspace.imports.take([written(SAMPLES[sample](), "jsonl")], Wishes(document="again"))
        content, _, _ = workspace.export(key.document, key.name, "jsonl")
        lines = [json.loads(line) for line in content.decode().splitlines()[1:]]
        original = [json.loads(line) for line in FORMATS["jsonl"].write(SAMPLES[sample]()).decode().splitlines()[1:]]
        assert [(li["id"], li["source"], li["target"]) for li in lines] == [
            (li["id"], li["source"], li["target"]) for li in original
        ]

    def test_a_person_says_more_than_the_file(self, workspace):
        """Languages, provenance, title and name."""
        wishes = Wishes("ru", "en", "archival", "published", "Yes and no", "yes-no")
        key = workspace.imports.take([TABLE], wishes)
        assert key == ("yes-no", "ru", "en")
        document = workspace.document("yes-no")
        assert document.title == "Yes and no"
        assert [info.provenance.value for info in document.texts.values()] == ["archival", "published"]

    @pytest.mark.parametrize(
        ("wishes", "error", "words"),
        [
            (Wishes(), HexaplaError, "in which language the source"),
            (Wishes("ru", "klingonish"), BadLanguageError, "“klingonish” is not a language tag"),
            (Wishes("ru", "en", document="memo"), HexaplaError, "a document memo already"),
            (Wishes("ru", "en", document="../memo"), BadNameError, "cannot name a document"),
            (Wishes("ru", "en", "guess"), HexaplaError, "Provenance must be one of"),
            (Wishes("ru", "en", form="wiki"), UnknownNameError, "no format “wiki” to read"),
            (Wishes("ru", "en", form="tmx"), BadImportError, "no well-formed XML"),
        ],
    )
    def test_what_cannot_be_taken_in_leaves_nothing(self, workspace, root, wishes, error, words):
        """The reason is said, and the workspace is as it was."""
        before = files(root)
        with pytest.raises(error, match=words):
            workspace.imports.take([TABLE], wishes)
        assert files(root) == before
        assert [d["name"] for d in workspace.documents()] == ["memo"]
        assert not list((root / ".hexapla").glob("import-*"))

    def test_a_folder_of_the_name_is_left_alone(self, workspace, root):
        """Even one that is no document."""
        (root / "corpus" / "table").mkdir()
        (root / "corpus" / "table" / "mine.txt").write_text("mine")
        assert workspace.imports.take([TABLE], SPOKEN).document == "table-2"
        assert (root / "corpus" / "table" / "mine.txt").read_text() == "mine"

    def test_a_failure_at_the_last_moment_leaves_nothing(self, workspace, root, monkeypatch):
        """The alignment is in its place when the corpus cannot be moved: it is taken out again."""
        before = files(root)
        rename = Path.rename

        def fail(self, target):
            if target.parent.name == "corpus":
                raise OSError(28, "No space left on device")
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", fail)
        with pytest.raises(OSError, match="No space left"):
            workspace.imports.take([TABLE], SPOKEN)
        assert files(root) == before


class TestTakingBack:
    """One step undoes an import."""

    def test_everything_is_as_before(self, workspace, root):
        """Files, working copy, list; the name is free again."""
        before = files(root)
        key = workspace.imports.take([TABLE], SPOKEN)
        assert workspace.imports.recent(key.document)["files"] == ["table.tsv"]
        workspace.imports.take_back(key.document)
        assert files(root) == before
        assert [d["name"] for d in workspace.documents()] == ["memo"]
        assert workspace.check() == []
        assert workspace.imports.take([TABLE], SPOKEN) == key

    def test_an_edit_stands_in_the_way(self, workspace):
        """Nobody's work is lost; undoing the edit clears the way."""
        key = workspace.imports.take([TABLE], SPOKEN)
        edit = {"op": "set_status", "link": "L0001", "status": "confirmed"}
        workspace.edit(key.document, key.name, edit, revision=0)
        assert workspace.imports.recent(key.document) is None
        with pytest.raises(HexaplaError, match="has been edited since it was imported"):
            workspace.imports.take_back(key.document)
        workspace.undo(key.document, key.name, revision=1)
        workspace.imports.take_back(key.document)
        assert [d["name"] for d in workspace.documents()] == ["memo"]

    def test_a_file_changed_or_added_outside_stands_in_the_way(self, workspace, root):
        """By git or an editor."""
        key = workspace.imports.take([TABLE], SPOKEN)
        (root / "corpus" / key.document / "notes.txt").write_text("mine")
        with pytest.raises(HexaplaError, match=f"delete corpus/{key.document}"):
            workspace.imports.take_back(key.document)

    @pytest.mark.parametrize("name", ["memo", "nowhere", "../memo"])
    def test_what_was_not_imported_cannot_be_taken_back(self, workspace, root, name):
        """A document that was always there stays."""
        before = files(root)
        with pytest.raises(UnknownNameError, match="no import of a document"):
            workspace.imports.take_back(name)
        assert files(root) == before


class TestCommands:
    """`hexapla import-alignment` and `take-back`."""

    @pytest.fixture
    def run(self, root, tmp_path):
        """Run a command on the workspace with a file to import."""
        path = tmp_path / "memo.tmx"
        path.write_bytes(FORMATS["tmx"].write(everything()))

        def run(*arguments: str, answer: str = ""):
            words = [str(path) if word == "FILE" else word for word in arguments]
            return CliRunner().invoke(main, ["--root", str(root), *words], input=answer)

        return run

    def test_it_shows_and_asks(self, run, root):
        """A no leaves everything as it was, a yes takes it in."""
        before = files(root)
        shown = run("import-alignment", "FILE", answer="n\n")
        assert shown.exit_code == 1
        assert "tmx: TMX 1.4b" in shown.output
        assert "11 links (1:1 × 5" in shown.output
        assert files(root) == before
        assert run("import-alignment", "FILE", answer="y\n").exit_code == 0
        assert (root / "alignments" / "memo-2" / "zh-Hans--en.po").exists()

    def test_it_only_shows_where_asked_to(self, run, root):
        """`--dry-run` needs no answer."""
        before = files(root)
        assert run("import-alignment", "FILE", "--dry-run").exit_code == 0
        assert files(root) == before

    def test_scripts_get_json(self, run, root):
        """What was understood and where it is now; `take-back` undoes it."""
        before = files(root)
        found = json.loads(run("import-alignment", "FILE", "-y", "--json", "--document", "other").output)
        assert found["taken"] == {"document": "other", "alignment": "zh-Hans--en"}
        assert run("take-back", "other").exit_code == 0
        assert files(root) == before
        again = run("take-back", "other")
        assert (again.exit_code, again.output.startswith("Error: There is no import")) == (1, True)


class TestApi:
    """The calls behind the page."""

    @pytest.fixture
    def client(self, workspace):
        """Serve the workspace."""
        return create_app(workspace).test_client()

    def send(self, client, address, **fields):
        """Post a form with a file."""
        form = {"files": [(io.BytesIO(TABLE.data), TABLE.name)], **fields}
        return client.post(address, data=form, content_type="multipart/form-data")

    def test_look_take_and_take_back(self, client, root):
        """The way of a file through the page."""
        before = files(root)
        found = self.send(client, "/api/alignment-imports/look").json
        assert (found["format"], found["links"]) == ("tsv", 2)
        assert files(root) == before
        sent = self.send(client, "/api/alignment-imports", source_language="ru", target_language="en")
        assert sent.status_code == 202
        job = wait_for(client, sent.json["job"])
        assert job["result"] == {"document": "table", "alignment": "ru--en", "url": "/documents/table/ru--en"}
        assert client.get("/api/documents").json["documents"][1]["imported"]["files"] == ["table.tsv"]
        assert client.post("/api/documents/table/take-back").json == {"document": "table"}
        assert client.post("/api/documents/table/take-back").status_code == 404
        assert files(root) == before

    def test_a_bad_file_answers_422_with_a_sentence(self, client):
        """No traceback, no half import."""
        form = {"files": [(io.BytesIO(b"<svg/>"), "x.svg")]}
        answer = client.post("/api/alignment-imports/look", data=form, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert "x.svg" in answer.json["error"]["message"]
        assert client.post("/api/alignment-imports/look").status_code == 422

    def test_nothing_is_taken_in_read_only(self, workspace, root):
        """Nor from another site's page."""
        before = files(root)
        client = create_app(workspace, read_only=True).test_client()
        assert (
            self.send(client, "/api/alignment-imports", source_language="ru", target_language="en").status_code == 403
        )
        open_ = create_app(workspace).test_client()
        foreign = {"Sec-Fetch-Site": "cross-site"}
        assert open_.post("/api/documents/memo/take-back", headers=foreign).status_code == 403
        assert files(root) == before


def wait_for(client, job: str) -> dict:
    """Ask until a job is over."""
    import time

    while (state := client.get(f"/api/jobs/{job}").json)["state"] == "running":
        time.sleep(0.02)
    return state
