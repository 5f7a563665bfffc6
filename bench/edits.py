"""Edits at size: a 50,000-link alignment through the API.

Makes an alignment of sentences recombined from the corpus, then measures in one process, through Flask's test client:
opening, every kind of edit with its undo, how long the file takes to follow, and the memory of the server. Run:

    python bench/edits.py [--links 50000] [--rounds 60]

Exits with 1 where a limit of the project is broken (edit p99 20 ms, file 2 s, first rows 1 s, memory 400 MB).
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hexapla import corpus, po
from hexapla.model import Alignment, Document, Link, TextInfo, link_id
from hexapla.workspace import Workspace
from webui import create_app

HERE = Path(__file__).resolve().parent.parent
SAMPLE = HERE / "corpus" / "1962-04-24-memorandum"
LIMITS = {"edit p99 ms": 20.0, "file s": 2.0, "first rows s": 1.0, "memory MB": 400.0}
URL = "/api/alignments/large/zh-Hans--en"


def sentences(name: str) -> list[str]:
    """Return the sentences of a text of the sample document."""
    return [line for line in (SAMPLE / f"{name}.txt").read_text(encoding="utf-8").split("\n") if line]


def make(root: Path, size: int) -> None:
    """Write a document of `size` links (1:1, 2:1, 1:2 and null) as files."""
    draw = random.Random(1962)  # noqa: S311 - a benchmark repeats itself
    shapes = draw.choices([(1, 1), (2, 1), (1, 2), (1, 0), (0, 1)], [80, 8, 8, 2, 2], k=size)
    names, words = ("zh-Hans", "en"), [sentences("zh-Hans"), sentences("en")]
    infos = {name: TextInfo(name, name) for name in names}
    texts = [
        corpus.from_paragraphs(
            ([draw.choice(pool) for _ in range(shape[side])] for shape in shapes if shape[side]), infos[names[side]]
        )
        for side, pool in enumerate(words)
    ]
    document = Document("large", "A large document", texts=infos)
    links, at = [], [0, 0]
    for number, (n, m) in enumerate(shapes, 1):
        cells = texts[0].segments[at[0] : at[0] + n], texts[1].segments[at[1] : at[1] + m]
        links.append(Link(link_id(number), *cells, confidence=0.9))
        at = [at[0] + n, at[1] + m]
    corpus.write_document(root / "corpus/large/document.toml", document)
    for name, text in zip(names, texts, strict=True):
        (root / f"corpus/large/{name}.txt").write_text(corpus.dump_text(text.segments), encoding="utf-8")
    value = Alignment(document, *texts, tuple(links), last_link=size)
    po.write(replace(value), root / "alignments/large/zh-Hans--en.po")


def edits(links: list[dict], draw: random.Random) -> Iterator[dict]:
    """Yield one edit of each kind at random places."""
    at = draw.randrange(10, len(links) - 200)
    one = next(x for x in links[at:] if x["source"] and x["target"])
    two = next(x for x in links[at:] if len(x["source"]) == 2)
    null = next(x for x in links[at:] if not x["target"])
    here, after = links[at]["id"], links[at + 1]["id"]
    first, last = one["source"][0], one["target"][0]
    far = next(x for x in links[(at + 900) % 2000 :] if x["target"])["target"][0]
    yield {"op": "merge", "links": [here, after]}
    yield {"op": "split_link", "link": two["id"], "source_at": 1, "target_at": 1}
    yield {"op": "explode", "link": two["id"]}
    yield {"op": "shift", "link": one["id"], "side": "source", "direction": "up"}
    yield {"op": "move", "segment": first["id"], "link": links[at + 5]["id"]}
    yield {"op": "relink", "source": [first["id"]], "target": [last["id"], far["id"]]}
    yield {"op": "unlink", "link": one["id"]}
    yield {"op": "split_segment", "segment": last["id"], "offset": len(last["text"]) // 2}
    yield {"op": "join_segments", "segments": [s["id"] for s in two["source"]]}
    yield {"op": "edit_text", "segment": last["id"], "text": "Other words."}
    yield {"op": "set_status", "link": one["id"], "status": "confirmed"}
    yield {"op": "set_kind", "link": null["id"], "kind": "omission"}
    yield {"op": "add_note", "link": one["id"], "text": "A note."}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), options.links)
        return measure(Path(folder), options.rounds)


def measure(root: Path, rounds: int) -> int:
    """Open, edit, undo, wait for the file; print a table and say whether the limits hold."""
    figures: dict[str, float] = {}
    start = time.perf_counter()
    workspace = Workspace(root)
    workspace.refresh("large")
    figures["read files first s"] = time.perf_counter() - start
    client = create_app(workspace).test_client()

    start = time.perf_counter()
    client.get(f"{URL}?limit=200")
    figures["first rows s"] = time.perf_counter() - start
    start = time.perf_counter()
    figures["whole document MB"] = sum(len(part) for part in client.get(URL).iter_encoded()) / 1e6
    figures["whole document s"] = time.perf_counter() - start
    links = some_links(client)

    times = run_edits(client, links, rounds)
    every = sorted(t for some in times.values() for t in some)
    figures["edit p50 ms"] = statistics.median(every)
    figures["edit p99 ms"] = every[int(len(every) * 0.99)]
    figures["file s"] = follow(client, root, links)
    workspace.close()
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    figures["memory MB"], figures["writer's memory MB"] = (resource.getrusage(kind).ru_maxrss / 1024 for kind in kinds)
    print(f"{rounds} rounds of {len(times)} edits and undos")
    for name, some in times.items():
        print(f"  {name:<16} median {statistics.median(some):6.2f} ms   max {max(some):6.2f} ms")
    for name, value in figures.items():
        limit = LIMITS.get(name)
        print(f"{name:<20} {value:9.2f}" + (f"   limit {limit:g}" if limit else ""))
    return int(any(figures[name] > limit for name, limit in LIMITS.items()))


def some_links(client) -> list[dict]:  # noqa: ANN001 - Flask's client
    """Return stretches of links from all over the document: the client must not fill the memory that is measured."""
    total = client.get(f"{URL}?limit=1").get_json()["total"]
    starts = range(1, total - 400, total // 8)
    return [link for at in starts for link in client.get(f"{URL}?limit=300&after={link_id(at)}").get_json()["links"]]


def run_edits(client, links: list[dict], rounds: int) -> dict[str, list[float]]:  # noqa: ANN001 - Flask's client
    """Time each edit and its undo in the server, in milliseconds."""
    draw, times = random.Random(24), {}  # noqa: S311
    revision = client.get(f"{URL}?limit=1").get_json()["revision"]
    for _ in range(rounds):
        for edit in edits(links, draw):
            for name, path, body in ((edit["op"], "edits", edit), (f"undo {edit['op']}"[:16], "undo", None)):
                start = time.perf_counter()
                answer = client.post(f"{URL}/{path}", json=body, headers={"If-Match": f'"{revision}"'})
                times.setdefault(name, []).append((time.perf_counter() - start) * 1000)
                if answer.status_code != 200:
                    raise SystemExit(f"{edit}: {answer.get_data(as_text=True)}")
                revision = answer.get_json()["revision"]
    return times


def follow(client, root: Path, links: list[dict]) -> float:  # noqa: ANN001 - Flask's client
    """Return how long after an edit the PO has it, in seconds."""
    file = root / "alignments/large/zh-Hans--en.po"
    revision = client.get(f"{URL}?limit=1").get_json()["revision"]
    before = 0
    while (stamp := file.stat().st_mtime_ns) != before:  # until the writer has nothing more to do
        before = stamp
        time.sleep(8)
    start = time.perf_counter()
    edit = {"op": "add_note", "link": links[100]["id"], "text": "Is it there?"}
    client.post(f"{URL}/edits", json=edit, headers={"If-Match": f'"{revision}"'})
    while file.stat().st_mtime_ns == before:
        time.sleep(0.01)
    taken = time.perf_counter() - start
    if b"Is it there?" not in file.read_bytes():
        raise SystemExit("The file was written without the edit.")
    return taken


if __name__ == "__main__":
    sys.exit(main())
