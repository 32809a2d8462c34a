"""Run the suites of an assignment on one submission: one outcome per check, in declared order."""

import contextlib
import io
import os
import sys
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from autograder.errors import SandboxError
from autograder.model.assignment import Assignment, Check, Suite
from autograder.model.outcome import Outcome, Status
from autograder.runner import fixtures
from autograder.runner.bench import Bench, needed
from autograder.runner.marker import check_of
from autograder.runner.verdicts import absent_function, blocked, is_environment, judge, ours

INI = Path(__file__).with_name("suite.ini")
NO_PLUGINS = "PYTEST_DISABLE_PLUGIN_AUTOLOAD"
ENVIRONMENT = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", NO_PLUGINS)
OnOutcome = Callable[[Outcome], None]
UNUSED_PLUGINS = [
    "cacheprovider",
    "doctest",
    "faulthandler",
    "junitxml",
    "legacypath",
    "logging",
    "nose",
    "pastebin",
    "setuponly",
    "setupplan",
    "stepwise",
    "terminalreporter",
    "threadexception",
    "unittest",
    "unraisableexception",
]


@dataclass(eq=False)
class Recorder:
    """A pytest plugin that runs the chosen checks in order and records what each gave."""

    bench: Bench
    checks: tuple[Check, ...]
    on_outcome: OnOutcome
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    absent: dict[str, list[str]] = field(default_factory=dict)
    error: BaseException | None = None
    broken: list[str] = field(default_factory=list)

    def pytest_configure(self, config: pytest.Config) -> None:
        """Give the fixtures their bench."""
        config.stash[fixtures.BENCH] = self.bench

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Remember a test file that cannot be imported."""
        if report.failed:
            self.broken.append(str(report.longrepr))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests of the chosen checks, in declared order."""
        found = {check_of(item): item for item in items}
        items[:] = [found[check.id] for check in self.checks if check.id in found]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, call: "pytest.CallInfo[None]"
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Keep the exception and drop its text, which may quote private values."""
        report = yield
        if call.excinfo is not None and self.error is None:
            self.error = call.excinfo.value
        report.longrepr = None
        return report

    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """Run a test; once more when the fault is ours."""
        check = next(c for c in self.checks if c.id == check_of(item))
        outcome = self.attempt(item, nextitem, check)
        if outcome.status is Status.GRADER_ERROR:
            item._initrequest()  # type: ignore[attr-defined]  # noqa: SLF001 (as rerunning plugins do)
            outcome = self.attempt(item, nextitem, check)
        self.record(check, outcome)
        return True

    def attempt(self, item: pytest.Item, nextitem: pytest.Item | None, check: Check) -> Outcome:
        """Run a test once, with fresh fixtures and a fresh worker."""
        self.error = None
        started = time.monotonic()
        try:
            runtestprotocol(item, log=False, nextitem=nextitem)
            if self.error is not None and self.ends_all(self.error):
                raise self.error
            return self.outcome(check, time.monotonic() - started)
        finally:
            self.bench.finish()

    def outcome(self, check: Check, seconds: float) -> Outcome:
        """Judge the test that just ran."""
        outcome = judge(check.id, self.error)
        raw, carry = self.bench.raw, self.bench.carry
        carried = carry.failed if outcome.status is Status.PASSED and carry and carry.used else ()
        printed, charts = raw.stdout if raw else "", tuple(self.bench.charts.drawn)
        outcome = replace(outcome, seconds=seconds, stdout=printed, carried=carried, charts=charts)
        return blocked(outcome, self.absent, needed(self.bench.assignment, check.id))

    def record(self, check: Check, outcome: Outcome) -> None:
        """Keep an outcome and tell it."""
        if outcome.status is not Status.PASSED:
            self.bench.failed.add(check.id)
        if outcome.status is Status.GRADER_ERROR:
            self.bench.ours.add(check.id)
        function = absent_function(outcome)
        if function is not None:
            self.absent.setdefault(function, []).append(check.id)
        self.outcomes[check.id] = outcome
        self.on_outcome(outcome)

    def ends_all(self, error: BaseException) -> bool:
        """Say whether an error ends the run; a sandbox lost on the way takes no outcome along."""
        return is_environment(error) and not (self.outcomes and isinstance(error, SandboxError))

    def complete(self) -> tuple[Outcome, ...]:
        """Return one outcome per chosen check; what did not run is our fault."""
        note = "\n".join(self.broken) or "the test of this check did not run"
        return tuple(self.outcomes.get(check.id) or ours(check.id, note) for check in self.checks)


def run(
    bench: Bench,
    *,
    suites: tuple[Suite, ...] = (Suite.PUBLIC, Suite.PRIVATE),
    only: tuple[str, ...] = (),
    on_outcome: OnOutcome = lambda _: None,
) -> tuple[Outcome, ...]:
    """Run the checks of the given suites, or only those named.

    What a named check depends on runs before it, because an error is carried forward from there,
    but has no outcome in the result.

    Raises:
        AutograderError: nothing can be decided (a sandbox that does not hold, no reference). When a sandbox
            is lost after that, what is decided stays, and the rest waits for a person.
        KeyboardInterrupt: somebody ended the run.
    """
    assignment = bench.assignment
    offered = tuple(c for c in assignment.checks if c.suite in suites)
    wanted = frozenset(only) or frozenset(c.id for c in offered)
    running = wanted.union(*(needed(assignment, check) for check in wanted))

    def tell(outcome: Outcome) -> None:
        if outcome.check in wanted:
            on_outcome(outcome)

    recorder = Recorder(bench, tuple(c for c in offered if c.id in running), tell)
    paths = [str(path) for suite in suites for path in assignment.suites.get(suite, ())]
    with isolated() as printed, forgotten(assignment.folder.resolve()):
        status = pytest.main([*arguments(assignment), *paths], plugins=[recorder, fixtures])
    if status == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    if status in {pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR}:
        recorder.broken.append(printed.getvalue())
    if recorder.error is not None and recorder.ends_all(recorder.error):
        raise recorder.error
    return tuple(outcome for outcome in recorder.complete() if outcome.check in wanted)


def arguments(assignment: Assignment) -> list[str]:
    """Return pytest's options: nothing of the current folder's is read or imported."""
    folder = str(assignment.folder.resolve())
    disabled = [part for name in UNUSED_PLUGINS for part in ("-p", f"no:{name}")]
    places = ["-c", str(INI), "--rootdir", folder, "--confcutdir", folder]
    return [*places, *disabled, "--import-mode=importlib", "--continue-on-collection-errors"]


@contextlib.contextmanager
def isolated() -> Iterator[io.StringIO]:
    """Keep pytest's output and its environment variables out of a grading; yield what it prints."""
    kept = {name: os.environ.pop(name) for name in ENVIRONMENT if name in os.environ}
    os.environ[NO_PLUGINS] = "1"
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            yield printed
    finally:
        del os.environ[NO_PLUGINS]
        os.environ.update(kept)


@contextlib.contextmanager
def forgotten(folder: Path) -> Iterator[None]:
    """Forget the modules of a folder's suites at the end.

    Pytest names them by their place in the folder, so that the `tests.public.test_forward` of one
    assignment would be taken for that of another. A student's environment may be in the folder, too: all that
    runs here is from there, and stays.
    """
    try:
        yield
    finally:
        for name, module in [*sys.modules.items()]:
            file = Path(getattr(module, "__file__", None) or os.devnull)
            if file.parent == folder or file.is_relative_to(folder / "tests"):
                del sys.modules[name]
