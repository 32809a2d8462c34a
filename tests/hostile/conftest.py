"""One grader for each situation, and the table of what got through."""

from collections.abc import Callable, Iterator

import pytest
from hostile.arenas import Grader, Place
from hostile.header import Attack
from hostile.measured import Measured
from hostile.table import rows

TABLE = pytest.StashKey[dict[tuple[Attack, str, str], Measured]]()


@pytest.fixture(scope="session")
def graders() -> Iterator[Callable[[Place], Grader]]:
    """Return the grader in a situation; all end with the tests."""
    running: dict[Place, Grader] = {}

    def grader(place: Place) -> Grader:
        if why := place.missing():
            pytest.skip(why)
        return running.setdefault(place, Grader(place))

    yield grader
    for one in running.values():
        one.close()


@pytest.fixture
def table(request: pytest.FixtureRequest) -> dict[tuple[Attack, str, str], Measured]:
    """Collect what was measured for the table at the end."""
    return request.config.stash.setdefault(TABLE, {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    results = terminalreporter.config.stash.get(TABLE, {})
    if results:
        terminalreporter.section("what got through: attacks and situations")
        for row in rows(results):
            terminalreporter.write_line(row)
