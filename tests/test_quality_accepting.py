"""Accepting findings: the record beside the alignment, the façade, the endpoints and the commands."""

import json
import subprocess
import threading
import time

import pytest
from click.testing import CliRunner
from samples import make_workspace

from hexapla.cli import main
from hexapla.quality import accepted
from hexapla.quality.accepted import BadAcceptedError, BadReasonError
from hexapla.quality.service import GoneError
from hexapla.workspace import Workspace
from webui import create_app
from webui.words import catalog

ZH = ["约两万人。", "一九六二年四月二十四日", "他们来了。", "没有。"]
EN = ["Some 30,000 people.", "24 April 1962", "They came came.", "None."]
NAME, URL = "zh-Hans--en", "/api/alignments/memo/zh-Hans--en/checks"


@pytest.fixture
def root(tmp_path):
    """Make four links with two findings: a number and a word typed twice."""
    return make_workspace(tmp_path, {"zh-Hans": ZH, "en": EN}, {NAME: [(1, 1)] * 4})


@pytest.fixture
def workspace(root):
    """Open them."""
    workspace = Workspace(root)
    yield workspace
    workspace.close()


@pytest.fixture
def client(workspace):
    """Serve them."""
    return create_app(workspace).test_client()


def key(workspace):
    """Return the alignment's key."""
    return workspace.key("memo", NAME)


def found(workspace):
    """Return (check, link, fingerprint) of what is not accepted."""
    _, judged = workspace.quality.judged(key(workspace))
    return [accepted.key_of(one.finding) for one in judged if not one.accepted]


def rewrite(workspace, link, side, text):
    """Change the words of a side."""
    page = workspace.alignment_page("memo", NAME)
    segment = next(one for one in page["links"] if one["id"] == link)[side][0]["id"]
    workspace.edit("memo", NAME, {"op": "edit_text", "segment": segment, "text": text}, revision=None)


def test_what_is_accepted_does_not_come_back_until_the_words_in_question_change(workspace):
    """Other words of the row may change; the numbers may not."""
    number, slip = found(workspace)
    workspace.quality.accept(key(workspace), [number], "The sources differ.", "Ada")
    assert found(workspace) == [slip]
    rewrite(workspace, "L0001", "target", "About 30,000 people had come.")
    assert found(workspace) == [slip]
    rewrite(workspace, "L0001", "target", "About 40,000 people had come.")
    assert [one[:2] for one in found(workspace)] == [("numbers", "L0001"), slip[:2]]
    assert [one.reason for one in workspace.quality.stale(key(workspace))] == ["The sources differ."]


def test_the_record_is_a_sorted_table_beside_the_alignment(workspace, root):
    """Check, link, fingerprint, content hash, time, author, reason; the file goes when the last decision does."""
    number, slip = found(workspace)
    workspace.quality.accept(key(workspace), [slip, number], "  right\tas\nit is ", "Ada\tL.")
    path = root / "alignments" / "memo" / f"{NAME}.accepted.tsv"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    assert head.split("\t") == ["check", "link", "fingerprint", "content", "time", "author", "reason"]
    assert [line.split("\t")[:3] for line in lines] == [list(number), list(slip)]
    assert {tuple(line.split("\t")[5:]) for line in lines} == {("Ada L.", "right as it is")}
    workspace.quality.take_back(key(workspace), [number, slip])
    assert not path.exists()
    assert found(workspace) == [number, slip]


def test_the_editor_no_longer_marks_what_is_accepted(workspace):
    """The marks of both sides go together, for they are one finding."""
    assert len(workspace.reading.disagreements(key(workspace))["marks"]["L0001"]) == 2
    workspace.quality.accept(key(workspace), found(workspace)[:1], "The sources differ.", "Ada")
    assert workspace.reading.disagreements(key(workspace))["marks"] == {}


def test_decisions_survive_when_links_are_written_anew(workspace, root):
    """A fresh working copy reads them from the file."""
    workspace.quality.accept(key(workspace), found(workspace)[:1], "The sources differ.", "Ada")
    workspace.close()
    for path in (root / ".hexapla").glob("workspace.db*"):
        path.unlink()
    again = Workspace(root)
    assert [one[0] for one in found(again)] == ["typing"]
    again.close()


def test_a_finding_that_is_gone_cannot_be_accepted(workspace):
    """Somebody has mended it meanwhile."""
    number = found(workspace)[0]
    rewrite(workspace, "L0001", "target", "Some 20,000 people.")
    with pytest.raises(GoneError, match="no longer there"):
        workspace.quality.accept(key(workspace), [number], "right", "Ada")


@pytest.mark.parametrize("reason", ["", " \t\n", "x" * 501])
def test_a_reason_needs_words_but_not_too_many(workspace, reason):
    """Nothing is written without one."""
    with pytest.raises(BadReasonError):
        workspace.quality.accept(key(workspace), found(workspace), reason, "Ada")
    assert workspace.quality.record(key(workspace)) == {}


GOOD = "numbers\tL0001\t0123456789ab\t0123456789abcdef\t2026-11-24T12:00:00Z\tAda\tright"
HEAD = "\t".join(accepted.HEAD)


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        (["check\tlink", GOOD], 1, "the first line must be"),
        ([HEAD, GOOD, "numbers\tL0001"], 3, "there are 2 columns, and should be 7"),
        ([HEAD, GOOD.replace("L0001", "7")], 2, "“7” is no link"),
        ([HEAD, GOOD.replace("0123456789ab\t", "zz\t")], 2, "“zz” is no fingerprint"),
        ([HEAD, GOOD.removesuffix("right")], 2, "the reason is missing"),
        ([HEAD, "<<<<<<< ours", GOOD], 2, "merge conflict"),
    ],
)
def test_a_broken_record_names_the_line(workspace, root, lines, line, words):
    """The checks say what to mend; the editor goes on without it."""
    path = root / "alignments" / "memo" / f"{NAME}.accepted.tsv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    with pytest.raises(BadAcceptedError, match=words) as caught:
        workspace.quality.record(key(workspace))
    assert caught.value.line == line
    assert "L0001" in workspace.reading.disagreements(key(workspace))["marks"]
    assert any(f"{NAME}.accepted.tsv:{line}: " in problem for problem in workspace.check())


def test_two_peoples_decisions_merge_line_by_line(tmp_path):
    """Branches that accept different findings merge without a conflict, by git's own means."""

    def git(*arguments):
        subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True, capture_output=True)  # noqa: S603, S607

    make_workspace(tmp_path, {"zh-Hans": ZH, "en": EN}, {NAME: [(1, 1)] * 4})
    Workspace.init(tmp_path).close()
    git("init", "-q", "-b", "main")
    git("config", "user.email", "ada@example.org")
    git("config", "user.name", "Ada")
    git("add", ".")
    git("commit", "-qm", "begin")
    for branch, place in (("one", 0), ("two", 1)):
        git("checkout", "-q", "main")
        git("checkout", "-qb", branch)
        workspace = Workspace(tmp_path)
        workspace.quality.accept(key(workspace), [found(workspace)[place]], f"Said on {branch}.", "Ada")
        workspace.close()
        git("add", ".")
        git("commit", "-qm", branch)
    git("merge", "-q", "one", "-m", "both")
    record = accepted.load(tmp_path / "alignments" / "memo" / f"{NAME}.accepted.tsv")
    assert sorted(one.reason for one in record.values()) == ["Said on one.", "Said on two."]


def test_decisions_made_at_the_same_time_are_all_kept(workspace, root):
    """Two programs on one workspace take turns with the file."""
    other = Workspace(root)
    number, slip = found(workspace)
    threads = [
        threading.Thread(target=one.quality.accept, args=(key(one), [finding], "right", "Ada"))
        for one, finding in ((workspace, number), (other, slip))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found(workspace) == found(other) == []
    other.close()


# Over HTTP


def test_findings_come_with_their_words_and_counts(client):
    """In the order of the checks, each with both sides; counts by check and severity."""
    body = client.get(URL).get_json()
    assert [(one["check"], one["row"], one["severity"]) for one in body["findings"]] == [
        ("numbers", 1, "error"),
        ("typing", 3, "warning"),
    ]
    assert body["findings"][0]["spans"] == [["source", 0, 1, 3], ["target", 0, 5, 11]]
    assert (body["findings"][0]["source"], body["links"], body["more"]) == ([ZH[0]], 4, 0)
    assert body["counts"] == {"error": 1, "warning": 1, "hint": 0, "accepted": 0}
    assert [one["open"] for one in body["checks"] if one["id"] in ("numbers", "typing")] == [1, 1]


def test_findings_are_said_in_the_language_of_the_interface(client):
    """The page has the words of every check and finding in its table."""
    for language in ("ru", "zh-Hans"):
        table = catalog(language).table
        body = client.get(URL).get_json()
        said = [words for check in body["checks"] for words in (check["title"], check["description"])]
        assert [words for words in [*said, *(one["message"] for one in body["findings"])] if words not in table] == []


def test_findings_can_be_chosen_and_paged(client):
    """By check, severity and status, some at a time."""
    assert [one["check"] for one in client.get(f"{URL}?severity=warning").get_json()["findings"]] == ["typing"]
    assert [one["check"] for one in client.get(f"{URL}?check=numbers").get_json()["findings"]] == ["numbers"]
    assert client.get(f"{URL}?status=accepted").get_json()["findings"] == []
    page = client.get(f"{URL}?limit=1").get_json()
    assert (len(page["findings"]), page["more"]) == (1, 1)
    assert client.get(f"{URL}?limit=1&offset=1").get_json()["findings"][0]["check"] == "typing"


def test_a_long_alignment_is_looked_at_in_the_background(tmp_path):
    """The first answer names a job; once it is done, the findings are there. Counts do not wait."""
    texts = {"zh-Hans": ["没有。"] * 1600, "en": ["None."] * 1599 + ["None none none."]}
    workspace = Workspace(make_workspace(tmp_path, texts, {NAME: [(1, 1)] * 1600}))
    client = create_app(workspace).test_client()
    assert client.get(f"{URL}/counts").get_json() == {"counts": None}
    started = client.get(URL)
    assert started.status_code == 202
    while (state := client.get(f"/api/jobs/{started.get_json()['job']}").get_json())["state"] == "running":
        time.sleep(0.05)
    assert state["result"] == {"revision": 0}
    assert [one["row"] for one in client.get(URL).get_json()["findings"]] == [1600]
    workspace.close()


def test_accepting_and_taking_back_over_http(client):
    """The author is the one who asks."""
    one = client.get(URL).get_json()["findings"][0]
    named = {"findings": [[one["check"], one["link"], one["fingerprint"]]]}
    made = client.post(f"{URL}/accepted", json={**named, "reason": "right"}, headers={"X-Hexapla-Author": "Ada"})
    assert made.get_json()["accepted"][0]["author"] == "Ada"
    body = client.get(f"{URL}?status=accepted").get_json()
    assert [each["accepted"]["reason"] for each in body["findings"]] == ["right"]
    assert client.get(f"{URL}/counts").get_json()["counts"]["accepted"] == 1
    assert client.post(f"{URL}/taken-back", json=named).status_code == 200
    assert client.get(f"{URL}/counts").get_json()["counts"]["accepted"] == 0


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({}, 422, "must be a list"),
        ({"findings": [["numbers", "L0001"]], "reason": "x"}, 422, "must be a list"),
        ({"findings": [["numbers", "L0001", "0123456789ab"]], "reason": "x"}, 422, "no longer there"),
        ([1], 422, "must be a list"),
    ],
)
def test_what_cannot_be_accepted_is_refused_in_words(client, body, status, words):
    """Nothing is written."""
    answer = client.post(f"{URL}/accepted", json=body)
    assert answer.status_code == status
    assert words in answer.get_json()["error"]["message"]


def test_a_read_only_workbench_shows_findings_and_accepts_none(workspace):
    """Looking is allowed."""
    client = create_app(workspace, read_only=True).test_client()
    one = client.get(URL).get_json()["findings"][0]
    named = [[one["check"], one["link"], one["fingerprint"]]]
    assert client.post(f"{URL}/accepted", json={"findings": named, "reason": "right"}).status_code == 403


# On the command line


@pytest.fixture
def run(root):
    """Run a command on the workspace; return exit code, standard output and standard error."""

    def call(*arguments):
        done = CliRunner().invoke(main, ["--root", str(root), *arguments])
        return done.exit_code, done.stdout, done.stderr

    return call


def test_findings_are_lines_that_editors_can_jump_to(run):
    """File, line, column, severity, sentence, and what `hexapla accept` wants to know."""
    code, out, err = run("check", "--quality")
    number, slip = out.splitlines()
    assert number.startswith(
        "corpus/memo/en.txt:1:6: error: One side says “两万”, the other “30,000”. [numbers zh-Hans--en L0001 "
    )
    assert slip.startswith("corpus/memo/en.txt:3:6: warning: “came” stands here twice in a row.")
    assert (code, err) == (1, "4 links looked at: 1 error, 1 warning.\n")


def test_only_some_checks_and_the_exit_code(run):
    """1 where there is an error that nobody has accepted, 0 elsewhere."""
    assert run("check", "--only", "typing,length")[0] == 0
    assert run("check", "--only", "numbers", "--document", "memo", "--alignment", NAME)[0] == 1
    assert run("accept", "memo", NAME, "L0001", "--reason", "The sources differ.")[0] == 0
    code, out, _ = run("check", "--only", "numbers", "--accepted")
    assert (code, out.strip().endswith("— accepted: The sources differ.")) == (0, True)
    assert run("check", "--only", "numbers") == (0, "", "4 links looked at: nothing found (1 accepted).\n")


def test_a_broken_record_does_not_stop_the_other_alignments(run, root):
    """Its line is told, and the exit code is 1."""
    make_workspace(root, {"zh-Hans": ZH, "en": EN}, {NAME: [(1, 1)] * 4}, document="other")
    (root / "alignments" / "memo" / f"{NAME}.accepted.tsv").write_text("nonsense\n", encoding="utf-8")
    code, out, _ = run("check", "--only", "numbers")
    first, second = out.splitlines()
    assert first.startswith(f"alignments/memo/{NAME}.accepted.tsv:1: the first line must be")
    assert second.startswith("corpus/other/en.txt:1:6: error:")
    assert code == 1


def test_findings_as_json(run):
    """With everything a script could ask for."""
    found = json.loads(run("check", "--only", "numbers", "--json")[1])
    assert found["counts"] == {"error": 1, "warning": 0, "hint": 0, "accepted": 0}
    [one] = found["findings"]
    assert (one["file"], one["line"], one["column"], one["link"]) == ("corpus/memo/en.txt", 1, 6, "L0001")


def test_accepted_findings_are_listed_and_taken_back(run):
    """Without a link the command lists; with --take-back it undoes."""
    run("accept", "memo", NAME, "L0003", "typing", "--reason", "It is a stutter.")
    assert "It is a stutter." in run("accept", "memo", NAME)[1]
    assert run("accept", "memo", NAME, "L0003", "--take-back")[1] == "L0003 typing: taken back\n"
    assert run("accept", "memo", NAME)[1] == "Nothing is accepted yet.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "--only", "numbres"), "There is no check “numbres”. There are: numbers, dates"),
        (("check", "--alignment", NAME), "Say with --document"),
        (("accept", "memo", NAME, "L0002", "--reason", "x"), "L0002 has no such finding to accept"),
        (("accept", "memo", NAME, "L0001", "--take-back"), "L0001 has no such accepted finding"),
    ],
)
def test_mistakes_on_the_command_line_are_one_sentence(run, arguments, words):
    """With the remedy."""
    code, _, err = run(*arguments)
    assert (code, words in err) == (1, True), err
