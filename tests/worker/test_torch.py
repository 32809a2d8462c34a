"""Parts in PyTorch: a zygote of their own, networks behind handles, tensors as arrays, alike everywhere."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support import forecast
from support.graded import strong_or_skip
from support.sandboxed import STRONG, need
from support.tiny import Tiny

from autograder.checks.contract import Student
from autograder.checks.kept import Kept
from autograder.checks.tensor import tensor
from autograder.errors import GraderError
from autograder.grading import grade
from autograder.model.assignment import Assignment, importable
from autograder.model.outcome import Status
from autograder.model.report import GradeReport
from autograder.model.verdict import CheckFailed, StudentFault
from autograder.runner.run import run
from autograder.runner.seeds import Seeds
from autograder.worker import host, situation, tensors
from autograder.worker.proxy import RawStudent
from autograder.worker.transport import DirectTransport, Transport, WorkerTransport
from autograder.worker.watch import Budget

pytest.importorskip("torch")

TESTS = Path(__file__).parents[1]
MEBIBYTE = 1024
EVERYWHERE = pytest.mark.parametrize("through", ["worker", "direct"])
Load = Callable[..., Student]


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return forecast.load(tmp_path_factory.mktemp("torch"), limits={"memory": 300})


@pytest.fixture(scope="module")
def workers(assignment: Assignment) -> Iterator[host.ZygoteHost]:
    made = host.ZygoteHost(strong_or_skip())
    made.configure(assignment.limits, assignment.imports)
    yield made
    made.close()


@pytest.fixture
def load(request: pytest.FixtureRequest, assignment: Assignment, tmp_path: Path) -> Iterator[Load]:
    """Load a forecaster.py through a transport."""
    opened: list[Transport] = []

    def loaded(source: str, through: str = "worker", seed: int = 3) -> Student:
        part = assignment.parts[-1]
        submission = forecast.read(tmp_path, assignment, source)
        if through == "worker":
            worker = request.getfixturevalue("workers").worker(part.profile)
            opened.append(WorkerTransport(worker, assignment.limits, Budget(60, 60)))
        else:
            opened.append(DirectTransport())
        raw = RawStudent(opened[-1], submission, assignment, part)
        raw.seed = seed
        raw.load()
        return Student(raw, assignment.functions)

    yield loaded
    for transport in opened:
        transport.close()


def answering(expression: str, before: str = "") -> str:
    """Write a file whose `predict` returns an expression, which may use `model` and `windows`."""
    head = f"import torch, numpy\n{before}\nclass Forecaster(torch.nn.Linear):\n"
    head += "    def __init__(self, n):\n        super().__init__(n, 1)\n"
    return head + f"def predict(model, windows):\n    return {expression}\n"


def answer(student: Student) -> np.ndarray:
    """Return what `predict` answers for two windows."""
    model = student.Forecaster(3)
    return np.asarray(student.predict(model, tensor(np.ones((2, 3)))).y.array)


def timeless(report: GradeReport) -> list[object]:
    return [replace(one.outcome, seconds=0.0) for one in report.checks]


# ------------------------------------------------------------------------------------ a whole grade


@pytest.mark.slow
@pytest.mark.parametrize("found", [*STRONG, situation.WEAK], ids=lambda s: s.name)
def test_a_part_in_pytorch_is_graded_in_every_situation(found: situation.Situation, tmp_path: Path) -> None:
    need(found)
    told = forecast.load(tmp_path, (*forecast.CHECKS, forecast.NOISE))
    workers = host.start(found, told.limits, told.imports)
    try:
        report = grade(told, forecast.read(tmp_path, told), workers, b"secret")
    finally:
        workers.close()
    assert [g.outcome.status for g in report.checks] == [Status.PASSED] * 4 + [Status.FAILED]


def test_a_grade_is_the_same_twice_and_in_the_student_s_own_process(
    workers: host.ZygoteHost, tmp_path: Path
) -> None:
    checks = (*forecast.CHECKS, forecast.NOISE)
    told = forecast.load(tmp_path, checks)
    submission = forecast.read(tmp_path, told)
    once, again = (timeless(grade(told, submission, workers, b"secret")) for _ in range(2))
    assert once == again
    here = run(forecast.bench(tmp_path, checks=checks))
    assert [replace(one, seconds=0.0) for one in here] == once


def test_another_check_starts_torch_from_another_number() -> None:
    seeds = Seeds(b"secret", "hash")
    assert seeds.worker("a") == Seeds(b"secret", "hash").worker("a") != seeds.worker("b")
    assert 0 <= seeds.worker("a") < 2**32


def test_workers_with_pytorch_are_started_for_the_first_check_that_needs_them(assignment: Assignment) -> None:
    made = host.ZygoteHost(strong_or_skip())
    made.configure(assignment.limits, assignment.imports)
    try:
        made.worker("numpy").end()
        assert made.in_torch is None
    finally:
        made.close()


def test_the_numpy_part_has_a_lean_zygote_and_a_stub_for_torch(
    workers: host.ZygoteHost, tmp_path: Path
) -> None:
    told = forecast.load(tmp_path)
    uses = "import torch\ndef double(x):\n    return torch.tensor(x) * 2\ndef total(x):\n    pass\n"
    report = grade(told, forecast.read(tmp_path, told, numpy=uses), workers, b"secret")
    first = report.checks[0].outcome
    assert [found.code for found in first.findings] == ["stub_used"]
    assert [note.code for note in report.notes] == ["import_not_allowed"]
    assert workers.zygote.memory < 100


def test_torch_may_be_imported_in_its_own_parts_only(tmp_path: Path) -> None:
    told = forecast.load(tmp_path)
    assert importable(told.imports, "numpy") == ("numpy", "math")
    assert importable(("numpy",), "torch") == ("numpy", "torch")
    assert "torch" not in told.importable_in("rnn.py")
    assert "torch" in told.importable_in("forecaster.ipynb")
    assert "torch" in told.importable_in("helper.py")


# -------------------------------------------------------------------------------------- the grader

GRADING = """
import sys, json
sys.path[:0] = [{tests!r}]
from pathlib import Path
from support import forecast
from autograder.grading import grade
from autograder.worker.host import hosting
root = Path({root!r})
told = forecast.load(root)
with hosting(allow_weak=True) as workers:
    workers.configure(told.limits, told.imports)
    report = grade(told, forecast.read(root, told), workers, b"secret")
loaded = sorted(name for name in sys.modules if name.partition(".")[0] == "torch")
print(json.dumps([float(report.score), loaded]))
"""


@pytest.mark.slow
def test_the_grader_never_imports_torch(tmp_path: Path) -> None:
    script = GRADING.format(tests=str(TESTS), root=str(tmp_path))
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(ended.stdout) == [4, []]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_all_processes_together_need_less_than_700_mib(tmp_path: Path) -> None:
    script = GRADING.format(tests=str(TESTS), root=str(tmp_path))
    grader = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.DEVNULL)
    peak = 0.0
    while grader.poll() is None:
        peak = max(peak, sum(map(resident, family(grader.pid))))
        time.sleep(0.02)
    assert grader.returncode == 0
    assert 200 < peak < 700, f"{peak:.0f} MiB"


def family(first: int) -> list[int]:
    """Return a process and all below it."""
    parents = {int(path.name): parent(path) for path in Path("/proc").glob("[0-9]*")}
    found = [first]
    for one in found:
        found += [pid for pid, above in parents.items() if above == one]
    return found


def parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def resident(pid: int) -> float:
    """Return a process's share of memory in MiB: what several have is divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / MEBIBYTE


# ------------------------------------------------------------------------------- without PyTorch


@pytest.mark.parametrize("weak", [False, True])
def test_where_pytorch_is_not_installed_points_wait_for_a_person(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    weak: bool,  # noqa: FBT001
) -> None:
    found = situation.WEAK if weak else strong_or_skip()
    hidden = "import sys; sys.modules['torch'] = None; "
    monkeypatch.setattr(host, "BOOT", hidden + host.BOOT)
    told = forecast.load(tmp_path)
    workers = host.start(found, told.limits, told.imports)
    try:
        report = grade(told, forecast.read(tmp_path, told), workers, b"secret")
    finally:
        workers.close()
    statuses = [g.outcome.status for g in report.checks]
    assert statuses == [Status.PASSED, *[Status.GRADER_ERROR] * 3]
    assert (report.score, report.pending) == (1, 3)
    assert "PyTorch is not installed" in report.checks[1].outcome.staff_note


def test_a_pytorch_that_does_not_load_is_told_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.worker import preload

    def fails() -> None:
        message = "No module named 'typing_extensions'"
        raise ModuleNotFoundError(message, name="typing_extensions")

    monkeypatch.setattr(tensors, "load", fails)
    with pytest.raises(ImportError, match="typing_extensions"):
        preload.preload(["torch"])


# ---------------------------------------------------------------------------------------- networks


@EVERYWHERE
def test_a_network_is_kept_and_its_methods_are_called(load: Load, through: str) -> None:
    model = load(forecast.FORECASTER, through).Forecaster(4)
    assert isinstance(model, Kept)
    assert model.model is model
    state = model.state_dict()
    assert len(state) == len(state.keys()) == 6
    assert state["gru.weight_ih_l0"].array.shape == (12, 1)
    assert {entry.array.dtype.name for _, entry in state.items()} == {"float32"}
    model.load_state_dict({key: np.zeros_like(entry.array) for key, entry in state.items()})
    assert not model(np.ones((2, 5), np.float32)).array.any()
    assert not np.asarray(model.state_dict()["head.bias"]).any()
    model.load_state_dict(dict(state))
    assert np.array_equal(model.state_dict()["head.bias"].array, state["head.bias"].array)
    model.eval()
    assert model.attribute("training").array == 0


@EVERYWHERE
def test_what_torch_draws_follows_from_the_seed(load: Load, through: str) -> None:
    import torch

    torch.manual_seed(5)
    expected = torch.rand(3).numpy()
    assert np.array_equal(load(forecast.FORECASTER, through, seed=5).noise(3).x.array, expected)
    assert not np.array_equal(load(forecast.FORECASTER, through, seed=6).noise(3).x.array, expected)


@EVERYWHERE
def test_what_is_written_into_a_tensor_is_seen(load: Load, through: str) -> None:
    student = load(answering("windows.zero_()[:, 0]"), through)
    given = tensor(np.ones((2, 3)))
    student.predict.on(student.Forecaster(3), given)
    assert not given.array.any()


@EVERYWHERE
def test_a_tensor_that_was_sent_arrives_with_its_dtype_and_its_wish(load: Load, through: str) -> None:
    kinds = "torch.tensor([float(windows.requires_grad), float(windows.dtype == torch.float64)])"
    student = load(answering(kinds), through)
    model = student.Forecaster(3)
    assert student.predict(model, tensor(np.ones((2, 3)))).y.array.tolist() == [0, 0]
    wishes = tensor(np.ones((2, 3)), np.float64, requires_grad=True)
    assert student.predict(model, wishes).y.array.tolist() == [1, 1]


@EVERYWHERE
@pytest.mark.parametrize(
    ("expression", "dtype"),
    [
        ("windows.requires_grad_()[:, 0] * 2", "float32"),
        ("torch.arange(12.).reshape(2, 6).T[0]", "float32"),
        ("torch.ones(2).bfloat16()", "float32"),
        ("torch.ones(2).half()", "float16"),
        ("torch.tensor([1, 2])", "float64"),
        ("torch.tensor([True, False])", "float64"),
        ("torch.ones(2).to_sparse()", "float32"),
        ("torch.nn.Parameter(torch.ones(2))", "float32"),
        ("[torch.tensor(1.), torch.tensor(2.)]", "float32"),
    ],
)
def test_tensors_of_every_kind_are_answers(load: Load, through: str, expression: str, dtype: str) -> None:
    found = answer(load(answering(expression), through))
    assert (found.shape, found.dtype.name) == ((2,), dtype)


ODD = "class Odd(torch.Tensor):\n    pass\n"
LYING = """
class Odd(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        raise ValueError('mine')
    def numpy(self, **more):
        return numpy.full(2, 7.0)
    detach = cpu = numpy
"""


@EVERYWHERE
@pytest.mark.parametrize("before", [ODD, LYING])
def test_a_tensor_of_the_student_s_own_class_is_the_values_it_holds(
    load: Load, through: str, before: str
) -> None:
    student = load(answering("torch.ones(2).as_subclass(Odd)", before), through)
    assert answer(student).tolist() == [1, 1]


@EVERYWHERE
@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")
@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("torch.ones(2, device='meta')", "wrong_type"),
        ("torch.nested.nested_tensor([torch.ones(2), torch.ones(1)])", "wrong_type"),
        ("torch.ones(2, dtype=torch.complex64)", "wrong_dtype"),
        ("torch.tensor(1.)", "wrong_shape"),
        ("torch.nn.Linear(1, 1)", "wrong_type"),
        ("torch.tensor([1., float('nan')])", "not_finite"),
        ("model", "wrong_type"),
    ],
)
def test_what_is_no_array_is_told(load: Load, through: str, expression: str, code: str) -> None:
    with pytest.raises(CheckFailed) as failed:
        answer(load(answering(expression), through))
    assert failed.value.findings[0].code == code


def test_more_than_may_cross_is_told(load: Load) -> None:
    with pytest.raises(StudentFault) as failed:
        answer(load(answering("torch.ones(1).expand(10**9)")))
    assert failed.value.findings[0].code == "too_much_data"


# ------------------------------------------------------------------------------------ state that lies

STATES = {
    "values that are no tensors": ("{'w': object()}", "w", "wrong_type"),
    "a number": ("{'w': 'x'}", "w", "wrong_type"),
    "dicts in dicts": ("{'w': {'w': self}}", "w", "wrong_type"),
    "another key": ("{'v': torch.ones(1)}", "w", "missing_key"),
    "a list": ("[torch.ones(1)]", "w", "wrong_type"),
    "keys that are no strings": ("{1: torch.ones(1)}", "w", "wrong_type"),
    "nothing": ("None", "w", "wrong_type"),
}


@EVERYWHERE
@pytest.mark.parametrize(("state", "key", "code"), STATES.values(), ids=STATES)
def test_a_state_that_lies_is_told(load: Load, through: str, state: str, key: str, code: str) -> None:
    source = "import torch\nclass Forecaster:\n    def __init__(self, n): pass\n"
    source += f"    def state_dict(self): return {state}"
    with pytest.raises(CheckFailed) as failed:
        _ = load(source, through).Forecaster(3).state_dict()[key].array
    assert failed.value.findings[0].code == code
    assert failed.value.findings[0].params["function"] == "Forecaster.state_dict"


@EVERYWHERE
def test_a_method_that_is_missing_is_told(load: Load, through: str) -> None:
    model = load("class Forecaster:\n    def __init__(self, n): pass", through).Forecaster(3)
    for call in (model.state_dict, lambda: model(np.ones(2))):
        with pytest.raises(StudentFault) as failed:
            call()
        assert failed.value.findings[0].code == "function_missing"


@EVERYWHERE
def test_an_attribute_that_raises_when_it_is_looked_up_is_told(load: Load, through: str) -> None:
    source = (
        "class Forecaster:\n    def __init__(self, n): pass\n    state_dict = property(lambda self: 1 / 0)"
    )
    with pytest.raises(StudentFault) as failed:
        load(source, through).Forecaster(3).state_dict()
    assert failed.value.findings[0].params["error"] == "ZeroDivisionError"


def test_an_object_of_another_worker_is_the_suite_s_mistake(load: Load) -> None:
    one, other = (load(forecast.FORECASTER, "direct") for _ in range(2))
    model = one.Forecaster(2)
    with pytest.raises(GraderError, match="another worker keeps"):
        other.make_optimizer(model, 0.1)
    with pytest.raises(GraderError, match="another worker keeps"):
        model.load_state_dict(other.Forecaster(2))
    with pytest.raises(AttributeError):
        _ = model._private


# ------------------------------------------------------------------------------------- what is closed

CLOSED = {
    "a file that is saved": ("torch.save(model.state_dict(), '/tmp/weights.pt')", "raised"),
    "a pickle": ("torch.load('/etc/passwd', weights_only=False)", "raised"),
    "a library": ("torch.ops.load_library('/usr/lib/libc.so.6')", "raised"),
    "ctypes": ("__import__('ctypes').CDLL(None)", "stub_used"),
    "a compiler": ("__import__('torch.utils.cpp_extension')", "raised"),
    "processes": ("list(torch.utils.data.DataLoader([1, 2], num_workers=2))", "raised"),
    "a hook that loops": ("loops(model, windows)", "timed_out"),
    "more memory than there is": ("torch.ones(2**31)", "raised"),
}
LOOPS = """
def loops(model, windows):
    model.register_forward_hook(lambda *_: sum(iter(int, 1)))
    return model(windows)
"""


@pytest.mark.parametrize(("expression", "code"), CLOSED.values(), ids=CLOSED)
def test_a_worker_with_pytorch_is_as_closed_as_another(load: Load, expression: str, code: str) -> None:
    with pytest.raises(StudentFault) as failed:
        answer(load(answering(expression, LOOPS)))
    assert failed.value.findings[0].code == code, failed.value.findings


def test_a_worker_stays_with_one_thread(load: Load) -> None:
    before = "def threads():\n    torch.set_num_threads(8)\n    torch.set_num_interop_threads(8)\n"
    before += "    torch.ones(300, 300) @ torch.ones(300, 300)\n    return torch.get_num_threads()"
    assert answer(load(answering("[threads(), 1]", before))).tolist() == [1, 1]


LATE = """
list(torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.ones(5, 2)), shuffle=True))
torch.nn.utils.rnn.pad_packed_sequence(torch.nn.utils.rnn.pack_padded_sequence(torch.ones(3, 2, 1), [3, 2]))
torch.nn.LSTM(3, 4, 2, dropout=0.1, bidirectional=True)(torch.ones(2, 3, 3))[0].sum().backward()
torch.nn.functional.cross_entropy(torch.ones(2, 3), torch.tensor([0, 1]))
torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
torch.optim.lr_scheduler.StepLR(torch.optim.RMSprop(model.parameters()), 1)
torch.distributions.Categorical(torch.ones(3)).sample()
torch.autograd.gradcheck(torch.tanh, torch.ones(2, dtype=torch.double, requires_grad=True))
torch.testing.assert_close(torch.ones(2), torch.ones(2))
torch.nn.Conv1d(3, 4, 2)(torch.ones(2, 3, 5)).sum().backward()
torch.nn.TransformerEncoderLayer(4, 2)(torch.ones(2, 1, 4)).sum().backward()
torch.linalg.qr(torch.ones(3, 3)), torch.fft.fft(torch.ones(4)), repr(model), repr(torch.ones(2))
torch.nn.utils.parametrizations.orthogonal(torch.nn.Linear(2, 2))
torch.func.vmap(torch.tanh)(torch.ones(2, 2)), torch.randperm(5), torch.manual_seed(3)
torch.utils.checkpoint.checkpoint(torch.tanh, windows.requires_grad_(), use_reentrant=False).sum().backward()
""".strip().splitlines()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("expression", LATE)
def test_what_training_needs_late_is_there(load: Load, expression: str) -> None:
    found = load(answering(f"[{expression}, windows.detach()[:, 0]][-1]"))
    assert answer(found).shape == (2,)


def test_an_error_of_torch_s_has_its_own_words(load: Load) -> None:
    with pytest.raises(StudentFault) as failed:
        load(forecast.FORECASTER).Forecaster(3)(np.ones((2, 3, 4, 5), np.float32))
    found = failed.value.findings[0]
    assert (found.params["function"], found.params["error"]) == ("Forecaster.forward", "ValueError")


def test_a_suite_of_one_check_needs_no_numpy_part(workers: host.ZygoteHost, tmp_path: Path) -> None:
    told = forecast.load(
        tmp_path, [Tiny("t.n", "assert len(student.Forecaster(2).state_dict()) == 6", file="test_torch.py")]
    )
    assert grade(told, forecast.read(tmp_path, told), workers, b"secret").score == 1
    assert workers.facts.self_test
