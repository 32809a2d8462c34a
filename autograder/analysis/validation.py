"""Is a suite right? Grade every specimen and compare with what its header promises."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from autograder.analysis.reach import Called, called, reached
from autograder.analysis.specimen import Specimen
from autograder.analysis.trial import Setting, Trial, attempt, in_need_of_training, settings
from autograder.errors import SandboxError
from autograder.model.assignment import Assignment
from autograder.processes import Crew, Ended
from autograder.worker.host import Host, hosting

SAMPLE = {"mistake": 12, "variant": 4}
KINDS = ("solution", "starter", "variant", "mistake")
OnTrial = Callable[[Trial], None]
ENDED = "a process that graded {file} ended (exit code {code}); was it killed? Fewer --jobs need less memory"


@dataclass(frozen=True)
class How:
    """How often to draw inputs, in how many processes, and whether a weak sandbox will do."""

    seeds: int
    jobs: int = 1
    allow_weak: bool = False


@dataclass(frozen=True)
class Job:
    """A trial to be made, with the checks that may notice what the specimen changes."""

    specimen: Specimen
    setting: Setting
    reached: frozenset[str] | None = None


@dataclass(frozen=True)
class Contradiction:
    """What a specimen does not do as its header says, and in which setting."""

    specimen: Specimen
    setting: Setting
    what: str

    def __str__(self) -> str:
        return f"{self.specimen.kind} {self.specimen.name} ({self.setting}): {self.what}"


@dataclass(frozen=True)
class Validation:
    """All trials of an assignment, those of a specimen one after another."""

    assignment: Assignment
    trials: tuple[Trial, ...]

    @property
    def problems(self) -> tuple[Contradiction, ...]:
        """Return every contradiction."""
        return tuple(Contradiction(t.specimen, t.setting, what) for t in self.trials for what in t.problems)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Return what every specimen was graded with, in order."""
        return tuple(dict.fromkeys(trial.setting for trial in self.trials))

    @property
    def specimens(self) -> tuple[Specimen, ...]:
        """Return the specimens in the order they were graded in."""
        return tuple({trial.specimen.file: trial.specimen for trial in self.trials}.values())

    @property
    def kills(self) -> dict[str, tuple[str, ...]]:
        """Return for each mistake the checks that killed it in every trial, in declared order."""
        return {s.name: self.killed_by(s) for s in self.of_kind("mistake")}

    def of_kind(self, kind: str) -> tuple[Specimen, ...]:
        """Return the specimens of a kind."""
        return tuple(specimen for specimen in self.specimens if specimen.kind == kind)

    def of(self, specimen: Specimen) -> tuple[Trial, ...]:
        """Return the trials of a specimen, one for each setting."""
        return tuple(trial for trial in self.trials if trial.specimen.file == specimen.file)

    def points_of(self, specimen: Specimen) -> Fraction:
        """Return the points of the checks that judged a specimen, without bonus."""
        judged = {one.check for trial in self.of(specimen) for one in trial.results if one.judged}
        return sum((c.points for c in self.assignment.checks if c.id in judged and not c.bonus), Fraction(0))

    @property
    def training(self) -> tuple[str, ...]:
        """Return the checks that judged only some specimens, for they need a training, in declared order."""
        skipped = {one.check for trial in self.trials for one in trial.results if not one.judged}
        return tuple(check.id for check in self.assignment.checks if check.id in skipped)

    @property
    def trained(self) -> tuple[Specimen, ...]:
        """Return the specimens that every check judged."""
        return tuple(s for s in self.specimens if all(one.judged for t in self.of(s) for one in t.results))

    def killed_by(self, specimen: Specimen) -> tuple[str, ...]:
        """Return the checks that lost points in every trial of a specimen, in declared order."""
        lost = [set(trial.lost) for trial in self.of(specimen)]
        return tuple(check.id for check in self.assignment.checks if all(check.id in one for one in lost))


def ignore(trial: Trial) -> None:
    """Take no notice of a trial as it ends."""


def validate(
    assignment: Assignment,
    found: Sequence[Specimen],
    workers: Host,
    seeds: int,
    on_trial: OnTrial = ignore,
) -> Validation:
    """Grade every specimen with every seed and cast, one after another."""
    trials = []
    for job in planned(assignment, found, workers, seeds):
        trials.append(make(assignment, job, workers))
        on_trial(trials[-1])
    return Validation(assignment, tuple(trials))


def validate_as(
    how: How, assignment: Assignment, found: Sequence[Specimen], on_trial: OnTrial = ignore
) -> Validation:
    """Grade as `validate` does, with the same result, in as many processes as were asked for.

    Raises:
        SandboxError: there is no strong sandbox and a weak one is not allowed, or a process ended.
    """
    with hosting(allow_weak=how.allow_weak) as workers:
        workers.configure(assignment.limits, assignment.imports)
        if min(how.jobs, len(found)) <= 1:
            return validate(assignment, found, workers, how.seeds, on_trial)
        plan = planned(assignment, found, workers, how.seeds)
    return Validation(assignment, in_processes(how, assignment, plan, on_trial))


def planned(assignment: Assignment, found: Sequence[Specimen], workers: Host, seeds: int) -> list[Job]:
    """Return the trials to be made, each with the checks that may notice something."""
    by: Called = {}
    solution = next((one for one in found if one.kind == "solution"), None)
    if solution is not None and len(found) > 1:
        in_training = in_need_of_training(assignment)
        checks = tuple(check.id for check in assignment.checks if check.id not in in_training)
        by = called(assignment, solution, checks, workers)
    noticed = [(one, reached(assignment, one, by)) for one in found]
    return [Job(one, setting, checks) for one, checks in noticed for setting in settings(seeds)]


def in_processes(
    how: How, assignment: Assignment, plan: Sequence[Job], on_trial: OnTrial
) -> tuple[Trial, ...]:
    """Return one trial for each job, in the order of `plan`; `on_trial` hears of each as it ends.

    Raises:
        SandboxError: a process ended, or cannot grade safely.
    """
    trials: dict[int, Trial] = {}
    for place, trial in Crew(make, assignment, how.allow_weak).results(plan, how.jobs):
        if isinstance(trial, Ended):
            raise SandboxError(ENDED.format(file=plan[place].specimen.file, code=trial.code))
        trials[place] = trial
        on_trial(trial)
    return tuple(trials[place] for place in range(len(plan)))


def make(assignment: Assignment, job: Job, workers: Host) -> Trial:
    """Make the trial of a job, in whatever process."""
    return attempt(assignment, job.specimen, job.setting, workers, job.reached)


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
