"""The glossary as plain dictionaries: what the JSON API answers and takes, and findings in words."""

from __future__ import annotations

from typing import Any

from hexapla import languages
from hexapla.errors import BadGlossaryError
from hexapla.glossary.checking import Use
from hexapla.glossary.tsv import checked
from hexapla.glossary.values import Glossary, Term, TermStatus

Json = dict[str, Any]
MISSING = "“{text}” should be rendered as {renderings}."
FORBIDDEN = "“{text}” is forbidden; use {renderings}."
ONLY_FORBIDDEN = "“{text}” is forbidden."


def glossary(value: Glossary, revision: str) -> Json:
    """Describe a glossary by concepts."""
    return {
        "revision": revision,
        "languages": value.languages(),
        "concepts": [
            {"concept": concept, "terms": [_term(each) for each in terms]}
            for concept, terms in value.concepts().items()
        ],
        "problem": None,
    }


def _term(value: Term) -> Json:
    return {
        "language": value.language,
        "direction": languages.direction(value.language),
        "term": value.term,
        "status": value.status.value,
        "part_of_speech": value.part_of_speech,
        "note": value.note,
        "documents": list(value.documents),
    }


def term(concept: str, given: Json, *, tag: str) -> Term:
    """Make a term of what a request says; raise `BadGlossaryError`, which calls it `tag`."""
    words = {name: str(given.get(name) or "") for name in ("language", "term", "part_of_speech", "note")}
    documents = given.get("documents") or []
    try:
        status = TermStatus(given.get("status") or "preferred")
        if not isinstance(documents, list):
            raise ValueError("documents is a list of names.")  # noqa: TRY004, TRY301 - told like all the others
        value = Term(concept, words["language"], words["term"], status, words["part_of_speech"], words["note"])
        return checked(value, tuple(map(str, documents)))
    except ValueError as problem:
        raise BadGlossaryError(tag, str(problem)) from None


def use(value: Use) -> Json:
    """Describe a concept in a link."""
    return {
        "concept": value.concept,
        "state": value.state,
        "side": value.side,
        "segment": value.segment,
        "start": value.start,
        "end": value.end,
        "text": value.text,
        "renderings": [_rendering(each) for each in value.renderings],
        "note": value.note,
    }


def _rendering(value: Term) -> Json:
    return {"term": value.term, "language": value.language, "status": value.status.value}


def message(value: Use) -> tuple[str, dict[str, str]]:
    """Return the sentence about a finding, and the values for the `{names}` in it."""
    wanted = [each for each in value.renderings if each.status is TermStatus.REQUIRED] or list(value.renderings)
    values = {"text": value.text, "renderings": ", ".join(f"“{each.term}”" for each in wanted)}
    if value.state == "missing":
        return MISSING, values
    return (FORBIDDEN, values) if wanted else (ONLY_FORBIDDEN, {"text": value.text})


def sentence(value: Use) -> str:
    """Say a finding in English."""
    words, values = message(value)
    return words.format_map(values)
