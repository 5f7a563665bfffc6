"""What was acknowledged is never lost: killed servers, many editors at once, two processes on one workspace."""

import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from samples import make_workspace, numbered
from test_edits import KEY, check_promises, grid

from hexapla.errors import HexaplaError, StaleRevisionError
from hexapla.store import Key, Store
from hexapla.store.edits import parse

TESTS = Path(__file__).parent
TEXTS = {"zh": numbered("句子", 60), "en": numbered("Sentence", 60)}
ALIGNMENTS = {"zh--en": [(1, 1)] * 60}
_EDITOR = """
import random, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from test_durability import edit_at_random
from hexapla.store import Store
store, draw = Store(Path(sys.argv[1])), random.Random(int(sys.argv[2]))
store.refresh("memo")
while True:
    outcome = edit_at_random(store, draw)
    if outcome and outcome.changes:
        print(outcome.revision, outcome.changes[-1].label, sep="\\t", flush=True)
"""


def edit_at_random(store: Store, draw: random.Random):
    """Try one edit at a random place; return its outcome, or None where it could not be done."""
    links = store.page(KEY).links
    at = draw.randrange(len(links) - 1)
    one, two = links[at], links[at + 1]
    words = [*one.source, *one.target]
    choices = [
        {"op": "merge", "links": [one.id, two.id]},
        {"op": "explode", "link": one.id},
        {"op": "unlink", "link": one.id},
        {"op": "shift", "link": one.id, "side": "target", "direction": "down"},
        {"op": "split_segment", "segment": words[0].id, "offset": len(words[0].text) // 2},
        {"op": "edit_text", "segment": words[0].id, "text": f"Words {draw.random()}."},
        {"op": "set_status", "link": one.id, "status": draw.choice(["confirmed", "draft"])},
        {"op": "add_note", "link": one.id, "text": f"Note {draw.random()}."},
    ]
    try:
        return store.edit(KEY, parse(draw.choice(choices)))
    except HexaplaError:
        return None


def start_editor(root: Path, seed: int) -> subprocess.Popen:
    """Start a process that edits as fast as it can and prints each acknowledged revision."""
    paths = [str(TESTS), str(TESTS.parent / "src"), str(TESTS.parent)]
    command = [sys.executable, "-c", _EDITOR, str(root), str(seed), *paths]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603


def test_a_killed_server_loses_no_acknowledged_edit(tmp_path):
    """Killed in the midst of a stream of edits, again and again: no edit is missing, none is half there."""
    make_workspace(tmp_path, TEXTS, ALIGNMENTS)
    draw = random.Random(1962)  # noqa: S311
    for seed in range(8):
        editor = start_editor(tmp_path, seed)
        first = editor.stdout.readline()
        time.sleep(draw.uniform(0.0, 0.15))
        editor.send_signal(signal.SIGKILL)
        seen = [first, *editor.stdout.readlines()]
        editor.stdout.close()
        editor.wait()
        store = Store(tmp_path)
        assert store.mirror.write("memo") == []
        kept = {change.revision: change.label for change in store.since(KEY, 0).changes}
        for line in seen:
            if line.endswith("\n"):
                revision, label = line.rstrip("\n").split("\t")
                assert kept[int(revision)] == label
        check_promises(store)
        store.close()


def test_two_processes_edit_one_workspace(tmp_path):
    """Both write the same rows and files; everything that either was told is there."""
    make_workspace(tmp_path, TEXTS, ALIGNMENTS)
    editors = [start_editor(tmp_path, seed) for seed in (1, 2)]
    lines = [[editor.stdout.readline() for _ in range(15)] for editor in editors]
    for editor in editors:
        editor.kill()
        editor.stdout.close()
        editor.wait()
    store = Store(tmp_path)
    assert store.mirror.write("memo") == []
    kept = {change.revision for change in store.since(KEY, 0).changes}
    assert all(int(line.split("\t")[0]) in kept for some in lines for line in some)
    check_promises(store)
    store.close()


def test_many_editors_at_once_lose_nothing(tmp_path):
    """Twenty threads write notes against the revision they saw, and again where they were late."""
    store = Store(make_workspace(tmp_path, TEXTS, ALIGNMENTS))
    store.refresh("memo")
    key, late = Key("memo", "zh", "en"), []

    def write_notes(editor: int) -> None:
        for number in range(4):
            edit = parse({"op": "add_note", "link": f"L{editor + 1:04d}", "text": f"{editor}.{number}"})
            revision = store.revision(key)
            while True:
                try:
                    store.edit(key, edit, revision=revision, author=str(editor))
                    break
                except StaleRevisionError as stale:
                    late.append(editor)
                    revision = stale.present

    threads = [threading.Thread(target=write_notes, args=(editor,)) for editor in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert late, "nobody was ever late: this test tests nothing"
    assert store.revision(key) == 80
    for editor in range(20):
        assert [n.text for n in store.page(key).links[editor].notes] == [f"{editor}.{n}" for n in range(4)]
    assert len(grid(store, key)) == 60
    check_promises(store)
    store.close()
