"""Learning from confirmed links: words, lengths, and what people are wont to join."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from hexapla import studying
from hexapla.align import Learned, Lesson, align, learn
from hexapla.align.learning.lexicon import train, words
from hexapla.cli import main
from hexapla.model import Status, content_hash
from hexapla.store import Key
from hexapla.workspace import Workspace

NAMES = [("Trinket", "韦小宝"), ("Misty", "小玄子"), ("Whiskers", "茅十八"), ("Hai", "海老公")]
DEEDS = [("laughed loudly", "放声大笑"), ("left the room", "走出了房间"), ("drank the tea", "喝了茶")]
DEEDS += [("closed the door", "关上了门"), ("read the letter", "读了信"), ("sat down at the table", "在桌边坐下")]


def text(size: int, start: int = 0) -> tuple[list[str], list[str], list[tuple[tuple[int, ...], tuple[int, ...]]]]:
    """Make a text whose translator writes two sentences for each; the beads are 1-2."""
    chinese, english, beads = [], [], []
    for k in range(start, start + size):
        who, what, then = NAMES[k % 4], DEEDS[k % 6], DEEDS[(k * 5 + k // 6 + 1) % 6]
        chinese.append(f"{who[1]}{what[1]}，{then[1]}。")
        english += [f"{who[0]} {what[0]}.", f"Then {who[0]} {then[0]}."]
        beads.append(((k - start,), (2 * (k - start), 2 * (k - start) + 1)))
    return chinese, english, beads


@pytest.fixture(scope="module")
def learned() -> Learned:
    """What sixty confirmed beads teach."""
    chinese, english, beads = text(60)
    found = learn([Lesson(tuple(chinese), tuple(english), tuple(beads))], "zh", "en", "fast")
    assert found is not None
    return found


def test_words_are_cut_to_stems_and_characters_stand_alone():
    """Endings are left off; Chinese needs no segmentation."""
    assert words("Translations, 韦小宝 1962!") == ("transl", "韦", "小", "宝", "1962")


def test_the_lexicon_links_names_with_their_renderings():
    """Names that no dictionary has are learned from the beads they stand in."""
    chinese, english, beads = text(40)
    lexicon = train([(chinese[s[0]], " ".join(english[j] for j in t)) for s, t in beads])
    told, _ = lexicon.told(words("茅十八"), words("Whiskers Misty"))
    assert told[0] > 1
    assert told[1] == 0


def test_what_people_join_becomes_likelier(learned):
    """After sixty beads of one with two, such a bead gains on one with one."""
    weights = dict(zip(("1-0", "0-1", "1-1", "1-2"), learned.weights, strict=False))
    assert weights["1-2"] > weights["1-1"]


def test_an_alignment_says_what_was_learned(learned):
    """The header names the confirmed links, and confidences rise for beads as they were confirmed."""
    chinese, english, beads = text(12, start=7)
    before, after = (align(chinese, english, "zh", "en", "fast", learned=one) for one in (None, learned))
    assert after.made_by["learned"].startswith("60 confirmed links of 1 alignments")
    assert "learned" not in before.made_by
    sure = [{(b.source, b.target): b.confidence for b in found.beads} for found in (before, after)]
    assert sum(sure[1].get(bead, 0) for bead in beads) > sum(sure[0].get(bead, 0) for bead in beads)


def test_what_was_learned_is_kept_and_read_again(learned):
    """JSON and back gives the same; what another version wrote is passed over."""
    plain = json.loads(json.dumps(learned.to_json()))
    again = Learned.from_json(plain)
    assert again is not None
    assert np.array_equal(again.weights, learned.weights)
    assert again.lexicon == learned.lexicon
    assert Learned.from_json({**plain, "columns": ["other"]}) is None


def test_too_few_links_teach_nothing():
    """Below thirty confirmed links nothing is learned."""
    chinese, english, beads = text(20)
    assert learn([Lesson(tuple(chinese), tuple(english), tuple(beads))], "zh", "en", "fast") is None


def test_only_links_that_are_still_as_confirmed_are_lessons(memorandum):
    """Unreviewed links, and those changed since, are left out."""
    value = memorandum.alignment("1962-04-24-memorandum", "zh-Hans--en")
    links = [replace(link, status=Status.CONFIRMED, confirmed_hash=content_hash(link)) for link in value.links[:3]]
    links[2] = replace(links[2], confirmed_hash="of other words")
    rest = [replace(link, status=Status.DRAFT) for link in value.links[3:]]
    lesson = studying.lesson_of(replace(value, links=(*links, *rest)))
    assert len(lesson.beads) == 2


def test_the_command_learns_uses_and_forgets(memorandum, monkeypatch):
    """`hexapla learn` keeps what it learned in the workspace; a realignment says so; `--forget` deletes it."""
    root, run = memorandum.root, CliRunner()
    monkeypatch.setattr("hexapla.align.learning.fitting.FEWEST", 5)
    said = run.invoke(main, ["--root", str(root), "learn"], catch_exceptions=False).output
    assert re.search(r"^zh–en: \d+ confirmed links in 2 alignments\. Learned\.$", said, re.MULTILINE)
    found = memorandum.aligning.propose(Key("1962-04-24-memorandum", "zh-Hans", "en"), method="fast")
    assert re.search(r"learned \d+ confirmed links of 2 alignments, sha256:\w{16}", found["edit"]["how"])
    assert "for 3 pairs" in run.invoke(main, ["--root", str(root), "learn", "--forget"], catch_exceptions=False).output
    assert studying.learned(root / ".hexapla" / "learned", "zh-Hans", "en") is None


@pytest.fixture
def memorandum(tmp_path):
    """A workspace with the samples."""
    from hexapla import samples

    samples.copy_to(tmp_path / "work")
    workspace = Workspace(tmp_path / "work")
    yield workspace
    workspace.close()
