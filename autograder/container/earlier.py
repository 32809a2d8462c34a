"""The results.json of an earlier submission, as the platform hands it back: read, not believed.

Only what our own list of tests has a place for is taken, each value of its own kind and within its bounds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from autograder.container.metadata import finite, moment
from autograder.model.assignment import Assignment, Check
from autograder.model.codes import CODES
from autograder.model.outcome import Status
from autograder.reports.gradescope import Results, rank_names, unfinished

MOST_TEXT = 98_000
"""Characters of a text; from 100,000 on the platform cuts, and a few sentences come before it."""
FORMATS = ("html", "md")
ORDERS = ("asc", "desc")
STATUSES = (None, "passed", "failed")


@dataclass(frozen=True)
class Earlier:
    """What may be shown again."""

    overview: str
    format: str
    tests: tuple[Results, ...]
    leaderboard: tuple[Results, ...]
    facts: Results


def read(results: Mapping[str, Any], assignment: Assignment) -> Earlier | None:
    """Return what may be shown again, or None when the results are not ours, whole, of this assignment."""
    fresh, facts = unfinished(assignment, assignment.language), results.get("extra_data")
    if not isinstance(facts, dict) or not _are_of(fresh["extra_data"], facts):
        return None
    overview, form = text(facts.get("overview", results.get("output"))), results.get("output_format")
    tests = _tests(results.get("tests"), assignment, fresh["tests"])
    if overview is None or form not in FORMATS or tests is None:
        return None
    return Earlier(
        overview,
        str(form),
        tests,
        _leaderboard(results.get("leaderboard"), assignment),
        {"engine": facts["engine"], "needs_review": facts.get("needs_review") is not False},
    )


def graded_at(results: Mapping[str, Any]) -> datetime | None:
    """Return when the work that these results are of was handed in, if not with the submission itself."""
    facts = results.get("extra_data")
    return moment(facts.get("carried_from")) if isinstance(facts, dict) else None


def _are_of(fresh: Results, facts: Mapping[str, Any]) -> bool:
    same = all(facts.get(key) == fresh[key] for key in ("assignment", "points"))
    return same and facts.get("finished") is True and bool(text(facts.get("engine")))


def _tests(given: object, assignment: Assignment, fresh: list[Results]) -> tuple[Results, ...] | None:
    if not isinstance(given, list) or len(given) != len(fresh):
        return None
    decided = [_test(*each) for each in zip(given, assignment.checks, fresh, strict=True)]
    return tuple(test for test in decided if test) if all(decided) else None


def _test(given: object, check: Check, entry: Results) -> Results | None:
    """Return our own entry with what was decided, or None when that is not of this check."""
    if not isinstance(given, dict):
        return None
    score, output, facts = finite(given.get("score")), text(given.get("output")), _facts(given, check)
    status, form = given.get("status"), given.get("output_format")
    if score is None or not 0 <= score <= float(check.points) or output is None or facts is None:
        return None
    if status not in STATUSES or form not in FORMATS:
        return None
    decision = {"status": status} if status else {}
    return {**entry, "score": score, **decision, "output": output, "output_format": form, "extra_data": facts}


def _facts(given: Mapping[str, Any], check: Check) -> Results | None:
    facts = given.get("extra_data")
    if not isinstance(facts, dict) or facts.get("check") != check.id:
        return None
    status, codes = facts.get("status"), facts.get("codes")
    if not isinstance(codes, list) or not all(isinstance(code, str) and code in CODES for code in codes):
        return None
    if status not in [each.value for each in Status]:
        return None
    return {"check": check.id, "status": status, "codes": list(dict.fromkeys(codes))}


def _leaderboard(given: object, assignment: Assignment) -> tuple[Results, ...]:
    names = rank_names(assignment)
    entries = [entry for entry in given if isinstance(entry, dict)] if isinstance(given, list) else []
    return tuple(
        {"name": entry["name"], "value": value, "order": entry["order"]}
        for entry in entries[: len(names)]
        if entry.get("name") in names
        and entry.get("order") in ORDERS
        and (value := finite(entry.get("value"))) is not None
    )


def text(value: object) -> str | None:
    """Return text that the platform shows as it is, or None."""
    if not isinstance(value, str) or len(value) > MOST_TEXT or "\0" in value:
        return None
    return value if value.isascii() or not any("\ud800" <= c <= "\udfff" for c in value) else None
