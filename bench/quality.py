"""How often the quality checks find something where nothing is wrong, and how many planted errors they find.

    python bench/quality.py [--list] [FOLDER…]

Reads the workspace's own alignments and, where folders of gold alignments are given (or lie beside the repository),
those. First the findings by check for each 1,000 links: of translations that people have made and published, they are
nearly all false alarms (`--list` shows them all, to be judged by hand). Then errors of several kinds are planted, few
at a time, and the check that should find them is asked.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sets import HOME, read_set

from hexapla import languages, po
from hexapla.model import Link, Segment, link_id
from hexapla.quality import CHECKS, Finding, Subject, run

ROOT = Path(__file__).parents[1]
AT_ONCE, MOST = 5, 60  # errors planted in one alignment at a time; of one kind in all
FOLLOWING = 4  # rows after an error in which it may be noticed
Plant = Callable[[Link, Sequence[Link]], "list[Link] | None"]
Set = tuple[str, tuple[str, str], list[Link]]


def segments(texts: Sequence[str]) -> tuple[Segment, ...]:
    """Make segments of texts."""
    return tuple(Segment(text, number, number) for number, text in enumerate(texts, 1))


def own() -> Iterator[Set]:
    """Yield the repository's alignments: name, languages, links."""
    for path in sorted((ROOT / "alignments").glob("*/*.po")):
        tags = tuple(name.partition(".")[0] for name in path.stem.split("--"))
        links = [
            Link(e.id, segments([x.text for x in e.source]), segments([x.text for x in e.target]), e.status, e.kind)
            for e in po.read(path).entries
        ]
        yield f"{path.parent.name} {path.stem}", (tags[0], tags[1]), links


def gold(folders: list[Path]) -> Iterator[Set]:
    """Yield sets with a gold alignment, all documents of a pair of languages as one."""
    for folder in folders:
        documents = read_set(folder)
        for tags in sorted({document.languages for document in documents}):
            sides = [
                ([d.source[i] for i in one], [d.target[j] for j in other])
                for d in documents
                if d.languages == tags
                for one, other in d.gold
            ]
            links = [Link(link_id(n), segments(a), segments(b)) for n, (a, b) in enumerate(sides, 1)]
            yield folder.name, tags, links


def with_target(link: Link, change: Callable[[str], str]) -> list[Link] | None:
    """Change the words of a link's target; None where nothing changes."""
    changed = tuple(replace(s, text=change(s.text)) for s in link.target)
    return None if changed == link.target else [replace(link, target=changed)]


def other_number(link: Link, _links: Sequence[Link]) -> list[Link] | None:
    """Change the last digit of the first figure of the target."""
    done = []

    def change(text: str) -> str:
        found = re.search(r"\d{2,}", text)
        if not found or done:
            return text
        done.append(found)
        return text[: found.end() - 1] + str((int(found[0][-1]) + 3) % 10) + text[found.end() :]

    return with_target(link, change)


def dropped_clause(link: Link, _links: Sequence[Link]) -> list[Link] | None:
    """Leave out what follows the first half of a long target: more than half of its words."""
    text = " ".join(s.text for s in link.target)
    stops = [m.end() for m in re.finditer(r"[,;:，；：،]", text) if 0.2 * len(text) < m.end() < 0.5 * len(text)]
    if not stops or len(text) < (60 if text.isascii() or " " in text else 30):
        return None
    return [replace(link, target=segments([text[: stops[-1] - 1] + "."]))]


def swapped_quotes(link: Link, _links: Sequence[Link]) -> list[Link] | None:
    """Close a quotation where it should open, or take its first mark away where one sign does both."""
    signs = {"“": "”", "「": "」", "«": "»", "„": "”", '"': ""}
    first = next((sign for sign in "".join(s.text for s in link.target) if sign in signs), None)
    if first is None:
        return None
    done: list[str] = []

    def change(text: str) -> str:
        if done or first not in text:
            return text
        done.append(text)
        return text.replace(first, signs[first], 1)

    return with_target(link, change)


def left_in(link: Link, _links: Sequence[Link]) -> list[Link] | None:
    """Leave the source's words in the target."""
    words = sum(len(s.text.split()) if " " in s.text else len(s.text) // 3 for s in link.source)
    return [replace(link, target=link.source)] if words >= 6 else None


def other_rendering(link: Link, links: Sequence[Link]) -> list[Link] | None:
    """Let the sentence return, rendered in fewer words."""
    words = link.target[0].text.split() if " " in link.target[0].text else list(link.target[0].text)
    size = len(link.source[0].text.split()) if " " in link.source[0].text else len(link.source[0].text) // 3
    if size < 6 or len(words) < 6 or len(link.source) > 1:
        return None
    joiner = " " if " " in link.target[0].text else ""
    again = segments([joiner.join(words[:2] + words[3:])])
    return [link, replace(link, id=link_id(len(links) + int(link.id[1:])), target=again)]


def doubled_word(link: Link, _links: Sequence[Link]) -> list[Link] | None:
    """Type a word in the middle of the target twice."""
    words = link.target[0].text.split()
    middle = len(words) // 2
    if len(words) < 6 or not words[middle].isalpha() or not words[middle].islower():
        return None
    return with_target(link, lambda text: text.replace(f" {words[middle]} ", f" {words[middle]} {words[middle]} ", 1))


PLANTS: dict[str, tuple[Plant, str]] = {
    "another number": (other_number, "numbers,dates"),
    "a clause dropped": (dropped_clause, "length"),
    "quotes swapped": (swapped_quotes, "punctuation"),
    "left untranslated": (left_in, "untranslated"),
    "repeated otherwise": (other_rendering, "repeated"),
    "a word twice": (doubled_word, "typing"),
}


def look(tags: tuple[str, str], links: Sequence[Link], only: Sequence[str] = tuple(CHECKS)) -> list[Finding]:
    """Run checks over links."""
    return list(run(Subject("bench", "source", "target", tags, links), [CHECKS[name] for name in only]))


def caught(tags: tuple[str, str], links: list[Link], plant: Plant, check: str) -> tuple[int, int]:
    """Plant errors, a few at a time; return how many were found, and how many there were.

    A quotation may have been closed some rows later: what is found there, and was not before, counts.
    """
    known = {finding.link for finding in look(tags, links, check.split(","))}
    able = [link for link in links if not link.is_null and link.id not in known and plant(link, links)]
    chosen = random.Random(7).sample(able, min(MOST, len(able)))  # noqa: S311 (repeatable)
    found = 0
    for at in range(0, len(chosen), AT_ONCE):
        some = {link.id: plant(link, links) for link in chosen[at : at + AT_ONCE]}
        planted = [one for link in links for one in (some.get(link.id) or [link])]
        order = [link.id for link in planted]
        hit = {finding.link for finding in look(tags, planted, check.split(","))} - known
        reach = FOLLOWING if check == "punctuation" else 0
        found += sum(
            bool(hit.intersection(order[order.index(name) :][: len(group or []) + reach]))
            for name, group in some.items()
        )
    return found, len(chosen)


def alarms(sets: list[Set], listed: bool) -> None:
    """Print the findings for each 1,000 links, by check."""
    ids = [name for name in CHECKS if name != "glossary"]
    print(f"\n| links of | languages | links | {' | '.join(ids)} | errors | µs a link |")
    print(f"|---|---|---|{'---|' * (len(ids) + 2)}")
    for name, tags, links in sets:
        start = time.perf_counter()
        findings = look(tags, links, ids)
        each = (time.perf_counter() - start) / len(links)
        counts = Counter(finding.check for finding in findings)
        rates = [f"{1000 * counts[i] / len(links):.1f}" if counts[i] else "0" for i in ids]
        errors = sum(finding.severity == "error" for finding in findings)
        print(f"| {name} | {'–'.join(tags)} | {len(links)} | {' | '.join(rates)} | {errors} | {each * 1e6:.0f} |")
        for finding in findings if listed else []:
            print(f"    {finding.link} {finding.check} {finding.severity}: {finding.sentence}")


def rates(sets: list[Set]) -> None:
    """Print how many of the planted errors are found."""
    print(f"\n| links of | languages | {' | '.join(PLANTS)} |\n|---|---|{'---|' * len(PLANTS)}")
    sums: dict[str, list[int]] = {name: [0, 0] for name in PLANTS}
    for name, tags, links in sets:
        if languages.base(tags[0]) == languages.base(tags[1]):
            continue
        cells = []
        for kind, (plant, check) in PLANTS.items():
            found, planted = caught(tags, links, plant, check)
            sums[kind] = [sums[kind][0] + found, sums[kind][1] + planted]
            cells.append(f"{found}/{planted}" if planted else "–")
        print(f"| {name} | {'–'.join(tags)} | {' | '.join(cells)} |")
    whole = [f"{found}/{planted} = {found / planted:.0%}" for found, planted in sums.values() if planted]
    print(f"| all | | {' | '.join(whole)} |")


def main() -> None:
    """Print both tables."""
    named = [Path(name) for name in sys.argv[1:] if name != "--list"]
    folders = named or [p for p in sorted(HOME.glob("*")) if p.is_dir()]
    sets = [*own(), *gold(folders)]
    alarms(sets, "--list" in sys.argv)
    rates(sets)


if __name__ == "__main__":
    main()
