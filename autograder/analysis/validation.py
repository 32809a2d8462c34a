"""Is a suite right? Grade every specimen and compare with what its header promises."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from autograder.analysis.specimen import Specimen
from autograder.grading import Options, grade
from autograder.model.assignment import Assignment
from autograder.model.outcome import Status
from autograder.model.report import GradeReport
from autograder.worker.host import Host

CASTS = ("", "float32")
"""Answers as they are, and as a student would give them who works in float32."""
SAMPLE = {"mistake": 12, "variant": 4}


@dataclass(frozen=True)
class Trial:
    """One grading of a specimen: what was lost, and what of it contradicts the header."""

    specimen: Specimen
    seed: int
    cast: str
    lost: tuple[str, ...]
    codes: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Validation:
    """All trials of an assignment."""

    assignment: Assignment
    trials: tuple[Trial, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """Return every contradiction, with the specimen, seed and dtype it showed in."""
        return tuple(
            f"{t.specimen.kind} {t.specimen.name} (seed {t.seed}{', ' + t.cast if t.cast else ''}): {problem}"
            for t in self.trials
            for problem in t.problems
        )

    @property
    def kills(self) -> dict[str, tuple[str, ...]]:
        """Return for each mistake the checks that killed it in every trial, in declared order."""
        killed: dict[str, set[str]] = {}
        for trial in self.trials:
            if trial.specimen.kind == "mistake":
                killed.setdefault(trial.specimen.name, set(trial.lost)).intersection_update(trial.lost)
        order = [check.id for check in self.assignment.checks]
        return {name: tuple(check for check in order if check in lost) for name, lost in killed.items()}


def validate(
    assignment: Assignment,
    found: Iterable[Specimen],
    workers: Host,
    seeds: int,
    on_trial: Callable[[Trial], None],
) -> Validation:
    """Grade every specimen with every seed and cast."""
    trials = []
    for specimen in found:
        for seed, cast in settings(seeds):
            report = grade(
                assignment, specimen.submission, workers, f"validate {seed}".encode(), Options(cast=cast)
            )
            trials.append(trial(assignment, specimen, seed, cast, report))
            on_trial(trials[-1])
    return Validation(assignment, tuple(trials))


def settings(seeds: int) -> Iterator[tuple[int, str]]:
    """Yield every pair of seed and cast."""
    for seed in range(1, seeds + 1):
        for cast in CASTS:
            yield seed, cast


def sample(found: Iterable[Specimen]) -> tuple[Specimen, ...]:
    """Return the solution, the starter, and an even choice of the mistakes and variants."""
    kept: list[Specimen] = []
    by_kind: dict[str, list[Specimen]] = {}
    for specimen in found:
        by_kind.setdefault(specimen.kind, []).append(specimen)
    for kind, group in by_kind.items():
        step = -(-len(group) // SAMPLE.get(kind, len(group)))
        kept += group[::step]
    return tuple(kept)


def trial(assignment: Assignment, specimen: Specimen, seed: int, cast: str, report: GradeReport) -> Trial:
    """Compare a grade with what the specimen promises."""
    lost = tuple(g.check.id for g in report.checks if g.score < g.check.points)
    codes = tuple(f.code for g in report.checks for f in g.outcome.findings if g.score < g.check.points)
    return Trial(
        specimen, seed, cast, lost, codes, tuple(contradictions(assignment, specimen, report, set(lost)))
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
