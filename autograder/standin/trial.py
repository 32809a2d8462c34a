"""One trial: a pack, a submission, and what the platform would make of them."""

from dataclasses import dataclass, replace
from pathlib import Path

from autograder import manifest
from autograder.standin import results, tree, verdict
from autograder.standin.faults import RUN, SETUP, faults, interpreter
from autograder.standin.machine import Machine, Ran
from autograder.standin.machines import SETUP_SECONDS, Options, opened
from autograder.standin.process import Ended
from autograder.standin.results import Reading

NO_INTERPRETER = "{script} asks for the interpreter {name}, which is not on the machine."
REUSED = "setup.sh did not run: the virtual environment {venv} is in its place."


@dataclass(frozen=True)
class Trial:
    """What happened. With a fault the platform would have no results to show."""

    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    setup: Ended | None = None
    ran: Ran | None = None
    reading: Reading = Reading()  # noqa: RUF009 (frozen)

    @property
    def finished(self) -> bool:
        """Whether there are results that the platform takes and that do not call themselves partial."""
        extra = (self.reading.document or {}).get("extra_data")
        partial = isinstance(extra, dict) and extra.get("finished") is False
        return not self.faults and not partial


def try_pack(pack: Path, submission: Path, metadata: bytes, options: Options) -> Trial:
    """Run a pack on a submission as the platform does.

    Raises:
        UsageError: there is no such submission, or the way that was asked for cannot be had.
        SandboxError: Docker or debootstrap fails.
    """
    wrong = faults(pack)
    if wrong:
        return Trial(wrong)
    with tree.laid(pack, submission, metadata) as folder:
        wrong = _damage(folder / "source")
        if wrong:
            return Trial(wrong)
        with opened(folder, options) as machine:
            return _tried(folder, machine, options)


def _damage(source: Path) -> tuple[str, ...]:
    """Say in what an unpacked pack differs from its manifest, if it has one."""
    damages = manifest.verify(source) if (source / manifest.NAME).exists() else ()
    return tuple(f"{damage}." for damage in damages)


def _tried(folder: Path, machine: Machine, options: Options) -> Trial:
    trial = _prepared(folder, machine, options)
    lacking = () if trial.faults else _lacking(folder / RUN, machine)
    if trial.faults or lacking:
        return replace(trial, faults=(*trial.faults, *lacking))
    ran = machine.run((f"{tree.FOLDER}/{RUN}",), options.seconds, options.allowance)
    return _judged(folder / "results" / "results.json", replace(trial, ran=ran), options)


def _prepared(folder: Path, machine: Machine, options: Options) -> Trial:
    """Run setup.sh, or take what stands in its place."""
    if options.venv:
        return Trial(remarks=(*machine.said, REUSED.format(venv=options.venv)))
    lacking = _lacking(folder / "source" / SETUP, machine)
    if lacking:
        return Trial(lacking, machine.said)
    ended = machine.run((f"{tree.FOLDER}/source/{SETUP}",), SETUP_SECONDS).ended
    wrong = () if ended.status == 0 else (verdict.setup_fault(ended, SETUP_SECONDS),)
    return Trial(wrong, machine.said, ended)


def _lacking(script: Path, machine: Machine) -> tuple[str, ...]:
    """Say that a script's interpreter is not there."""
    name = interpreter(script.read_bytes())
    found = machine.run(("sh", "-c", 'command -v -- "$1"', "sh", str(name)), SETUP_SECONDS).ended
    return () if found.status == 0 else (NO_INTERPRETER.format(script=script.name, name=name),)


def _judged(path: Path, trial: Trial, options: Options) -> Trial:
    """Add what the platform makes of the run and of the results that it left."""
    assert trial.ran is not None  # noqa: S101 (for mypy)
    reading = results.read(path)
    timed_out = trial.ran.ended.status is None
    faults = (*verdict.faults(trial.ran, options.seconds), *(() if timed_out else reading.faults))
    remarks = (*trial.remarks, *verdict.remarks(trial.ran))
    return replace(trial, faults=faults, remarks=remarks, reading=reading)
