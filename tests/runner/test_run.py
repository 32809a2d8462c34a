"""A suite, which is plain pytest, gives one outcome per check, in declared order, whatever happens."""

import errno
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from support.tiny import DOUBLE, RIGHT, SHAPE, TOTAL, Tiny, bench, outcomes

from autograder.errors import AssignmentError, SandboxError
from autograder.model.assignment import Part, Suite
from autograder.model.finding import finding
from autograder.model.outcome import Outcome, Status
from autograder.runner.bench import Bench
from autograder.runner.run import isolated, run
from autograder.worker.transport import Transport

GONE = SandboxError("the zygote ended")
EXPECTS = "expect(student.double(X).y, 2 * X)"


def statuses(found: dict[str, Outcome]) -> dict[str, Status]:
    return {name: outcome.status for name, outcome in found.items()}


def test_outcomes_come_in_declared_order_whatever_the_order_of_the_files(tmp_path: Path) -> None:
    """The order of the tests and of their files is the reverse of the declared one."""
    checks = [Tiny("t.z", file="test_z.py"), Tiny("t.b", suite="private"), Tiny("t.a", file="test_a.py")]
    told: list[str] = []
    found = run(bench(tmp_path, checks=checks), on_outcome=lambda outcome: told.append(outcome.check))
    assert [outcome.check for outcome in found] == ["t.z", "t.b", "t.a"]
    assert told == ["t.z", "t.b", "t.a"]


def test_a_right_submission_passes_and_a_wrong_one_fails_where_it_is_wrong(tmp_path: Path) -> None:
    assert set(statuses(outcomes(tmp_path)).values()) == {Status.PASSED}
    found = outcomes(tmp_path, RIGHT.replace("x + x", "x + 1"))
    assert statuses(found) == {SHAPE.id: Status.PASSED, DOUBLE.id: Status.FAILED, TOTAL.id: Status.PASSED}
    assert [f.code for f in found[DOUBLE.id].findings] == ["values_differ"]


def test_a_part_of_the_suite_can_be_run(tmp_path: Path) -> None:
    made = bench(tmp_path)
    assert [o.check for o in run(made, suites=(Suite.PUBLIC,))] == [SHAPE.id]
    assert [o.check for o in run(made, only=(TOTAL.id,))] == [TOTAL.id]


def test_a_plain_assertion_that_fails_is_a_failed_check_and_its_text_is_for_staff(tmp_path: Path) -> None:
    found = outcomes(tmp_path, checks=[Tiny("t.a", "assert student.double(X).y.array[0, 1] == 0.123")])["t.a"]
    assert found.status is Status.FAILED
    assert found.findings == (finding("check_failed"),)
    assert "0.123" in found.staff_note


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("raise ValueError(3)", Status.ERRORED, "raised"),
        ("raise NotImplementedError", Status.NOT_IMPLEMENTED, "not_implemented"),
        ("pass", Status.NOT_IMPLEMENTED, "not_implemented"),
        ("raise MemoryError", Status.OUT_OF_MEMORY, "out_of_memory"),
        ("raise SystemExit", Status.CRASHED, "crashed"),
        ("return double(x)", Status.ERRORED, "recursion"),
        ("return x[0]", Status.FAILED, "wrong_shape"),
        ("import scipy\n    return scipy.double(x)", Status.ERRORED, "stub_used"),
    ],
)
def test_what_the_student_s_code_does_decides_the_check(
    tmp_path: Path, body: str, status: Status, code: str
) -> None:
    found = outcomes(tmp_path, f"def double(x):\n    {body}\n", [DOUBLE])[DOUBLE.id]
    assert (found.status, found.findings[0].code, found.fraction) == (status, code, 0)


def test_what_the_student_s_code_prints_is_kept_with_its_check_only(tmp_path: Path) -> None:
    found = outcomes(tmp_path, RIGHT + "\n\ndef total(x):\n    print('here')\n    return x.sum(axis=-1)\n")
    assert {name: outcome.stdout for name, outcome in found.items() if outcome.stdout} == {TOTAL.id: "here\n"}


# ------------------------------------------------------------------------------- our own faults


@pytest.mark.parametrize(
    "body",
    [
        "raise TypeError('ours')",
        "from autograder.errors import GraderError\nraise GraderError('ours')",
        "pytest.skip('ours')",
        "student.no_such_function(X)",
        "student.double(X).no_such_result",
        "nothing",
    ],
)
@pytest.mark.parametrize("place", [0, 1])
def test_a_fault_of_the_suite_s_is_ours_and_the_other_checks_are_decided(
    tmp_path: Path, body: str, place: int
) -> None:
    """Wherever it stands; `nothing` is a fixture that does not exist."""
    checks = [SHAPE, DOUBLE]
    checks.insert(2 * place, Tiny("t.ours", body))
    found = outcomes(tmp_path, checks=checks)
    assert found.pop("t.ours").findings == (finding("grader_error"),)
    assert statuses(found) == {SHAPE.id: Status.PASSED, DOUBLE.id: Status.PASSED}


def counted(tmp_path: Path, body: str) -> tuple[Outcome, int]:
    """Run one check whose test writes down each of its runs."""
    log = tmp_path / "runs"
    body = f"with open({str(log)!r}, 'a') as log:\n    log.write('x')\n{body}"
    found = outcomes(tmp_path, checks=[Tiny("t.a", body)])["t.a"]
    return found, len(log.read_text())


def test_a_fault_of_ours_is_tried_once_more(tmp_path: Path) -> None:
    found, runs = counted(tmp_path, "raise TypeError('what went wrong')")
    assert found.status is Status.GRADER_ERROR
    assert "what went wrong" in found.staff_note
    assert runs == 2


def test_a_fault_of_ours_that_goes_away_costs_nothing(tmp_path: Path) -> None:
    once = f"if pathlib.Path({str(tmp_path / 'runs')!r}).read_text() == 'x':\n    raise TypeError"
    found, runs = counted(tmp_path, f"import pathlib\n{once}")
    assert (found.status, runs) == (Status.PASSED, 2)


def test_a_student_s_fault_is_not_tried_again(tmp_path: Path) -> None:
    assert counted(tmp_path, "assert False")[1] == 1


def test_a_second_try_draws_the_same_inputs(tmp_path: Path) -> None:
    log = tmp_path / "drawn"
    body = f"with open({str(log)!r}, 'a') as log:\n    print(rng.normal(), file=log)\nraise TypeError"
    outcomes(tmp_path, checks=[Tiny("t.a", body)])
    first, second = log.read_text().split()
    assert first == second


def test_a_test_file_that_cannot_be_imported_is_our_fault_for_its_checks_alone(tmp_path: Path) -> None:
    made = bench(tmp_path, tops={TOTAL.file: "no_such_name\n"})
    found = {outcome.check: outcome for outcome in run(made)}
    assert statuses(found) == {
        SHAPE.id: Status.PASSED,
        DOUBLE.id: Status.PASSED,
        TOTAL.id: Status.GRADER_ERROR,
    }
    assert "no_such_name" in found[TOTAL.id].staff_note


def test_a_conftest_that_cannot_be_imported_leaves_every_check_pending(tmp_path: Path) -> None:
    made = bench(tmp_path)
    (made.assignment.folder / "tests" / "private" / "conftest.py").write_text("no_such_name\n")
    found = run(made)
    assert [outcome.check for outcome in found] == [SHAPE.id, DOUBLE.id, TOTAL.id]
    assert {outcome.status for outcome in found} == {Status.GRADER_ERROR}
    assert all("no_such_name" in outcome.staff_note for outcome in found)


def test_a_writer_that_fails_leaves_the_other_checks_pending(tmp_path: Path) -> None:
    def full(_outcome: Outcome) -> None:
        raise OSError(errno.ENOSPC, "the disk is full")

    found = run(bench(tmp_path), on_outcome=full)
    assert [outcome.status for outcome in found] == [Status.PASSED, *[Status.GRADER_ERROR] * 2]
    assert "the disk is full" in found[1].staff_note


def failing_after(made: Bench, count: int) -> Bench:
    """Let a bench start this many workers and no more."""
    transports = iter([made.connect(made.assignment.parts[0]) for _ in range(count)])

    def connect(_part: Part) -> Transport:
        for transport in transports:
            return transport
        raise GONE

    made.connect = connect
    return made


def test_a_sandbox_that_fails_at_once_decides_nothing(tmp_path: Path) -> None:
    told: list[Outcome] = []
    with pytest.raises(SandboxError, match="the zygote ended"):
        run(failing_after(bench(tmp_path), 0), on_outcome=told.append)
    assert told == []


def test_a_sandbox_that_fails_midway_takes_nothing_that_is_decided_along(tmp_path: Path) -> None:
    told: list[Outcome] = []
    asks_nobody = Tiny("t.alone", "pass", "private")
    checks = (SHAPE, DOUBLE, asks_nobody, TOTAL)
    found = run(failing_after(bench(tmp_path, checks=checks), 1), on_outcome=told.append)
    assert [*found] == told
    assert [(outcome.check, outcome.status) for outcome in found] == [
        (SHAPE.id, Status.PASSED),
        (DOUBLE.id, Status.GRADER_ERROR),
        (asks_nobody.id, Status.PASSED),
        (TOTAL.id, Status.GRADER_ERROR),
    ]
    assert "the zygote ended" in found[1].staff_note


def test_a_check_is_tried_again_with_a_sandbox_that_has_come_back(tmp_path: Path) -> None:
    made = bench(tmp_path)
    connect, calls = made.connect, list[Part]()

    def once_lost(part: Part) -> Transport:
        calls.append(part)
        if len(calls) == 2:
            raise GONE
        return connect(part)

    made.connect = once_lost
    assert [outcome.status for outcome in run(made)] == [Status.PASSED] * 3
    assert len(calls) == 4


def test_an_interrupted_run_decides_nothing(tmp_path: Path) -> None:
    """Ctrl-C is neither a student's fault nor a fault of the suite's."""
    with pytest.raises(KeyboardInterrupt):
        run(bench(tmp_path, checks=[SHAPE, Tiny("t.a", "raise KeyboardInterrupt"), DOUBLE]))


def test_a_private_suite_without_a_reference_decides_nothing(tmp_path: Path) -> None:
    made = bench(tmp_path)
    object.__setattr__(made.assignment, "reference", None)
    with pytest.raises(
        AssignmentError, match=r"asks for `reference`, and assignment\.yaml names no reference"
    ):
        run(made)


def test_a_public_suite_that_asks_for_the_reference_decides_nothing(tmp_path: Path) -> None:
    asks = Tiny("t.a", "expect(student.double(X).y, reference.double(X))")
    with pytest.raises(AssignmentError, match=r"t\.a: a public test asks for `reference`"):
        run(bench(tmp_path, checks=[asks]))


# ------------------------------------------------------------------------ what depends on what


def test_a_check_is_blocked_when_what_it_needs_is_absent_and_an_earlier_check_said_so(tmp_path: Path) -> None:
    needs = Tiny("t.needs", EXPECTS, "private", depends_on=(DOUBLE.id,))
    alone = Tiny("t.alone", EXPECTS)
    further = Tiny("t.further", EXPECTS, "private", depends_on=("t.needs",))
    found = outcomes(tmp_path, "def total(x):\n    return 0\n", [DOUBLE, needs, alone, further])
    assert statuses(found) == {
        DOUBLE.id: Status.NOT_IMPLEMENTED,
        "t.needs": Status.BLOCKED,
        "t.alone": Status.NOT_IMPLEMENTED,
        "t.further": Status.BLOCKED,
    }
    assert found["t.further"].findings == (finding("blocked", check=DOUBLE.id),)


def test_a_check_that_depends_on_a_wrong_one_runs(tmp_path: Path) -> None:
    needs = Tiny("t.needs", "student.double(X)", "private", depends_on=(DOUBLE.id,))
    found = outcomes(tmp_path, RIGHT.replace("x + x", "x"), [DOUBLE, needs])
    assert statuses(found) == {DOUBLE.id: Status.FAILED, "t.needs": Status.PASSED}


CARRIES = """\
from autograder.checks import Own
own = Own(lambda: carry.start().double(X).y.array.sum(-1) / 2, lambda: True)
carried = carry.credit(own)
expect(student.total(X).s, X.sum(-1), carried=carried)"""


@pytest.mark.parametrize(
    ("double", "total", "status", "carried"),
    [
        ("x + x", "double(x).sum(-1) / 2", Status.PASSED, ()),
        ("3 * x", "double(x).sum(-1) / 2", Status.PASSED, (DOUBLE.id,)),
        ("3 * x", "x.sum(-1)", Status.PASSED, ()),
        ("3 * x", "x.sum(-1) + 7", Status.FAILED, ()),
        ("x + x", "x.sum(-1) + 7", Status.FAILED, ()),
    ],
)
def test_an_error_is_carried_forward_through_the_student_s_own_function(
    tmp_path: Path, double: str, total: str, status: Status, carried: tuple[str, ...]
) -> None:
    source = f"def double(x):\n    return {double}\n\n\ndef total(x):\n    return {total}\n"
    found = outcomes(
        tmp_path, source, [DOUBLE, Tiny("t.carry", CARRIES, "private", depends_on=(DOUBLE.id,))]
    )["t.carry"]
    assert (found.status, found.carried) == (status, carried)


def test_the_own_functions_know_nothing_of_the_call_that_is_judged(tmp_path: Path) -> None:
    """The replayed answer would be right in the worker that gave it; the next check has a new one, too."""
    source = """
import numpy as np
SEEN = []
def double(x):
    return np.full(x.shape, SEEN[-1] if SEEN else 0.5)
def total(x):
    SEEN.append(7.0)
    return np.full(len(x), 7.0 * x.shape[1] / 2)
"""
    leans = [Tiny(f"t.carry{i}", CARRIES, "private", depends_on=(DOUBLE.id,)) for i in range(2)]
    found = statuses(outcomes(tmp_path, source, [DOUBLE, *leans]))
    assert set(found.values()) == {Status.FAILED}


# --------------------------------------------------------------------------- around the run


def test_two_assignments_may_name_their_test_files_alike(tmp_path: Path) -> None:
    for folder, status in ((tmp_path / "one", Status.PASSED), (tmp_path / "two", Status.FAILED)):
        folder.mkdir()
        body = f"assert {status is Status.PASSED}"
        assert outcomes(folder, checks=[Tiny("t.a", body)])["t.a"].status is status


def test_pytest_s_variables_change_nothing_and_are_back_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    monkeypatch.setenv("PYTEST_PLUGINS", "no_such_plugin")
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", raising=False)
    assert set(statuses(outcomes(tmp_path)).values()) == {Status.PASSED}
    assert os.environ["PYTEST_ADDOPTS"] == "--no-such-option"
    assert os.environ["PYTEST_PLUGINS"] == "no_such_plugin"
    assert "PYTEST_DISABLE_PLUGIN_AUTOLOAD" not in os.environ


def test_what_a_run_prints_is_kept_from_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with isolated() as printed:
        print("a private value")  # noqa: T201
    assert printed.getvalue() == "a private value\n"
    assert capfd.readouterr() == ("", "")


def test_a_check_that_is_run_alone_still_carries_errors_forward(tmp_path: Path) -> None:
    """What it depends on runs, unseen; without that its credit would be lost."""
    fails = Tiny("t.first", "assert False", "private")
    leans = Tiny("t.second", "assert carry.failed == ('t.first',)", "private", depends_on=("t.first",))
    told: list[Outcome] = []
    found = run(bench(tmp_path, checks=[fails, leans, SHAPE]), only=("t.second",), on_outcome=told.append)
    assert [(outcome.check, outcome.status) for outcome in found] == [("t.second", Status.PASSED)]
    assert told == list(found)


def test_modules_of_an_environment_in_the_assignment_s_folder_outlive_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Students make their environment there; the suites' own modules are forgotten."""
    prepared = bench(tmp_path)
    library = ModuleType("some_library")
    library.__file__ = str(prepared.assignment.folder / ".venv" / "some_library.py")
    monkeypatch.setitem(sys.modules, "some_library", library)
    before = set(sys.modules)
    run(prepared)
    assert sys.modules["some_library"] is library
    own = [sys.modules[name] for name in set(sys.modules) - before]
    assert not [m for m in own if str(getattr(m, "__file__", "")).startswith(str(prepared.assignment.folder))]
