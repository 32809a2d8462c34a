"""Gradescope's results.json, from a report; and the one that says that grading did not finish.

Every string stays below Gradescope's 100,000 characters because what a page may quote of a submission is
capped (reports/page.py).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from autograder import __version__
from autograder.feedback.student import student_view
from autograder.feedback.view import CheckView, StudentReport
from autograder.messages.catalogue import LANGUAGES
from autograder.messages.wording import Wording, wording
from autograder.model.assignment import Assignment, Check, Visibility
from autograder.model.outcome import Rank, Status
from autograder.model.platform import Platform
from autograder.model.report import GradeReport
from autograder.reports.markup import MARKUPS, isolated
from autograder.reports.output import Remark, Writer
from autograder.reports.page import item, page

Results = dict[str, Any]
"""A results.json as Python values: finite numbers, strings, lists and dicts; never None."""

AS_IT_IS = Platform()
HIGHER_FIRST, LOWER_FIRST = "desc", "asc"


def results(
    report: GradeReport,
    language: str = "both",
    platform: Platform = AS_IT_IS,
    remarks: Iterable[Remark] = (),
) -> Results:
    """Return results.json for `report`; `language` is "en", "ar" or "both" (English, then Arabic).

    Every check is listed with its visibility, which Gradescope obeys; what a check says is in
    every case what the student's view allows. The overview says the `remarks` too.
    """
    shown, remarks = student_view(report), tuple(remarks)
    write, words = Writer(MARKUPS[platform.output]), _wordings(language)
    document = _document(
        score=float(report.score),
        output="".join(
            write.overview(page(shown, w.catalogue.language), write.remarks(remarks, w)) for w in words
        ),
        form=write.markup.format,
        tests=_tests(report, language, write),
        extra=_facts(report),
        seconds=report.seconds,
    )
    ranks = [_rank(name, report, shown, language) for name in _ranked(report, platform)]
    ranks += [_own_rank(rank) for grade in report.checks for rank in grade.outcome.ranks]
    return {**document, "leaderboard": ranks} if ranks else document


def unfinished(assignment: Assignment, language: str = "both") -> Results:
    """Return the results.json to write before grading starts: every check listed, none decided."""
    write, words = Writer(MARKUPS[assignment.platform.output]), _wordings(language)
    return _document(
        score=0.0,
        output=said((Remark("unfinished"),), language, write.markup.format),
        form=write.markup.format,
        tests=[
            _undecided(check, f"{i}.{j}", words, write)
            for i, part in enumerate(assignment.parts, 1)
            for j, check in enumerate(part.checks, 1)
        ],
        extra=_undecided_facts() | {"assignment": assignment.id, "points": str(assignment.points)},
        seconds=0.0,
    )


def nothing() -> Results:
    """Return the results.json to write while nothing is known, not even the assignment."""
    form = AS_IT_IS.output
    return _document(
        score=0.0,
        output=said((Remark("unfinished"),), "both", form),
        form=form,
        tests=[],
        extra=_undecided_facts(),
        seconds=0.0,
    )


def said(remarks: Iterable[Remark], language: str, form: str) -> str:
    """Write remarks alone, in the format `form`."""
    write, remarks = Writer(MARKUPS[form]), tuple(remarks)
    return "".join(write.remarks(remarks, words) for words in _wordings(language))


def languages(language: str) -> tuple[str, ...]:
    """Return the languages that "en", "ar" or "both" asks for, in the order they are shown."""
    return LANGUAGES if language == "both" else (language,)


def in_each(key: str, language: str) -> str:
    """Return a word of the user interface, where no markup is, in every language that is asked for."""
    return " / ".join(words.catalogue.ui[key] for words in _wordings(language))


def rank_names(assignment: Assignment) -> tuple[str, ...]:
    """Return the names of the entries on the leaderboard."""
    return tuple(in_each(f"rank_{name}", assignment.language) for name in assignment.platform.leaderboard)


def _wordings(language: str, view: StudentReport | None = None) -> list[Wording]:
    titles = {check.id: check.title for check in view.checks} if view else {}
    return [wording(lang, titles, view.hints if view else {}) for lang in languages(language)]


def _document(  # noqa: PLR0913 (everything that differs)
    *, score: float, output: str, form: str, tests: list[Results], extra: Results, seconds: float
) -> Results:
    return {
        "score": score,
        "execution_time": float(round(seconds)),  # finer, it would tell what a submission has slept
        "output": output,
        "output_format": form,
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": extra,
        "tests": tests,
    }


def _facts(report: GradeReport) -> Results:
    """Return what a regrade compares; nothing that a draw or a secret could be told from."""
    sandbox = report.sandbox
    return {
        "assignment": report.assignment,
        "engine": report.engine,
        "finished": True,
        "needs_review": bool(report.needs_review or report.pending),
        "points": str(report.max_score),
        "sha256": report.sha256,
        "sample_secret": report.sample_secret,
        "sandbox": {
            "situation": sandbox.situation,
            "strong": sandbox.strong,
            "layers": list(sandbox.layers),
        },
    }


def _undecided_facts() -> Results:
    return {"engine": __version__, "finished": False, "needs_review": True}


def _tests(report: GradeReport, language: str, write: Writer) -> list[Results]:
    view = student_view(report, shown=Visibility)
    words = _wordings(language, view)
    return [_test(check, view, words, write) for check in view.checks]


def _test(check: CheckView, view: StudentReport, words: list[Wording], write: Writer) -> Results:
    return {
        **_listed(check, check.number, words, bonus=check.bonus),
        "score": float(check.earned),
        **_decision(check),
        "output": write.check({w.catalogue.language: item(check, view, w) for w in words}),
        "output_format": write.markup.format,
        "extra_data": {
            "check": check.id,
            "status": check.status.value,
            "codes": list(dict.fromkeys(found.code for found in check.findings)),
        },
    }


def _decision(check: CheckView) -> Mapping[str, str]:
    """Return the status, or nothing while it is not decided: Gradescope knows passed and failed only."""
    if check.status is Status.GRADER_ERROR:
        return {}
    return {"status": "passed" if check.status is Status.PASSED else "failed"}


def _undecided(check: Check, number: str, words: list[Wording], write: Writer) -> Results:
    return {
        **_listed(check, number, words, bonus=check.bonus),
        "score": 0.0,
        "output": "".join(write.remarks((Remark("unfinished_check"),), w) for w in words),
        "output_format": write.markup.format,
    }


def _listed(check: CheckView | Check, number: str, words: list[Wording], *, bonus: bool) -> Results:
    return {
        "number": number,
        "name": " / ".join(
            isolated(check.title.get(w.catalogue.language), w.catalogue.language) for w in words
        ),
        "max_score": 0.0 if bonus else float(check.points),
        "visibility": check.visibility.value,
        "extra_data": {"check": check.id},
    }


def _ranked(report: GradeReport, platform: Platform) -> Iterable[str]:
    """Yield what goes on the leaderboard: the time only of those who need no more points."""
    full = report.score >= report.max_score
    return (name for name in platform.leaderboard if full or name != "seconds")


def _own_rank(rank: Rank) -> Results:
    """Return an entry that a test of the instructor's wrote."""
    return {"name": rank.name, "value": float(rank.value), "order": rank.order}


def _rank(name: str, report: GradeReport, shown: StudentReport, language: str) -> Results:
    """Return an entry of the leaderboard; the score there is of the checks that everybody may see at once."""
    title = in_each(f"rank_{name}", language)
    if name == "score":
        return {"name": title, "value": float(shown.score), "order": HIGHER_FIRST}
    seconds = sum(grade.outcome.seconds for grade in report.checks)
    return {"name": title, "value": round(seconds, 1), "order": LOWER_FIRST}
