"""Inside a container whose kernel or seccomp profile has no Landlock, grading is as safe and as right."""

import json
import sys

import pytest
from _pytest.mark import ParameterSet
from support.container import SETGID, SETPCAP, SETUID, SYS_CHROOT, contained
from support.sandboxed import need

from autograder.reports import json_report
from autograder.worker.situation import SITUATIONS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="containers are of Linux")
ASSIGNMENT = "assignments/a1_rnn"


def slow(*values: object) -> list[ParameterSet]:
    """Leave these to `make test-all`: each starts the whole command."""
    return [pytest.param(value, marks=pytest.mark.slow) for value in values]


@pytest.fixture(autouse=True)
def _as_root() -> None:
    need(SITUATIONS["root+chroot"])


def situation(refusal: str = "", without: tuple[int, ...] = ()) -> str:
    ended = contained("sandbox-report", "--json", refusal=refusal, without=without)
    assert ended.returncode == 0, ended.stderr
    return str(json.loads(ended.stdout)["situation"])


@pytest.mark.parametrize("refusal", ["ENOSYS", *slow("EPERM", "EOPNOTSUPP")])
def test_however_landlock_is_refused_a_worker_is_shut_in_an_empty_root(refusal: str) -> None:
    assert situation(refusal) == "root+chroot"


def test_where_a_container_allows_landlock_it_is_taken() -> None:
    need(SITUATIONS["root+landlock"])
    assert situation() == "root+landlock"


@pytest.mark.parametrize("capability", [SYS_CHROOT, *slow(SETUID, SETGID, SETPCAP)])
def test_for_a_root_that_lacks_a_capability_files_are_sealed(capability: int) -> None:
    """Namespaces are refused in a container, so that bubblewrap does not work."""
    assert situation("ENOSYS", (capability,)) == "sealed"


def test_a_situation_that_cannot_be_had_is_an_error_when_it_is_asked_for() -> None:
    forced = {"AUTOGRADER_SITUATION": "root+chroot"}
    ended = contained("sandbox-report", refusal="ENOSYS", without=(SYS_CHROOT,), **forced)
    assert ended.returncode == 2
    assert "the sandbox layer chroot failed: [Errno 1]" in ended.stderr


@pytest.mark.parametrize("refusal", ["ENOSYS", *slow("EPERM")])
@pytest.mark.parametrize(
    ("example", "score"), [("right", 16), pytest.param("hostile", 0, marks=pytest.mark.slow)]
)
def test_the_examples_earn_what_they_earn_elsewhere(refusal: str, example: str, score: int) -> None:
    ended = contained("grade", ASSIGNMENT, f"examples/a1_rnn/{example}", "--json", refusal=refusal)
    assert ended.returncode == 0, ended.stderr
    report = json_report.load(ended.stdout)
    assert report.score == score
    assert (report.sandbox.situation, report.sandbox.strong) == ("root+chroot", True)
    assert (report.pending, report.needs_review) == (0, ())
