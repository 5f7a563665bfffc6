"""The search index stays what the texts are, and searching finds what reading everything finds, whatever is edited."""

import itertools
from contextlib import closing, suppress

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from samples import make_workspace
from sqlalchemy import text
from test_edits import random_edit

from hexapla import corpus, folding
from hexapla.concordance import Ask, Concordance, Condition
from hexapla.errors import HexaplaError
from hexapla.folding import shadow_words, words
from hexapla.model import SIDES, other
from hexapla.store import Key, Store, index
from hexapla.store.edits import parse
from hexapla.store.index import filling, following

TEXTS = {
    "zh": ["苏联领事。", "人民和平。", "中国人民，和平。", "領事說：天。", "人。", "蘇聯的天。"],
    "en": ["The Soviet consul.", "Peace to people.", "The people of China: peace.", "A consul said: sky.", "The sky."],
    "ru": ["Советский консул.", "Мир людям.", "Ещё мир.", "Консул сказал: небо.", "Елка."],
    "fr": ["La paix.", "Le consul soviétique.", "Le ciel; la paix."],
}
ALIGNMENTS = {"zh--en": [(1, 1), (2, 1), (1, 1), (1, 1), (1, 1)], "zh--ru": [(2, 1), (1, 2), (1, 1), (1, 1), (1, 0)]}
KEYS = [Key("memo", "zh", "en"), Key("memo", "zh", "ru")]
ASKS = [
    Ask("人"),
    Ask("苏联"),
    Ask("peace"),
    Ask("consul OR консул"),
    Ask("the NOT sky"),
    Ask("new words"),
    Ask("co*l"),
    Ask("*с*"),
    Ask("еще"),
    Ask("人", conditions=(Condition.of("en:people"),)),
    Ask("天", conditions=(Condition.of("ru:небо", negative=True),)),
    Ask("consul", conditions=(Condition.of("zh:领事"),)),
    Ask("人", conditions=(Condition.of("en:people"), Condition.of("ru:мир"))),
    Ask("консул", statuses=("confirmed", "query")),
]


@pytest.fixture
def store(tmp_path):
    """Open a document of three aligned texts and one without alignment, with an index."""
    store = Store(make_workspace(tmp_path, TEXTS, ALIGNMENTS))
    store.refresh("memo")
    index.complete(store.database)
    yield store
    store.close()


def indexed(store: Store) -> set[tuple]:
    """Return every word of the index with where it stands: alignment, link (or segment), side, place."""
    with store.database.reading() as connection:
        slots = {slot.id: slot for slot in index.living(connection)}
        connection.execute(
            text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.seen USING fts5vocab('main', 'search_index', 'instance')")
        )
        found = set()
        for term, row, column, place in connection.execute(text("SELECT term, doc, col, offset FROM temp.seen")):
            if slot := slots.get(row >> 32):
                number = row & (2**32 - 1)
                link = index.link_of(connection, slot.alignment_id, number) if slot.alignment_id else number
                found.add((slot.alignment_id, link, column, place, term))
        return found


def expected(store: Store) -> set[tuple]:
    """Return what the index should hold, by reading everything."""
    found = set()
    with store.database.reading() as connection:
        names = {row[0]: row[1] for row in connection.execute(text("SELECT id, name FROM texts"))}
        keys = {
            row[0]: (names[row[1]], names[row[2]])
            for row in connection.execute(text("SELECT id, source_id, target_id FROM alignments"))
        }
        lone = {row for row in names if names[row] not in itertools.chain(*keys.values())}
        query = text("SELECT id, text_id, text FROM segments")
        for segment, text_id, content in connection.execute(query):
            if text_id in lone:
                found |= {(None, segment, "s", n, word) for n, word in enumerate(shadow_words(content))}
    for alignment_id, pair in keys.items():
        for link in store.page(Key("memo", *pair)).links:
            for side, column in zip(SIDES, "st", strict=True):
                row = " ¶ ".join(" ".join(shadow_words(s.text)) for s in link.side(side)).split()
                found |= {(alignment_id, link.id, column, n, word) for n, word in enumerate(row)}
    return found


def read(store: Store) -> tuple[list[tuple], dict]:
    """Read everything: sides as (text, segments, (text, segments) across, alignment, status); homes of texts."""
    sides = []
    keys = store.alignments("memo")
    for key in keys:
        for link in store.page(key).links:
            for side in SIDES:
                text_, across = (key.source, key.target) if side == "source" else (key.target, key.source)
                sides.append((text_, link.side(side), (across, link.side(other(side))), key, link.status.value))
    home = {name: next((key for key in keys if name in (key.source, key.target)), None) for name in TEXTS}
    for name in (name for name, key in home.items() if key is None):
        sides += [(name, (segment,), None, None, "") for segment in store.text("memo", name)[0].segments]
    return sides, home


def naive(everything: tuple[list[tuple], dict], ask: Ask) -> set[tuple]:
    """Return (text, words of the segment, start, end) of every hit."""
    sides, home = everything
    hits = set()
    for name, segments, across, key, status in sides:
        if not ask.conditions and key != home[name]:
            continue
        if ask.statuses and status not in ask.statuses:
            continue
        first = ask.conditions[0].language if ask.conditions else None
        if first and (across is None or across[0] != first):
            continue
        places = found_in(ask.query, segments)
        if places and all(holds(c, (name, segments, across), first, sides) for c in ask.conditions):
            hits |= {(name, *place) for place in places}
    return hits


def holds(condition: Condition, here: tuple, first: str, sides: list[tuple]) -> bool:
    """Whether a condition holds: of the first language in this link, of another in one with some of the segments."""
    name, segments, across = here
    if condition.language == first:
        return (not found_in(condition.query, across[1])) is condition.negative
    ids = {s.id for s in segments}
    linked = [other_side for text_, own, other_side, *_ in sides if text_ == name and ids & {s.id for s in own}]
    return any(
        (not found_in(condition.query, found)) is condition.negative
        for language, found in filter(None, linked)
        if language == condition.language
    )


def found_in(query: str, segments) -> set[tuple]:
    """Read the few kinds of queries that are asked here, word by word."""
    if " NOT " in query:
        wanted, unwanted = query.split(" NOT ")
        return set() if found_in(unwanted, segments) else found_in(wanted, segments)
    if " OR " in query:
        return set().union(*(found_in(part, segments) for part in query.split(" OR ")))
    if " " in query:
        parts = [found_in(part, segments) for part in query.split(" ")]
        return set().union(*parts) if all(parts) else set()
    wanted = shadow_words(query.replace("*", ""))
    hits = set()
    for segment in segments:
        every = words(segment.text)
        for at in range(len(every) - len(wanted) + 1):
            here = every[at : at + len(wanted)]
            if "*" in query:
                stem, _, tail = query.strip("*").partition("*")
                inner = query.startswith("*")
                if not (
                    stem in here[0].form if inner else here[0].form.startswith(stem) and here[0].form.endswith(tail)
                ):
                    continue
            elif [word.form for word in here] != wanted:
                continue
            hits.add((segment.text, here[0].start, here[-1].end))
    return hits


def searched(concordance: Concordance, ask: Ask) -> set[tuple]:
    """Return what the concordance finds, page by page."""
    found, after = set(), ""
    while True:
        answer = concordance.search(ask, after=after, limit=4)
        for hit in answer["hits"]:
            found.add((hit["text"], hit["segments"][hit["segment"]], hit["start"], hit["end"]))
        after = answer["next"]
        if after is None:
            return found


def check_search(store: Store, concordance: Concordance) -> None:
    """Hold index and answers against reading everything."""
    index.complete(store.database)
    assert indexed(store) == expected(store)
    everything = read(store)
    for ask in ASKS:
        assert searched(concordance, ask) == naive(everything, ask), ask


def change(draw, store: Store, root) -> None:
    """Do one thing at random: an edit, undo, redo, a text changed outside, an alignment taken away and given back."""
    kind = draw(st.sampled_from(["edit", "edit", "edit", "undo", "redo", "outside", "away", "back", "lone"]))
    keys = store.alignments("memo")
    if kind in ("edit", "undo", "redo") and keys:
        key = draw(st.sampled_from(keys))
        with suppress(HexaplaError):
            store.edit(key, random_edit(draw, store, key)) if kind == "edit" else getattr(store, kind)(key)
    elif kind in ("outside", "lone"):
        path = root / f"corpus/memo/{'fr' if kind == 'lone' else draw(st.sampled_from(['zh', 'en', 'ru']))}.txt"
        lines = path.read_text().splitlines()
        at = draw(st.integers(0, len(lines) - 1))
        lines[at] = lines[at] and draw(st.sampled_from(["人民的天。", "The peace of people.", "Консул ещё."]))
        path.write_text("\n".join(lines) + "\n")
        store.refresh("memo")
    elif kind == "away" and len(keys) == 2:
        path = root / f"alignments/memo/{keys[-1].name}.po"
        path.rename(root / f"{keys[-1].name}.kept")
        store.mirror.settle_missing("memo", restore=False)
    elif kind == "back":
        for kept in root.glob("*.kept"):
            kept.rename(root / f"alignments/memo/{kept.stem}.po")
        store.refresh("memo")


@settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data())
def test_whatever_is_edited_searching_finds_what_reading_finds(tmp_path_factory, data):
    """Edits, undo, redo, files changed outside, alignments forgotten and read again: index and texts stay the same."""
    root = make_workspace(tmp_path_factory.mktemp("search"), TEXTS, ALIGNMENTS)
    with closing(Store(root)) as store:
        store.refresh("memo")
        concordance = Concordance(store)
        check_search(store, concordance)
        for _ in range(data.draw(st.integers(1, 8))):
            change(data.draw, store, root)
            if data.draw(st.booleans()):
                check_search(store, concordance)
        check_search(store, concordance)


def test_an_edit_that_touches_very_many_links_gives_the_slot_up_and_the_next_search_fills_it(store, monkeypatch):
    """No edit pays for a whole alignment, and no search answers from an old one."""
    monkeypatch.setattr(following, "MANY", 2)
    store.edit(KEYS[0], parse({"op": "shift_all", "link": "L0002", "side": "target", "direction": "down"}))
    with store.database.reading() as connection:
        assert not index.is_complete(connection)
    check_search(store, Concordance(store))


def test_filling_goes_on_where_it_stopped_and_follows_edits_in_between(store, monkeypatch):
    """Others edit while a large workspace is indexed: links that are in are exchanged, the others come later."""
    with store.database.writing() as connection:
        index.forget_everything(connection)
    monkeypatch.setattr(filling, "CHUNK", 2)
    real, pieces = filling._fill, []  # noqa: SLF001 - to stop between two pieces

    def stopping(connection, slot, budget):
        if len(pieces) > 2:
            raise KeyboardInterrupt
        pieces.append(slot.id)
        return real(connection, slot, budget)

    monkeypatch.setattr(filling, "_fill", stopping)
    with pytest.raises(KeyboardInterrupt):
        index.complete(store.database)
    for place in (0, -1):
        segment = store.page(KEYS[0]).links[place].source[0]
        store.edit(KEYS[0], parse({"op": "edit_text", "segment": segment.id, "text": f"{segment.text}天"}))
    monkeypatch.setattr(filling, "_fill", real)
    check_search(store, Concordance(store))


def test_a_working_copy_from_before_the_index_gets_one(tmp_path):
    """Opening it makes the tables; the first search fills them."""
    root = make_workspace(tmp_path, TEXTS, ALIGNMENTS)
    with closing(Store(root)) as store:
        store.refresh("memo")
        with store.database.writing() as connection:
            for name in ("search_index", "search_words", "search_classes", "search_slots", "search_names"):
                connection.execute(text(f"DROP TABLE {name}"))
            connection.execute(text("DELETE FROM counters WHERE name = 'search'"))
            connection.execute(text("UPDATE counters SET value = 2 WHERE name = 'schema'"))
    with closing(Store(root)) as store:
        check_search(store, Concordance(store))


def test_link_ids_that_are_not_written_as_ours_are_indexed_too(tmp_path):
    """L00002 and L0002 are different links."""
    root = make_workspace(tmp_path, TEXTS, ALIGNMENTS)
    path = root / "alignments/memo/zh--en.po"
    path.write_text(path.read_text().replace('"L0003"', '"L00002"').replace('"L0004"', '"L999999999999"'))
    with closing(Store(root)) as store:
        assert store.refresh("memo").problems == []
        check_search(store, Concordance(store))
        store.edit(KEYS[0], parse({"op": "merge", "links": ["L0002", "L00002"]}))
        check_search(store, Concordance(store))


def test_a_document_that_is_forgotten_is_not_found_any_more(store):
    """Its rows are given up at once, and a document of the same name finds its own."""
    store.forget_document("memo")
    concordance = Concordance(store)
    assert concordance.search(Ask("人"))["counts"]["hits"] == 0
    make_workspace(store.mirror.paths.root, TEXTS, ALIGNMENTS)
    store.refresh("memo")
    check_search(store, concordance)


def test_a_text_that_gets_its_first_alignment_is_searched_once(store):
    """Until then its segments stand alone."""
    concordance = Concordance(store)
    assert concordance.search(Ask("paix"))["hits"][0]["alignment"] is None
    root = store.mirror.paths.root
    make_workspace(root, TEXTS, {"en--fr": [(1, 1), (2, 1), (2, 1)]})
    store.refresh("memo")
    answer = concordance.search(Ask("paix"))
    assert [hit["alignment"] for hit in answer["hits"]] == ["en--fr", "en--fr"]
    assert answer["counts"] == {"hits": 2, "sides": 2, "links": 2, "texts": 1, "exact": True}


def test_files_changed_outside_are_found_by_the_next_search(store):
    """Nobody has to open the document first."""
    concordance = Concordance(store)
    assert concordance.search(Ask("brume"))["counts"]["hits"] == 0
    path = store.mirror.paths.text("memo", "fr")
    path.write_text(corpus.dump_text(corpus.from_paragraphs([["La brume."]], None).segments))
    concordance._freshness._looked = 0  # noqa: SLF001 - as if two seconds had passed
    assert concordance.search(Ask("brume"))["counts"]["hits"] == 1


def test_slots_that_were_given_up_are_cleared_away_when_they_are_too_many(store):
    """The index does not grow for ever."""
    for _ in range(20):
        with store.database.writing() as connection:
            index.forget_alignment(connection, 1)
        index.complete(store.database)
    with store.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM search_slots")).scalar_one() < 20
    check_search(store, Concordance(store))


def test_an_index_made_by_another_way_of_folding_is_made_anew(tmp_path, monkeypatch):
    """Words that are folded otherwise would never be found."""
    root = make_workspace(tmp_path, TEXTS, ALIGNMENTS)
    with closing(Store(root)) as store:
        store.refresh("memo")
        index.complete(store.database)
    monkeypatch.setattr(folding, "VERSION", folding.VERSION + 1)
    with closing(Store(root)) as store:
        with store.database.reading() as connection:
            assert not index.is_complete(connection)
        check_search(store, Concordance(store))
