"""A trial: one grading of a specimen, and what in it contradicts the specimen's header."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from autograder.analysis.specimen import Specimen
from autograder.grading import Options, grade
from autograder.model.assignment import Assignment
from autograder.model.finding import Finding
from autograder.model.outcome import Status
from autograder.model.report import CheckGrade, GradeReport
from autograder.runner.bench import needed
from autograder.worker.host import Host

WHOLE = ("solution", "starter")
"""The kinds of specimens that are complete submissions."""
CASTS = ("", "float32")
"""Answers as they are, and as a student would give them who works in float32."""


@dataclass(frozen=True)
class Setting:
    """What a specimen is graded with: the seed of inputs, and the dtype answers are cast to ("" for none)."""

    seed: int
    cast: str = ""

    def __str__(self) -> str:
        return f"seed {self.seed}{', ' + self.cast if self.cast else ''}"


@dataclass(frozen=True)
class Result:
    """What one check of a trial gave: were points lost, or earned by carrying an error forward?

    One that needs a training, in a trial that trains nothing, was not `judged`.
    """

    check: str
    lost: bool
    carried: bool = False
    findings: tuple[Finding, ...] = ()
    judged: bool = True


@dataclass(frozen=True)
class Trial:
    """One grading of a specimen: its score, each check in declared order, what contradicts the header."""

    specimen: Specimen
    setting: Setting
    score: Fraction
    results: tuple[Result, ...]
    problems: tuple[str, ...] = ()

    @property
    def lost(self) -> tuple[str, ...]:
        """Return the checks that lost points."""
        return tuple(result.check for result in self.results if result.lost)


def settings(seeds: int) -> tuple[Setting, ...]:
    """Return every pair of seed and cast."""
    return tuple(Setting(seed, cast) for seed in range(1, seeds + 1) for cast in CASTS)


def attempt(
    assignment: Assignment,
    specimen: Specimen,
    setting: Setting,
    workers: Host,
    reached: Collection[str] | None = None,
) -> Trial:
    """Grade a specimen and compare its grade with what it promises.

    Only the checks `reached` by what it changes are run; the others give what they give for the solution.
    Inputs are drawn for its name, so that they stay the same when the rest of the solution changes.
    """
    secret = f"validate {setting.seed}".encode()
    judging = judges(assignment, specimen)
    only = tuple(check for check in judging if reached is None or check in reached) or judging
    options = Options(only=only, cast=setting.cast, drawn_for=f"{specimen.kind} {specimen.name}")
    report = grade(assignment, specimen.submission, workers, secret, options)
    found = {check.check.id: result(check) for check in report.checks}
    results = tuple(
        found.get(check.id, Result(check.id, lost=False, judged=check.id in judging))
        for check in assignment.checks
    )
    spared = sum((c.points for c in assignment.checks if c.id in set(judging) - set(only)), Fraction(0))
    lost = {one.check for one in results if one.lost}
    problems = tuple(contradictions(assignment, specimen, report, lost))
    return Trial(specimen, setting, report.score + spared, results, problems)


def judges(assignment: Assignment, specimen: Specimen) -> tuple[str, ...]:
    """Return the checks that judge a specimen: all, or all that need no training."""
    untrained = frozenset() if trains(assignment, specimen) else in_need_of_training(assignment)
    return tuple(check.id for check in assignment.checks if check.id not in untrained)


def in_need_of_training(assignment: Assignment) -> frozenset[str]:
    """Return the checks that train, and those that cannot be judged without a training."""
    trainers = frozenset(assignment.uncut.trainers.values())
    return frozenset(
        check.id
        for check in assignment.checks
        if check.id in trainers or needed(assignment.uncut, check.id) & trainers
    )


def trains(assignment: Assignment, specimen: Specimen) -> bool:
    """Say whether the trainings of an assignment are run for a specimen, which takes long.

    Whole submissions train, and those whose header says that they change a training or names a check that
    needs one.
    """
    named = {*specimen.fails, *specimen.may_fail}
    whole = specimen.kind in WHOLE
    return whole or specimen.trains or not named.isdisjoint(in_need_of_training(assignment))


def result(grade_: CheckGrade) -> Result:
    """Return what a validation keeps of a check's grade."""
    outcome = grade_.outcome
    return Result(
        grade_.check.id, grade_.score < grade_.check.points, bool(outcome.carried), outcome.findings
    )


def contradictions(
    assignment: Assignment, specimen: Specimen, report: GradeReport, lost: set[str]
) -> Iterator[str]:
    """Yield what is not as it should be."""
    for grade_ in report.checks:
        if grade_.outcome.status is Status.GRADER_ERROR:
            yield f"grader error in {grade_.check.id}: {grade_.outcome.staff_note.strip().splitlines()[-1:]}"
    if specimen.kind == "starter":
        if report.score != assignment.starter_floor:
            yield f"scores {report.score}, its floor is {assignment.starter_floor}"
        return
    if specimen.kind == "mistake" and not specimen.fails:
        yield "its header names no check that fails"
    for check in sorted(set(specimen.fails) - lost):
        yield f"{check} does not lose points"
    for check in sorted(lost - set(specimen.fails) - set(specimen.may_fail)):
        yield f"{check} loses points"
