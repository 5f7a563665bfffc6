"""What the aligner sees besides vectors: who speaks, clauses that cross a boundary, places where much is left out."""

import numpy as np
import pytest

from hexapla.align.crossing import Crossing
from hexapla.align.links import Pieces, word_links
from hexapla.align.speech import speech


@pytest.mark.parametrize(
    "sentences",
    [
        ["He stood up.", "“Come in!", "Sit down.”", "They sat."],
        ["He stood up.", "'Come in!", "Sit down.'", "They sat."],
        ["He stood up.", '"Come in!', 'Sit down."', "They sat."],
        ["他站了起来。", "他说：“请进！", "请坐。”", "他们坐下了。"],
        ["Er stand auf.", "„Herein!", "Setzen Sie sich.“", "Sie setzten sich."],
        ["Er stand auf.", "»Herein!", "Setzen Sie sich.«", "Sie setzten sich."],
        ["Il se leva.", "« Entrez !", "Asseyez-vous. »", "Ils s'assirent."],
    ],
)
def test_speech_is_followed_whatever_the_marks(sentences):
    """Curly, straight, German, French and Chinese marks give the same places, turns and beginnings."""
    found = speech(sentences)
    assert found.inside.tolist() == [0, 0, 1, 0, 0]
    assert found.begins.tolist() == [0, 1, 0, 0]
    assert found.shut.tolist() == [0, 0, 1, 0]
    assert found.turns(np.array([1, 2, 3])).tolist() == [1, 0, 1]


def test_apostrophes_are_no_quotation_marks():
    """Contractions and possessives leave a text silent."""
    found = speech(["It's the king's son.", "The soldiers' boots aren't theirs.", "L'été, c'est l'automne d'hier."])
    assert not found.inside.any()
    assert not found.begins.any()


def test_a_dash_begins_speech():
    """Russian, French and Hungarian novels open speech by a dash."""
    assert speech(["— Войдите! — сказал он.", "Они вошли.", "– Salut !"]).begins.tolist() == [1, 0, 1]


def test_empty_sentences_have_places_too():
    """Nothing in, nothing out, and no error."""
    assert speech(["", " "]).inside.tolist() == [0, 0, 0]
    assert speech([]).turns(np.array([0])).tolist() == [0]


def pieces(numbers: list[int], clauses: list[int]) -> Pieces:
    """Make a sentence of pieces, each with a direction of its own."""
    return Pieces(np.eye(8, dtype=np.float32)[numbers], np.ones(len(numbers)), np.array(clauses))


def test_pieces_are_linked_where_each_is_the_others_nearest():
    """Links are counted by sentence pair, and summed up by clause."""
    source = {0: pieces([0, 1, 2], [0, 0, 1])}
    target = {0: pieces([2, 0, 1], [0, 1, 1]), 1: pieces([5, 6], [0, 0])}
    links = word_links(source, target, [(0, 0), (0, 1)])
    assert links[0, 0].count == 3
    assert links[0, 0].clauses[0].round(1).tolist() == [2, 1]
    assert links[0, 0].clauses[1].round(1).tolist() == [1, 2]
    assert links[0, 1].told < links[0, 0].told


def test_a_clause_beyond_the_boundary_speaks_against_the_bead():
    """The second source sentence's first clause renders the first target: a 1-1 bead of the first ones leaks there."""
    source = {0: pieces([0, 1], [0, 0]), 1: pieces([2, 3, 4], [0, 0, 1])}
    target = {0: pieces([0, 1, 2, 3], [0, 0, 1, 1]), 1: pieces([4, 5], [0, 0])}
    pairs = [(p, q) for p in source for q in target]
    masses = ({p: one.mass for p, one in source.items()}, {q: one.mass for q, one in target.items()})
    seen = Crossing(word_links(source, target, pairs), masses)
    one_one, two_two = seen.evidence(2, np.array([0, 1]), [(range(1), range(1)), (range(2), range(2))]).source
    assert one_one[4] > 1.5  # a clause after the end of the source side belongs to the target side
    assert two_two[4] == 0
    assert two_two[1] > one_one[1] - 0.2
