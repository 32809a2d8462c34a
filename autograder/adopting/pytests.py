"""Run tests of pytest, but for those of unittest, and keep what each gave."""

import contextlib
import inspect
import io
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from autograder.adopting.result import Ending, Errors, Result, result
from autograder.runner.run import INI, UNUSED_PLUGINS, isolated

NEEDED = {"terminalreporter", "logging"}
"""What is not needed for our own suites, but by `caplog` and by the words of a failed `assert`."""
NOT_NEEDED = tuple(one for one in UNUSED_PLUGINS if one not in NEEDED)


def names(root: Path, file: str) -> tuple[str, ...]:
    """Return the names of the tests that pytest finds in a file under `root`, in order."""
    found = _Plugin()
    _main(root, file, ["--collect-only"], found)
    return tuple(name for name, _ in found.items)


def run(root: Path, file: str, name: str, printed: io.StringIO) -> Result | None:
    """Run the test `name` of a file with its fixtures; None when pytest does not find it.

    Raises:
        BaseException: what importing the file raised.
    """
    plugin = _Plugin(wanted=name, printed=printed)
    _main(root, file, [], plugin)
    if plugin.broken is not None:
        raise plugin.broken
    return plugin.result()


def _main(root: Path, file: str, options: list[str], plugin: "_Plugin") -> None:
    """Run pytest on a file as if nobody had configured it."""
    disabled = [part for one in NOT_NEEDED for part in ("-p", f"no:{one}")]
    places = ["-c", str(INI), "--rootdir", str(root), "--confcutdir", str(root), "-o", "addopts="]
    with isolated():
        status = pytest.main(
            [*places, *disabled, *options, "--capture=no", "-q", str(root / file)], plugins=[plugin]
        )
    if status == pytest.ExitCode.INTERRUPTED and plugin.broken is None:
        raise KeyboardInterrupt


@dataclass(eq=False)
class _Plugin:
    """Keeps the test that is wanted, runs it with its output caught, and remembers what it raised."""

    wanted: str = ""
    printed: io.StringIO = field(default_factory=io.StringIO)
    items: list[tuple[str, pytest.Item]] = field(default_factory=list)
    errors: Errors = ()
    skipped: str | None = None
    failed: bool = False
    ran: bool = False
    broken: BaseException | None = None

    @pytest.fixture
    def set_score(self) -> None:
        """Let a test name the argument that its decorator gives."""

    @pytest.fixture
    def set_leaderboard_value(self) -> None:
        """Let a test name the argument that its decorator gives."""

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self,
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Keep what importing a file raised."""
        report = yield
        if report.failed and self.broken is None:
            error = report.call.excinfo.value
            self.broken = error.__cause__ or error
        return report

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests of functions."""
        self.items = [(item.nodeid.partition("::")[2], item) for item in items]
        if self.wanted:
            self.items = [one for one in self.items if one[0] == self.wanted]
            items[:] = [item for _, item in self.items]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Generator[None, object, object]:
        """Catch what is printed from the first fixture to the last."""
        with contextlib.redirect_stdout(self.printed):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, call: "pytest.CallInfo[None]"
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Keep how a phase ended."""
        report = yield
        self.ran |= call.when == "call"
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped = str(call.excinfo.value) if call.excinfo else ""
        elif report.failed:
            self.failed = True
            if call.excinfo is not None:
                self.errors = (*self.errors, ("", call.excinfo.value))
        return report

    def result(self) -> Result | None:
        """Return what the wanted test gave."""
        if not self.items:
            return None
        name, item = self.items[0]
        function = item.function  # type: ignore[attr-defined]
        title = (inspect.getdoc(function) or name).strip().splitlines()[0]
        return result(self._ending(), function, title, errors=self.errors, reason=self.skipped or "")

    def _ending(self) -> Ending:
        if self.failed:
            asserted = all(isinstance(error, AssertionError) for _, error in self.errors)
            return Ending.FAILED if asserted else Ending.ERRORED
        if self.skipped is not None:
            return Ending.SKIPPED
        return Ending.PASSED if self.ran else Ending.ERRORED
