"""The quality checks of a workspace: findings of its alignments, and the decisions that people made on them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hexapla.errors import HexaplaError, UnknownNameError
from hexapla.model import Link
from hexapla.quality import accepted
from hexapla.quality.accepted import SUFFIX, Accepted, Record
from hexapla.quality.finding import Finding
from hexapla.quality.registry import CHECKS, Check, Subject
from hexapla.quality.running import Progress, run
from hexapla.store import Key, Store

KEPT = 8  # reports
Wanted = tuple[str, str, str]


class GoneError(HexaplaError):
    """A finding that is no longer there."""

    def __init__(self) -> None:
        super().__init__("The words have changed, and this finding is no longer there. Look at the list anew.")


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found at a revision of an alignment; `links` are the links by id, `rows` their numbers from 1."""

    key: Key
    revision: int
    findings: tuple[Finding, ...]
    links: dict[str, Link]
    rows: dict[str, int]
    tags: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, and the decision to accept it where there is one."""

    finding: Finding
    accepted: Accepted | None


class Quality:
    """Looks at the alignments of a store; what people accept goes into files beside them."""

    def __init__(self, store: Store, root: Path) -> None:
        self._store = store
        self._root = root
        self._reports: dict[Key, tuple[object, Report]] = {}
        self._records: dict[Path, tuple[object, Record]] = {}
        self._lock = threading.Lock()

    # Looking

    def subject(self, key: Key) -> tuple[Subject, int]:
        """Return an alignment as the checks take it, and its revision."""
        value = self._store.value(key)
        tags = value.source.info.language, value.target.info.language
        return Subject(key.document, key.source, key.target, tags, value.links, self._root), value.revision

    def stream(
        self, key: Key, checks: Sequence[Check], progress: Progress | None = None
    ) -> Iterator[tuple[Judged, Link]]:
        """Yield findings as they are found, each with its link."""
        subject, _ = self.subject(key)
        record, by_id = self.record(key), {link.id: link for link in subject.links}
        for finding in run(subject, checks, progress):
            yield Judged(finding, record.get(accepted.key_of(finding))), by_id[finding.link]

    def report(self, key: Key, progress: Progress | None = None) -> Report:
        """Return what all checks find, kept until the alignment or what the checks go by changes."""
        stamp = self._stamp(key)
        kept = self._reports.get(key)
        if kept and kept[0] == stamp:
            return kept[1]
        subject, revision = self.subject(key)
        findings = tuple(run(subject, list(CHECKS.values()), progress))
        links = {link.id: link for link in subject.links}
        rows = {name: number for number, name in enumerate(links, 1)}
        report = Report(key, revision, findings, links, rows, subject.tags)
        with self._lock:
            self._reports.pop(key, None)
            self._reports[key] = stamp, report
            for old in list(self._reports)[:-KEPT]:
                del self._reports[old]
        return report

    def is_ready(self, key: Key) -> bool:
        """Whether the present report is there already."""
        kept = self._reports.get(key)
        return bool(kept and kept[0] == self._stamp(key))

    def _stamp(self, key: Key) -> object:
        return self._store.revision(key), tuple((name, check.stamp(self._root)) for name, check in CHECKS.items())

    def judged(self, key: Key, progress: Progress | None = None) -> tuple[Report, list[Judged]]:
        """Return the report, and each finding with the decision on it."""
        report, record = self.report(key, progress), self.record(key)
        return report, [Judged(finding, record.get(accepted.key_of(finding))) for finding in report.findings]

    # Deciding

    def path(self, key: Key) -> Path:
        """Return where the decisions on an alignment are kept."""
        return self._store.mirror.paths.alignment(*key).with_name(key.name + SUFFIX)

    def record(self, key: Key) -> Record:
        """Return the decisions on an alignment; the file is read again when it has changed."""
        path = self.path(key)
        try:
            stat = path.stat()
        except FileNotFoundError:
            return {}
        stamp = stat.st_mtime_ns, stat.st_size, stat.st_ino
        kept = self._records.get(path)
        if not kept or kept[0] != stamp:
            kept = stamp, accepted.load(path)
            self._records[path] = kept
        return kept[1]

    def accept(self, key: Key, wanted: Sequence[Wanted], reason: str, author: str) -> list[Accepted]:
        """Accept findings, named by check, link and fingerprint; raise `GoneError` where one is not there any more."""
        report = self.report(key)
        found = {accepted.key_of(finding): finding for finding in report.findings}
        if any(one not in found for one in wanted):
            raise GoneError
        made = [accepted.accept(found[one], report.links[one[1]], reason, author) for one in wanted]
        self._change(key, lambda record: record.update({one.key: one for one in made}))
        return made

    def take_back(self, key: Key, wanted: Sequence[Wanted]) -> list[Accepted]:
        """Take decisions back; raise `UnknownNameError` where there is none."""
        record = self.record(key)
        if any(one not in record for one in wanted):
            raise UnknownNameError("This finding is not accepted (any more). Look at the list anew.")
        gone = [record[one] for one in wanted]

        def remove(record: Record) -> None:
            for one in wanted:
                record.pop(one, None)

        self._change(key, remove)
        return gone

    def _change(self, key: Key, change: Callable[[Record], None]) -> None:
        with self._lock, self._store.mirror.lock:
            accepted.change(self.path(key), change)

    def stale(self, key: Key) -> list[Accepted]:
        """Return the decisions on words that are no longer there."""
        present = {accepted.key_of(finding) for finding in self.report(key).findings}
        return sorted(one for name, one in self.record(key).items() if name not in present)
