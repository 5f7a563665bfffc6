"""Quality checks as a page and as JSON: what was found, and what people accept of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template, request

from hexapla.errors import BadEditError
from hexapla.quality import CHECKS, Severity
from hexapla.quality.service import Judged, Report
from hexapla.quality.telling import as_json, check_as_json, decision_as_json
from hexapla.store import Key
from webui.api import requester, workspace
from webui.errors import UnsupportedMediaError
from webui.jobs import Jobs, Progress

blueprint = Blueprint("quality", __name__)
_CHECKS = "/api/alignments/<document>/<name>/checks"
MOST = 500  # findings in one answer
LARGE = 1500  # links from which the checks run in the background
SEVERITIES = [severity.value for severity in Severity]


@blueprint.get("/documents/<document>/<alignment>/checks")
def page(document: str, alignment: str) -> str:
    """Show what the checks find in an alignment."""
    shown = workspace().alignment_page(document, alignment, limit=1)
    return render_template("checks.html", page=shown, name=alignment, checks=list(CHECKS.values()))


@blueprint.get(_CHECKS)
def found(document: str, name: str) -> tuple[Response, int]:
    """Answer findings, or the job that looks for them in a long alignment."""
    here, jobs = workspace(), current_app.extensions["hexapla_jobs"]
    here.revision(document, name)
    key = here.key(document, name)
    if not here.quality.is_ready(key) and sum(here.store.counts(key).values()) > LARGE:
        return jsonify({"job": _job(jobs, key)}), 202
    return jsonify(_answer(key)), 200


def _job(jobs: Jobs, key: Key) -> str:
    here = workspace()

    def work(progress: Progress) -> dict[str, Any]:
        return {"revision": here.quality.report(key, progress).revision}

    return jobs.start(work)


def _answer(key: Key) -> dict[str, Any]:
    report, every = workspace().quality.judged(key)
    some = sorted(filter(_is_asked_for, every), key=lambda one: _place(one, report))
    limit = min(max(1, request.args.get("limit", default=MOST, type=int)), MOST)
    start = max(0, request.args.get("offset", default=0, type=int))
    shown = some[start : start + limit]
    findings = [{"row": report.rows[one.finding.link], **as_json(one, report.links[one.finding.link])} for one in shown]
    stale = workspace().quality.stale(key) if request.args.get("status") == "accepted" else []
    return {
        "revision": report.revision,
        "links": len(report.links),
        **_counts(every),
        "findings": findings,
        "more": max(0, len(some) - start - len(shown)),
        "stale": [decision_as_json(one) for one in stale],
    }


def _is_asked_for(one: Judged) -> bool:
    status, check, severity = (request.args.get(name, "") for name in ("status", "check", "severity"))
    return (
        bool(one.accepted) == (status == "accepted")
        and check in ("", one.finding.check)
        and severity in ("", one.finding.severity.value)
    )


def _place(one: Judged, report: Report) -> tuple[int, int]:
    """Return what findings are sorted by: the check, then the row."""
    return list(CHECKS).index(one.finding.check), report.rows[one.finding.link]


def _counts(every: Sequence[Judged]) -> dict[str, Any]:
    """Count findings by check and by severity, those accepted apart."""
    checks = Counter((one.finding.check, bool(one.accepted)) for one in every)
    severities = Counter(one.finding.severity.value for one in every if not one.accepted)
    return {
        "checks": [
            {**check_as_json(check), "open": checks[check.id, False], "accepted": checks[check.id, True]}
            for check in CHECKS.values()
        ],
        "counts": {**{name: severities[name] for name in SEVERITIES}, "accepted": sum(bool(o.accepted) for o in every)},
    }


@blueprint.get(f"{_CHECKS}/counts")
def counts(document: str, name: str) -> Response:
    """Answer how many findings there are, where that is known or soon told; else null."""
    here = workspace()
    key = here.key(document, name)
    small = sum(here.store.counts(key).values()) <= LARGE
    known = small or here.quality.is_ready(key)
    return jsonify({"counts": _counts(here.quality.judged(key)[1])["counts"] if known else None})


@blueprint.post(f"{_CHECKS}/accepted")
def accept(document: str, name: str) -> Response:
    """Accept findings with a reason."""
    body = _body()
    here = workspace()
    key = here.key(document, name)
    made = here.quality.accept(key, _named(body), str(body.get("reason", "")), requester())
    return jsonify({"accepted": [decision_as_json(one) for one in made]})


@blueprint.post(f"{_CHECKS}/taken-back")
def take_back(document: str, name: str) -> Response:
    """Take back that findings were accepted."""
    here = workspace()
    gone = here.quality.take_back(here.key(document, name), _named(_body()))
    return jsonify({"taken_back": [decision_as_json(one) for one in gone]})


def _body() -> dict[str, Any]:
    if not request.is_json:
        raise UnsupportedMediaError
    body = request.get_json()
    return body if isinstance(body, dict) else {}


def _named(body: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Read which findings are meant: a list of [check, link, fingerprint]."""
    given = body.get("findings")
    if not (isinstance(given, list) and given and all(_is_name(one) for one in given)):
        raise BadEditError("“findings” must be a list of [check, link, fingerprint].")
    return [(one[0], one[1], one[2]) for one in given]


def _is_name(one: object) -> bool:
    return isinstance(one, list) and len(one) == 3 and all(isinstance(part, str) for part in one)  # noqa: PLR2004
