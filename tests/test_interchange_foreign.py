"""Every format of interchange before judges that are not ours: schemas, validators and other tools' readers."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path

import duckdb
import openpyxl
import pytest
from any_alignment import alignments
from format_samples import SAMPLES, everything
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from lxml import etree
from translate.storage.tmx import tmxfile
from translate.storage.xliff import xlifffile

import hexapla.formats
from hexapla.formats import FORMATS
from hexapla.formats.properties import joined
from hexapla.formats.standoff import monotone
from hexapla.model import Alignment

SHARED = Path(__file__).parents[2] / "shared" / "schemas"
STRICT_12 = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas/xliff-core-1.2-strict.xsd")
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
XLIFF_2 = "urn:oasis:names:tc:xliff:"


def schema(name: str) -> Path:
    """Find a schema beside the repository; it is not ours to pass on."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the repository: fetch it from the standard's site to check against it")
    return path


@pytest.fixture(params=[name for name in SAMPLES if name != "nothing"])
def sample(request) -> Alignment:
    """Take each sample in turn."""
    return SAMPLES[request.param]()


def sides(alignment: Alignment) -> list[tuple[str, str]]:
    """Join the words of each link's sides."""
    infos = alignment.source.info, alignment.target.info
    return [(joined(li.source, infos[0].language), joined(li.target, infos[1].language)) for li in alignment.links]


def holds(validator, data: bytes) -> None:
    """Fail with what a validator of lxml says."""
    validator.validate(etree.fromstring(data))
    assert not [str(error) for error in validator.error_log]


@pytest.fixture(scope="module")
def dtd():
    """Read the document type definition."""
    return etree.DTD(str(schema("tmx14.dtd")))


@pytest.fixture(scope="module")
def xsd():
    """Put the schemas of the core and of the Metadata module together."""
    folder = schema("xliff-2.1")
    imports = [("document", "xliff_core_2.0.xsd"), ("metadata", "metadata.xsd")]
    lines = "".join(
        f'<xs:import namespace="{XLIFF_2}{part}:2.0" schemaLocation="{(folder / name).as_uri()}"/>'
        for part, name in imports
    )
    return etree.XMLSchema(
        etree.fromstring(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{lines}</xs:schema>')
    )


@pytest.fixture(scope="module")
def strict():
    """Read the strict schema of XLIFF 1.2, with its neighbour instead of one in the network."""
    if not STRICT_12.exists():
        pytest.skip("the strict XLIFF 1.2 schema is in Debian's php-symfony-translation")
    local = (STRICT_12.parent / "xml.xsd").as_uri().encode()
    return etree.XMLSchema(etree.fromstring(STRICT_12.read_bytes().replace(b"http://www.w3.org/2001/xml.xsd", local)))


@pytest.fixture(scope="module")
def rng():
    """Read the schema of everything in TEI."""
    return etree.RelaxNG(etree.parse(str(schema("tei_all-4.3.0.rng"))))


@pytest.fixture(scope="module")
def judge():
    """Read the schema that goes with the package."""
    path = Path(hexapla.formats.__file__).parent / "jsonl.schema.json"
    schema_ = json.loads(path.read_text())
    Draft202012Validator.check_schema(schema_)
    return Draft202012Validator(schema_)


class TestTmx:
    """TMX 1.4b."""

    def test_the_dtd_holds(self, dtd, sample):
        """Each sample is valid."""
        holds(dtd, FORMATS["tmx"].write(sample))

    @FEW
    @given(alignment=alignments())
    def test_the_dtd_holds_for_every_alignment(self, dtd, alignment):
        """So is any other."""
        holds(dtd, FORMATS["tmx"].write(alignment))

    def test_the_translate_toolkit_reads_it(self, sample):
        """Another reader finds the same pairs; it skips a unit with one side."""
        found = tmxfile.parsestring(FORMATS["tmx"].write(sample))
        pairs = [(str(unit.source), str(unit.target)) for unit in found.units if unit.target is not None]
        assert pairs == [(source, target) for source, target in sides(sample) if source and target]

    def test_a_null_link_is_a_unit_with_one_variant(self):
        """1:0 has the source alone, 0:1 the target alone."""
        root = etree.fromstring(FORMATS["tmx"].write(everything()))
        found = {tu.get("tuid"): [tuv.get("{*}lang") for tuv in tu.iter("tuv")] for tu in root.iter("tu")}
        assert [len(found[name]) for name in ("L0001", "L0007", "L0008")] == [2, 1, 1]


class TestXliff:
    """XLIFF 2.1 and 1.2."""

    def test_the_schema_holds(self, xsd, sample):
        """Each sample is valid XLIFF 2.1."""
        holds(xsd, FORMATS["xliff"].write(sample))

    @FEW
    @given(alignment=alignments())
    def test_the_schema_holds_for_every_alignment(self, xsd, alignment):
        """So is any other."""
        holds(xsd, FORMATS["xliff"].write(alignment))

    def test_what_the_schema_cannot_say_holds(self, sample):
        """Ids are unique in a file and in a unit; a state beyond initial has a target; subState has a state."""
        root = etree.fromstring(FORMATS["xliff"].write(sample))
        units = list(root.iter("{*}unit"))
        assert len({unit.get("id") for unit in units}) == len(units)
        for unit in units:
            marks = [mark.get("id") for mark in unit.iter("{*}mrk")]
            assert len(set(marks)) == len(marks)
            for segment in unit.iter("{*}segment"):
                assert segment.get("state")
                assert segment.find("{*}target") is not None

    def test_the_strict_schema_of_1_2_holds(self, strict, sample):
        """Each sample is valid XLIFF 1.2."""
        holds(strict, FORMATS["xliff12"].write(sample))

    @FEW
    @given(alignment=alignments())
    def test_the_strict_schema_of_1_2_holds_for_every_alignment(self, strict, alignment):
        """So is any other."""
        holds(strict, FORMATS["xliff12"].write(alignment))

    def test_the_translate_toolkit_reads_1_2(self, sample):
        """Another reader finds the same words on both sides, and the notes."""
        found = xlifffile.parsestring(FORMATS["xliff12"].write(sample))
        assert [(str(unit.source), str(unit.target or "")) for unit in found.units] == sides(sample)
        notes = [[note.text for note in link.notes] for link in sample.links]
        assert [unit.getnotes() for unit in found.units] == ["\n".join(texts) for texts in notes]


class TestTei:
    """TEI P5."""

    def test_tei_all_holds(self, rng, sample):
        """Each sample is valid."""
        holds(rng, FORMATS["tei"].write(sample))

    @FEW
    @given(alignment=alignments())
    def test_tei_all_holds_for_every_alignment(self, rng, alignment):
        """So is any other."""
        holds(rng, FORMATS["tei"].write(alignment))

    def test_jing_agrees(self, tmp_path, sample):
        """A second validator, which also checks the types of ids and pointers."""
        if not shutil.which("jing"):
            pytest.skip("jing is not installed: apt-get install jing")
        path = tmp_path / "memo.xml"
        path.write_bytes(FORMATS["tei"].write(sample))
        command = ["jing", str(schema("tei_all-4.3.0.rng")), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        assert done.stdout == ""
        assert done.returncode == 0

    def test_every_pointer_has_its_target(self, sample):
        """What begins with # is the id of an element of the file."""
        root = etree.fromstring(FORMATS["tei"].write(sample))
        ids = [found.get("{http://www.w3.org/XML/1998/namespace}id") for found in root.iter("*")]
        known = [name for name in ids if name]
        assert len(set(known)) == len(known)
        pointers = [
            p for found in root.iter("*") for name in ("target", "ana", "decls") for p in found.get(name, "").split()
        ]
        assert pointers
        assert {pointer.removeprefix("#") for pointer in pointers} <= set(known)


class TestXmlInArchives:
    """InterText and CES."""

    @pytest.mark.parametrize("form", ["intertext", "ces"])
    def test_links_name_sentences_that_exist_once(self, form, sample):
        """Ids are unique in each text, and every link's ids are there, on the side that the format says."""
        with zipfile.ZipFile(io.BytesIO(FORMATS[form].write(sample))) as archive:
            roots = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
        group = next(found for root in roots.values() for found in root.iter("linkGrp"))
        first, second = ("toDoc", "fromDoc") if form == "intertext" else ("fromDoc", "toDoc")
        ids = {name: [s.get("id") for s in roots[group.get(name)].iter("s")] for name in (first, second)}
        halves = [link.get("xtargets").split(";") for link in group.iter("link")]
        for name, half in ((first, 0), (second, 1)):
            named = [one for halved in halves for one in halved[half].split()]
            assert sorted(named) == sorted(ids[name])
            assert len(set(named)) == len(named)
        source = "fromDoc"
        assert ["".join(s.itertext()) for s in roots[group.get(source)].iter("s")] == [
            s.text for s in sample.source.segments
        ]


class TestTables:
    """XLSX, JSONL, Parquet, Moses and ladders."""

    def test_openpyxl_reads_words_and_no_formulas(self, sample):
        """Every cell of another reader is the same string, whatever it looks like."""
        book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(sample)))
        sheet = book["Alignment"]
        head = [cell.value for cell in sheet[1]]
        rows = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
        assert all(cell.data_type in ("s", "n") for row in rows for cell in row.values())
        words = [tuple(row[side].value or "" for side in ("source", "target")) for row in rows]
        assert words == [
            ("\n".join(s.text for s in li.source), "\n".join(s.text for s in li.target)) for li in sample.links
        ]
        assert book["Document"]["A2"].value == "document.name"

    def test_the_json_schema_holds(self, judge, sample):
        """Each line of each sample."""
        for line in FORMATS["jsonl"].write(sample).decode().splitlines():
            judge.validate(json.loads(line))

    def test_the_json_schema_refuses_what_is_wrong(self, judge):
        """A schema that allowed everything would prove nothing."""
        lines = [json.loads(line) for line in FORMATS["jsonl"].write(everything()).decode().split("\n")[:2]]
        for line, name, value in ((lines[0], "version", 2), (lines[1], "status", "done"), (lines[1], "id", "7")):
            assert not judge.is_valid({**line, name: value})

    def test_duckdb_reads_a_corpus(self, tmp_path):
        """One file a document; a glob over all of them is one table, and lists of segments can be unfolded."""
        for name, make in SAMPLES.items():
            if name != "nothing":
                (tmp_path / name).mkdir()
                (tmp_path / name / "pair.parquet").write_bytes(FORMATS["parquet"].write(make()))
        with duckdb.connect() as connection:
            connection.read_parquet(f"{tmp_path}/*/*.parquet").create_view("corpus")
            counted = connection.sql("SELECT source_language, count(*) FROM corpus GROUP BY 1 ORDER BY 1").fetchall()
            assert counted == [("ar", 3), ("en", 3), ("zh-Hans", 11)]
            query = "SELECT u.text FROM corpus, unnest(source) t(u) WHERE id = 'L0002' AND source_text = 'zh-Hans'"
            assert connection.sql(query).fetchall() == [("约两万名居民越境。",), ("他们带走了牲畜。",)]
            noted = connection.sql("SELECT notes[1].author FROM corpus WHERE status = 'draft'").fetchall()
            assert noted == [("Ann Editor",)]

    def test_moses_files_have_as_many_lines(self, sample):
        """A line a link in both, empty on the empty side of a null link."""
        with zipfile.ZipFile(io.BytesIO(FORMATS["moses"].write(sample))) as archive:
            files = [archive.read(name).decode().split("\n")[:-1] for name in archive.namelist()]
        assert list(zip(*files, strict=True)) == sides(sample)

    def test_the_ladder_climbs_to_the_end_of_both_texts(self, sample):
        """Rungs only go up, from 0 to the number of lines."""
        with zipfile.ZipFile(io.BytesIO(FORMATS["ladder"].write(sample))) as archive:
            texts = [archive.read(name).decode().count("\n") for name in archive.namelist()[1:]]
            lines = archive.read("alignment.ladder").decode().splitlines()
        rungs = [tuple(int(part) for part in line.split("\t")[:2]) for line in lines]
        assert rungs[0] == (0, 0)
        assert list(rungs[-1]) == texts
        assert all(a <= c and b <= d for (a, b), (c, d) in pairwise(rungs))
        assert len(rungs) - 1 == len(list(monotone(sample.links)))

    def test_msgfmt_takes_the_po(self, tmp_path, sample):
        """Gettext's own check finds nothing."""
        path = tmp_path / "memo.po"
        path.write_bytes(FORMATS["po"].write(sample))
        command = ["msgfmt", "--check-format", "--check-header", "-o", str(tmp_path / "memo.mo"), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        assert "error" not in done.stderr
        assert done.returncode == 0
