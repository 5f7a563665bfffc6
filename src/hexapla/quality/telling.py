"""Findings told: as JSON, and as lines that editors can jump to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from hexapla.model import Link
from hexapla.quality.accepted import Accepted
from hexapla.quality.finding import Finding
from hexapla.quality.registry import Check
from hexapla.quality.service import Judged
from hexapla.store import Key

Json = dict[str, Any]


def check_as_json(check: Check) -> Json:
    """Describe a check."""
    return {
        "id": check.id,
        "title": check.title,
        "description": check.description,
        "severity": check.severity.value,
    }


def decision_as_json(decision: Accepted) -> Json:
    """Describe a decision."""
    return asdict(decision)


def as_json(judged: Judged, link: Link) -> Json:
    """Describe a finding and the decision on it; spans are `[side, segment, start, end]` with the segment's place."""
    finding = judged.finding
    return {
        "check": finding.check,
        "link": finding.link,
        "fingerprint": finding.fingerprint,
        "severity": finding.severity.value,
        "side": finding.side,
        "message": finding.message,
        "values": dict(finding.values),
        "sentence": finding.sentence,
        "spans": [[span.side, span.segment, span.start, span.end] for span in finding.spans],
        "source": [segment.text for segment in link.source],
        "target": [segment.text for segment in link.target],
        "accepted": decision_as_json(judged.accepted) if judged.accepted else None,
    }


def place(finding: Finding, link: Link, key: Key) -> tuple[str, int, int]:
    """Return where a finding is: the text's file in the workspace, the line, and the column from 1."""
    side = finding.side or ("target" if link.target else "source")
    segments = link.side(side) or link.source or link.target
    if not link.side(side):
        side = "source" if link.source else "target"
    span = next((span for span in finding.spans if span.side == side), None)
    segment = segments[span.segment if span else 0]
    name = key.source if side == "source" else key.target
    return f"corpus/{key.document}/{name}.txt", segment.line, (span.start if span else 0) + 1


def line(judged: Judged, link: Link, key: Key) -> str:
    """Return `file:line:column: severity: sentence [check link fingerprint]`, and the reason where it is accepted."""
    finding = judged.finding
    file, row, column = place(finding, link, key)
    reason = f" — accepted: {judged.accepted.reason}" if judged.accepted else ""
    named = f"[{finding.check} {key.name} {finding.link} {finding.fingerprint}]"
    return f"{file}:{row}:{column}: {finding.severity.value}: {finding.sentence} {named}{reason}"


def counted(found: Mapping[str, int], links: int) -> str:
    """Say how many findings there are."""
    told = [
        f"{found[name]} {name}{'' if found[name] == 1 else 's'}" for name in ("error", "warning", "hint") if found[name]
    ]
    rest = f" ({found['accepted']} accepted)" if found["accepted"] else ""
    return f"{links} links looked at: {', '.join(told) or 'nothing found'}{rest}."
