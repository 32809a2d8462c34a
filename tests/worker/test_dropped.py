"""AUTOGRADER_TEST_DROP: each layer can be left out, and grading goes on; or it is said why it cannot.

Tests of attacks rely on this: an attack that fails with a layer is to succeed without it.
"""

from collections.abc import Iterator

import pytest
from support.sandboxed import STRONG, need
from support.workers import LIMITS, PART, assignment, submission

from autograder.errors import SandboxError
from autograder.worker import host
from autograder.worker.layers import capabilities, chroot
from autograder.worker.proxy import RawStudent
from autograder.worker.situation import DROP, FORCE, Situation, detect
from autograder.worker.transport import WorkerTransport
from autograder.worker.watch import Budget

pytestmark = pytest.mark.slow  # not each, but all of them together
SINGLE = [(situation, layer) for situation in STRONG for layer in situation.layers]
SEVERAL = [
    ("root+landlock", "landlock,seccomp"),
    ("root+landlock", "identity,seccomp"),
    ("root+landlock", "no_new_privs,landlock,seccomp"),
    ("user+landlock", "no_new_privs,landlock,seccomp"),
    ("root+chroot", "chroot,identity,seccomp"),
    ("root+chroot", "no_new_privs,seccomp"),
    ("bubblewrap", "bubblewrap,chroot"),
    ("bubblewrap", "chroot,seccomp"),
    ("bubblewrap", "no_new_privs,seccomp"),
    ("sealed", "sealed,seccomp"),
    ("sealed", "no_new_privs,sealed,seccomp"),
]
ALL = [(situation, ",".join(situation.layers)) for situation in STRONG]


def graded(name: str, dropped: str) -> Iterator[object]:
    """Yield the situation that is left, and what a student's function gives in it."""
    left = detect({FORCE: name, DROP: dropped})
    yield left
    workers = host.start(left, LIMITS, ("numpy",))
    try:
        student = RawStudent(
            WorkerTransport(workers.worker(), LIMITS, Budget(60, 30)),
            submission("import numpy as np", "def f(x):\n    return np.linalg.norm(x)"),
            assignment("f"),
            PART,
        )
        student.load()
        yield student.call("f", ([3.0, 4.0],))
        student.transport.close()
    finally:
        workers.close()


def refused(situation: Situation, layer: str) -> bool:
    """Whether the user who runs this cannot have the rest without a layer."""
    if layer == "bubblewrap":
        return not chroot.is_possible()
    as_root = not {"identity", "bubblewrap"} & set(situation.layers) and capabilities.held(
        capabilities.SYS_ADMIN
    )
    return layer == "no_new_privs" and not as_root


@pytest.mark.parametrize(
    ("situation", "layer"), SINGLE, ids=[f"{situation.name}-{layer}" for situation, layer in SINGLE]
)
def test_without_a_layer_grading_goes_on_or_says_which_other_is_missed(
    situation: Situation, layer: str
) -> None:
    need(situation)
    if refused(situation, layer):
        with pytest.raises(SandboxError, match=f"leaves out {layer}, without which"):
            detect({FORCE: situation.name, DROP: layer})
        return
    left, answer = graded(situation.name, layer)
    assert isinstance(left, Situation)
    assert (left.strong, left.layers) == (False, tuple(n for n in situation.layers if n != layer))
    assert answer == 5


@pytest.mark.parametrize(("name", "dropped"), SEVERAL)
def test_several_layers_can_be_left_out_at_once(name: str, dropped: str) -> None:
    need(next(situation for situation in STRONG if situation.name == name))
    left, answer = graded(name, dropped)
    assert isinstance(left, Situation)
    assert not set(dropped.split(",")) & set(left.layers)
    assert answer == 5


@pytest.mark.parametrize(("situation", "dropped"), ALL, ids=lambda it: getattr(it, "name", "all"))
def test_without_any_layer_a_worker_is_a_plain_process(situation: Situation, dropped: str) -> None:
    need(situation)
    left, answer = graded(situation.name, dropped)
    assert isinstance(left, Situation)
    assert (left.layers, answer) == ((), 5)


def test_what_is_left_is_not_judged_as_strong() -> None:
    """So its self-test may find open doors, which the report shows."""
    need(STRONG[0])
    left = detect({FORCE: STRONG[0].name, DROP: "landlock"})
    workers = host.start(left, LIMITS, ("numpy",))
    try:
        workers.worker().end()
        assert workers.facts.self_test["open the canary"].startswith("ALLOWED")
        assert not workers.facts.strong
    finally:
        workers.close()
