"""Where a cell is best split, and how the editor asks."""

import pytest
from samples import make_workspace

from hexapla.splitting import Place, propose
from hexapla.workspace import Workspace
from webui import create_app

THOUGHT = (
    "Everyone has the right to freedom of thought, conscience and religion; this right includes freedom to change his "
    "religion or belief, and to manifest it in teaching, practice, worship and observance."
)
ARABIC = [
    "لكل شخص الحق في حرية التفكير والضمير والدين.",
    "ويشمل هذا الحق حرية تغيير ديانته أو عقيدته، وحرية الإعراب عنهما بالتعليم والممارسة وإقامة الشعائر.",
]
SLAVERY = "No one shall be held in slavery or servitude; slavery and the slave trade shall be prohibited in all forms."
RUSSIAN = "Никто не должен содержаться в рабстве или в неволе; рабство и работорговля запрещаются во всех их видах."


def before(text: str, place: Place) -> str:
    """Read the end of what the place leaves behind it."""
    return text[: place.offset].rsplit(maxsplit=1)[-1]


def test_a_long_segment_is_cut_where_the_other_side_begins_a_new_one():
    """Of four clause ends the one after which the second Arabic sentence begins."""
    places = propose([THOUGHT], ARABIC, ("en", "ar"))
    assert before(THOUGHT, places[0]) == "religion;"
    assert [p.score for p in places] == sorted((p.score for p in places), reverse=True)


def test_two_long_segments_are_cut_at_the_same_place():
    """Each side alone proposes the cut that the other one proposes."""
    assert before(SLAVERY, propose([SLAVERY], [RUSSIAN], ("en", "ru"))[0]) == "servitude;"
    assert before(RUSSIAN, propose([RUSSIAN], [SLAVERY], ("ru", "en"))[0]) == "неволе;"


def test_without_another_side_cuts_near_the_middle_come_first():
    """So too where no encoder knows the language."""
    text = "One, two, three and four, five and six and seven, eight."
    for other, tags in (([], ("en", "ru")), (["Vaha, vaha."], ("en", "dz"))):
        assert text[: propose([text], other, tags)[0].offset].strip() == "One, two, three and four,"


def test_every_segment_of_the_cell_is_looked_at():
    """A place names its segment; a text without a clause end has none."""
    places = propose(["Article 4", SLAVERY], ["Статья 4", RUSSIAN], ("en", "ru"))
    assert {place.segment for place in places} == {1}
    assert propose(["Article 4"], ["Статья 4"], ("en", "ru")) == []


@pytest.fixture
def client(tmp_path):
    """Serve one long link."""
    root = make_workspace(tmp_path, {"en": [SLAVERY], "ru": [RUSSIAN]}, {"en--ru": [(1, 1)]})
    workspace = Workspace(root)
    yield create_app(workspace).test_client()
    workspace.close()


def test_the_editor_asks_with_the_words_it_shows(client):
    """The answer is offsets in code points, the best first; a wrong question is told so."""
    url = "/api/alignments/memo/en--ru/splits"
    answer = client.post(url, json={"side": "target", "own": [RUSSIAN], "other": [SLAVERY]}).json["places"]
    assert RUSSIAN[: answer[0]["offset"]].endswith("неволе; ")
    assert client.post(url, json={"side": "target", "own": "all"}).status_code == 422
    assert client.post(url, json={"side": "target", "own": ["x" * 30_000], "other": []}).status_code == 422
    assert client.post(url, data="x").status_code == 415
    assert client.post("/api/alignments/memo/en/splits", json={"own": [], "other": []}).status_code == 404
