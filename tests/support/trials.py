"""Validations made by hand: what each check of an assignment gave, without grading anything."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from autograder.analysis.specimen import Specimen
from autograder.analysis.trial import Result, Setting, Trial
from autograder.analysis.validation import Validation
from autograder.model.assignment import Assignment
from autograder.model.finding import Finding, finding
from autograder.model.submission import Submission

CARRIED = "carried"
UNJUDGED = "unjudged"
Given = Mapping[str, Finding | str]
"""What a trial gave by check: the finding with which points were lost, CARRIED, UNJUDGED; or nothing."""


def specimen(
    name: str,
    row: str = "R01",
    fails: tuple[str, ...] = (),
    may_fail: Mapping[str, str] = {},
    kind: str = "mistake",
) -> Specimen:
    """Make a specimen that is never graded."""
    file = f"assignments/tiny/{kind}s/{name}.py"
    return Specimen(kind, name, f"Title of {name}", Submission(name, "", ()), row, fails, may_fail, file)


def validation(
    assignment: Assignment,
    made: Iterable[tuple[Specimen, Iterable[Given]]],
    problems: Mapping[tuple[str, int], str] = {},
) -> Validation:
    """Make a validation from what each trial of a specimen gave; `problems` by specimen's name and seed."""
    trials = (
        trial(assignment, one, seed, given, problems.get((one.name, seed)))
        for one, all_given in made
        for seed, given in enumerate(all_given, 1)
    )
    return Validation(assignment, tuple(trials))


def trial(assignment: Assignment, one: Specimen, seed: int, given: Given, problem: str | None) -> Trial:
    """Make a trial; a check that lost points lost all of them, and one that did not judge gave none."""
    results = tuple(result(check.id, given.get(check.id)) for check in assignment.checks)
    lost = {one.check for one in results if one.lost or not one.judged}
    score = sum((c.points for c in assignment.checks if c.id not in lost), Fraction(0))
    return Trial(one, Setting(seed), score, results, (problem,) if problem else ())


def result(check: str, given: Finding | str | None) -> Result:
    """Make the result of one check."""
    if isinstance(given, Finding):
        return Result(check, lost=True, findings=(given,))
    return Result(check, lost=False, carried=given == CARRIED, judged=given != UNJUDGED)


def example(assignment: Assignment) -> Validation:
    """Make a validation of the tiny assignment over two seeds; every check judged every mistake."""
    shape, double, total = (check.id for check in assignment.checks)
    differ, suspect = finding("values_differ"), finding("suspect", hint="R01")
    return validation(
        assignment,
        [
            (specimen("solution", "", kind="solution"), [{}, {}]),
            (specimen("starter", "", kind="starter"), [dict.fromkeys((shape, double, total), differ)] * 2),
            (specimen("slow", "V01", kind="variant"), [{}, {total: differ}]),
            (specimen("three", "R01", (double,)), [{double: suspect, total: CARRIED}] * 2),
            (
                specimen("lucky", "R02", (double,), {total: "by chance"}),
                [{double: differ, total: differ}, {}],
            ),
            (specimen("rude", "R03", (total,)), [{shape: finding("values_sign"), total: differ}] * 2),
        ],
        {
            ("slow", 2): f"{total} loses points",
            ("lucky", 2): f"{double} does not lose points",
            ("rude", 1): f"{shape} loses points",
            ("rude", 2): f"{shape} loses points",
        },
    )
