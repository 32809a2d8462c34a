"""results.json of a submission that is over the limit: the results of the one before it."""

import math
from datetime import datetime

from autograder.container import earlier, remarks
from autograder.container.earlier import Earlier
from autograder.container.limits import Refusal
from autograder.model.assignment import Assignment, Visibility
from autograder.reports.gradescope import Results, in_each, said, unfinished
from autograder.reports.output import Remark

SECRECY = (Visibility.VISIBLE, Visibility.AFTER_DUE_DATE, Visibility.AFTER_PUBLISHED, Visibility.HIDDEN)


def carried_forward(assignment: Assignment, refusal: Refusal) -> Results:
    """Return the results of the submission before, or only its score when the platform no longer has them."""
    results = refusal.last.results or {}
    found, graded_at = earlier.read(results, assignment), earlier.graded_at(results) or refusal.last.time
    if found:
        return _shown_again(assignment, refusal, found, graded_at)
    return _score_only(assignment, refusal, graded_at)


def _shown_again(assignment: Assignment, refusal: Refusal, found: Earlier, graded_at: datetime) -> Results:
    kept = Remark("kept_results", {"moment": remarks.written(graded_at)})
    fresh = unfinished(assignment, assignment.language)
    document = {
        **fresh,
        "score": math.fsum(test["score"] for test in found.tests),
        "output": _notice(assignment, refusal, kept, found.format) + found.overview,
        "output_format": found.format,
        "tests": list(found.tests),
        "extra_data": {
            **fresh["extra_data"],
            **found.facts,
            "finished": True,
            "carried_from": graded_at.isoformat(),
            "overview": found.overview,
        },
    }
    return {**document, "leaderboard": list(found.leaderboard)} if found.leaderboard else document


def _score_only(assignment: Assignment, refusal: Refusal, graded_at: datetime) -> Results:
    """List one test in the place of all: what was earned is known, by which checks is not."""
    fresh, score = unfinished(assignment, assignment.language), refusal.last.score
    when = {"moment": remarks.written(graded_at)}
    kept = Remark("kept_nothing") if score is None else Remark("kept_score", when)
    earned = min(max(score or 0.0, 0.0), float(sum(check.points for check in assignment.checks)))
    form = assignment.platform.output
    return {
        **fresh,
        "score": earned,
        "output": _notice(assignment, refusal, kept, form),
        "tests": [
            {
                "number": "1",
                "name": in_each("kept_test", assignment.language),
                "max_score": float(assignment.points),
                "score": earned,
                "output": said((kept,), assignment.language, form),
                "output_format": form,
                "visibility": _strictest(assignment).value,
            }
        ],
        "extra_data": {
            **fresh["extra_data"],
            "finished": True,
            "needs_review": score is None,
            "carried_from": graded_at.isoformat(),
        },
    }


def _strictest(assignment: Assignment) -> Visibility:
    """Return who may see a sum over all checks."""
    return max((check.visibility for check in assignment.checks), key=SECRECY.index)


def _notice(assignment: Assignment, refusal: Refusal, kept: Remark, form: str) -> str:
    why = remarks.refused(assignment.platform.resubmissions, refusal)
    return said((*why, kept), assignment.language, form)
