"""A pytest plugin for CI (`-p tools.allowed_skips`): a skip that is not on the list fails the run.

The list is tests/allowed_skips.txt: lines `REGEX  # reason`, where REGEX must match the whole of
`test id: skip reason`.
"""

import re
from pathlib import Path

import pytest

LIST = Path(__file__).parent.parent / "tests" / "allowed_skips.txt"


def allowed(text: str) -> list[re.Pattern[str]]:
    """Parse the list; each line gives its regex and, after two spaces and a #, its reason.

    Raises:
        ValueError: a line gives no reason.
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    for line in lines:
        if not re.search(r"  # \S", line):
            message = f"{LIST.name}: no reason given: {line}"
            raise ValueError(message)
    return [re.compile(line.split("  # ")[0].strip()) for line in lines]


class AllowedSkips:
    """Collects the skips of a run and judges them at its end."""

    def __init__(self, patterns: list[re.Pattern[str]]) -> None:
        self.patterns = patterns
        self.refused: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Look at a test that was skipped."""
        self._judge(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Look at a file that was skipped as a whole."""
        self._judge(report)

    def _judge(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if not report.skipped or hasattr(report, "wasxfail"):
            return
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        said = f"{report.nodeid}: {reason.removeprefix('Skipped: ')}"
        if not any(pattern.fullmatch(said) for pattern in self.patterns):
            self.refused.append(said)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run that skipped what it should not."""
        if self.refused and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say which skips are not on the list."""
        if self.refused:
            terminalreporter.section(f"skipped, and not in {LIST.name}")
            for said in self.refused:
                terminalreporter.line(said)


def pytest_configure(config: pytest.Config) -> None:
    """Read the list and watch the run."""
    patterns = allowed(LIST.read_text(encoding="utf-8"))
    config.pluginmanager.register(AllowedSkips(patterns), "judge-of-skips")
