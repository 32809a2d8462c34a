"""Grades submissions as the container does, and holds each results.json to what must be true of any."""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from hostile.fuzz.forms import HandedIn
from hostile.fuzz.sources import FIRST, SOLUTION, Deserves
from support.graded import copy_checkout
from support.on_platform import submitted, written
from support.tiny import RIGHT, write

from autograder.container.delivery import graded, opened
from autograder.container.metadata import Metadata
from autograder.container.places import RESULTS, Places
from autograder.model.assignment import Limits
from autograder.model.submission import UNREAD
from autograder.reports.folder import ReportFolder, as_json
from autograder.worker import host, situation

LIMITS = Limits(call_wall=3, call_cpu=0.3, load_wall=5, load_cpu=0.3, total_wall=90, total_cpu=10, memory=256)
"""Short where a submission computes, long where it only waits: a right one waits, too, on a busy machine."""
SLOW = 240.0
"""Seconds that no grading may take, on a busy machine either."""
GONE = 10.0
"""Seconds after which a worker that was ended must be gone."""
SOLUTIONS = {"tiny": RIGHT, FIRST: SOLUTION}
RIGHT_ONE = HandedIn("rnn.py", RIGHT.encode(), Deserves.ALL)


class Desk:
    """Grades submissions to one assignment, which is unpacked as on the platform."""

    def __init__(self, root: Path, name: str, workers: host.ZygoteHost) -> None:
        if name == FIRST:
            copy_checkout(root / "source")
        else:
            write(root / "source")
        self.right = HandedIn("rnn.py", SOLUTIONS[name].encode(), Deserves.ANY, name)
        self.places: Places = submitted(root, name, SOLUTIONS[name])
        self.workers = workers
        self.assignment = replace(opened(self.places).assignment, limits=LIMITS)
        self.checks = [check.id for check in self.assignment.checks]
        workers.configure(self.assignment.limits, self.assignment.imports)
        self.full = self.grade(self.right)["score"]
        assert self.full > 0
        self.right = replace(self.right, deserves=Deserves.ALL)

    def grade(self, one: HandedIn) -> dict[str, Any]:
        """Grade a submission and return results.json, which is held to the laws.

        Raises:
            AssertionError: something is true of it that must not be.
        """
        handed_in = self.hand_in(one)
        folder = ReportFolder(self.places.results, self.assignment, UNREAD, self.assignment.language)
        folder.start()
        started = time.monotonic()
        folder.write(RESULTS, as_json(graded(handed_in, self.workers, folder, Metadata())))
        assert time.monotonic() - started < SLOW, "it took too long"
        results = written(self.places)
        self.hold(results, one.deserves)
        return results

    def hand_in(self, one: HandedIn) -> Places:
        """Put a submission where the platform does; an archive, which it would unpack, is read itself."""
        shutil.rmtree(self.places.submission)
        self.places.submission.mkdir()
        path = self.places.submission / one.name
        path.write_bytes(one.data)
        return replace(self.places, submission=path) if path.suffix == ".zip" else self.places

    def hold(self, results: dict[str, Any], deserves: Deserves) -> None:
        """Make sure that every check is decided, and that the points are those that are deserved."""
        tests = results["tests"]
        assert [test["extra_data"]["check"] for test in tests] == self.checks
        statuses = [test["extra_data"]["status"] for test in tests]
        assert "grader_error" not in statuses
        assert all("status" in test for test in tests)
        facts = results["extra_data"]
        assert (facts["finished"], facts["needs_review"]) == (True, False)
        assert 0 <= results["score"] <= float(self.assignment.points)
        if deserves is Deserves.ALL:
            assert results["score"] == self.full, statuses
        if deserves is Deserves.NOTHING:
            assert results["score"] == 0, statuses

    def goes_on(self) -> None:
        """Make sure that the grader still grades, and that no worker is left but the one forked ahead."""
        self.grade(self.right)
        deadline = time.monotonic() + GONE
        while len(left := processes_of(self.workers.process.pid)) > 1:
            assert time.monotonic() < deadline, f"processes are left: {left}"
            time.sleep(0.05)


def processes_of(zygote: int) -> list[int]:
    """Return the living processes of a zygote's session, and its children elsewhere, without itself."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            pid, (state, parent, _group, session) = int(path.parent.name), fields(path.read_text())
            if pid != zygote and zygote in (int(parent), int(session)) and state != "Z":
                found.append(pid)
    return found


def fields(stat: str) -> list[str]:
    """Return state, parent, group and session of a process; the name before them may hold anything."""
    return stat.rpartition(")")[2].split()[:4]


class Desks:
    """A desk for each assignment, opened when the first submission for it comes."""

    def __init__(self, root: Path, found: situation.Situation, stack: contextlib.ExitStack) -> None:
        self.root = root
        self.found = found
        self.stack = stack
        self.opened: dict[str, Desk] = {}

    def of(self, name: str) -> Desk:
        """Return the desk of an assignment."""
        if name not in self.opened:
            workers = host.boot(self.found)
            self.stack.callback(workers.close)
            assert isinstance(workers, host.ZygoteHost)
            self.opened[name] = Desk(self.root / name, name, workers)
        return self.opened[name]

    def grade(self, one: HandedIn) -> dict[str, Any]:
        """Grade a submission where it belongs."""
        return self.of(one.assignment).grade(one)

    def goes_on(self, name: str) -> None:
        """Make sure that the grader of an assignment still grades."""
        self.of(name).goes_on()


@contextlib.contextmanager
def desks(found: situation.Situation) -> Iterator[Desks]:
    """Open desks in a situation; nothing is left of them."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as root, contextlib.ExitStack() as stack:
        yield Desks(Path(root), found, stack)
