"""OmegaT, which knows nothing of us, works without its window on what we write: TMX as memory, XLIFF 1.2 as a file."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from format_samples import SAMPLES
from lxml import etree

from hexapla.formats import FORMATS, Choice, File, read
from hexapla.formats.properties import joined
from hexapla.model import Alignment, Link, Side

JAR = Path("/usr/share/omegat/OmegaT.jar")
FOLDERS = ["source", "target", "tm", "glossary", "dictionary"]
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">{folders}
<glossary_file>__DEFAULT__</glossary_file>
<source_lang>{source}</source_lang><target_lang>{target}</target_lang>
<source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok>
<target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>"""
TWO = ["everything", "right_to_left", "hostile"]  # it tells the sides of a pair by their languages alone
REVISED = " (revised)"
SHORTCUT = re.compile(r"</?m\d+>")


def new_project(folder: Path, alignment: Alignment) -> Path:
    """Make a project of an alignment's languages, as OmegaT makes it."""
    if not (JAR.exists() and shutil.which("java")):
        pytest.skip("OmegaT is not installed: apt-get install omegat")
    for name in (*FOLDERS, "tm/auto", "omegat"):
        (folder / "project" / name).mkdir(parents=True)
    folders = "".join(f"<{name}_dir>__DEFAULT__</{name}_dir>" for name in FOLDERS)
    languages = {"source": alignment.source.info.language, "target": alignment.target.info.language}
    (folder / "project" / "omegat.project").write_text(PROJECT.format(folders=folders, **languages))
    return folder / "project"


def omegat(project: Path, mode: str, *options: str) -> str:
    """Run OmegaT without its window; return what it says of its work."""
    java = ["java", "-Djava.awt.headless=true", "-jar", str(JAR), str(project), f"--mode=console-{mode}"]
    command = [*java, f"--config-dir={project.parent / 'settings'}", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert "Finished" in done.stdout
    return done.stderr


def words(alignment: Alignment, link: Link, side: Side) -> str:
    """Join the words of one side of a link."""
    text = alignment.source if side == "source" else alignment.target
    return joined(link.side(side), text.info.language)


class TestTmx:
    """TMX 1.4b, as a memory among others and as the project's own."""

    @pytest.mark.parametrize(
        ("name", "place"), [*((name, "tm/auto/memo.tmx") for name in TWO), ("everything", "omegat/project_save.tmx")]
    )
    def test_every_pair_translates_its_source(self, tmp_path, name, place):
        """A plain text of all sources comes out as the targets; what has none (1:0) stays, and 0:1 is passed over."""
        sample = SAMPLES[name]()
        project = new_project(tmp_path, sample)
        (project / place).write_bytes(FORMATS["tmx"].write(sample))
        links = [link for link in sample.links if link.source]
        lines = [words(sample, link, "source") for link in links]
        (project / "source" / "memo.txt").write_text("\n\n".join(lines), encoding="utf-8")
        said = omegat(project, "translate")
        found = (project / "target" / "memo.txt").read_text(encoding="utf-8").split("\n\n")
        assert found == [words(sample, link, "target" if link.target else "source") for link in links]
        assert ("Source segment could not be located" in said) == (len(links) < len(sample.links))


class Revision(NamedTuple):
    """An alignment, the segments that OmegaT found in its XLIFF, and the file after each of them was revised."""

    sample: Alignment
    segments: list[str]
    file: bytes


@pytest.fixture(scope="module", params=TWO)
def revision(request, tmp_path_factory) -> Revision:
    """Let OmegaT list the segments of a file, revise each in its memory, and let it write the file anew."""
    sample = SAMPLES[request.param]()
    project = new_project(tmp_path_factory.mktemp(request.param), sample)
    (project / "source" / "memo.xlf").write_bytes(FORMATS["xliff12"].write(sample))
    listed = project.parent / "listed.tmx"
    omegat(project, "createpseudotranslatetmx", f"--pseudotranslatetmx={listed}", "--pseudotranslatetype=equal")
    tree = etree.parse(listed, etree.XMLParser(load_dtd=False))
    segments = [tu[0].findtext("seg") for tu in tree.iter("tu")]
    for tu in tree.iter("tu"):
        tu[1].find("seg").text += REVISED
    tree.write(project / "omegat" / "project_save.tmx", encoding="UTF-8", xml_declaration=True)
    omegat(project, "translate")
    return Revision(sample, segments, (project / "target" / "memo.xlf").read_bytes())


class TestXliff:
    """XLIFF 1.2, of which this OmegaT shows the targets and keeps all else."""

    def test_every_target_is_a_segment(self, revision):
        """One a link; of several sentences, OmegaT's shortcuts for their marks stand around each."""
        links = revision.sample.links
        assert sorted(SHORTCUT.sub("", text) for text in revision.segments) == sorted(
            words(revision.sample, link, "target") for link in links if link.target
        )
        marks = [len(SHORTCUT.findall(text)) // 2 for text in revision.segments if SHORTCUT.search(text)]
        assert marks == [len(link.target) for link in links if len(link.target) > 1]

    def test_every_pair_comes_back_revised(self, revision):
        """The revised words are in the same link beside the same source; statuses, notes and document are as before."""
        sample = revision.sample
        form = FORMATS["xliff12"].write(sample)
        before, after = (read([File("memo.xlf", data)], Choice())[1].alignment for data in (form, revision.file))
        assert [words(after, link, "target") for link in after.links] == [
            words(sample, link, "target") + REVISED if link.target else "" for link in sample.links
        ]
        assert [[s.number for s in link.target] for link in after.links] == [
            [s.number for s in link.target] for link in sample.links
        ]
        assert [(li.id, li.source, li.status, li.notes) for li in after.links] == [
            (li.id, li.source, li.status, li.notes) for li in before.links
        ]
        assert after.document == before.document
