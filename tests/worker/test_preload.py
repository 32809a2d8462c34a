"""What a worker may import is there, also where no file can be read: code does what it does anywhere."""

import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from support.sandboxed import need
from support.workers import LIMITS, PART, assignment, submission

from autograder.model.verdict import StudentFault
from autograder.worker import host, tensors
from autograder.worker.preload import WITHOUT_FILES, preload, preload_torch
from autograder.worker.proxy import RawStudent
from autograder.worker.situation import SITUATIONS
from autograder.worker.transport import DirectTransport, Transport, WorkerTransport
from autograder.worker.watch import Budget

IMPORTS = ("numpy", "math", "collections", "random", "time", "warnings", "typing", "functools", "copy")
HEAD = "import collections, copy, functools, math, random, time, typing, warnings\nimport numpy as np"

VALUES = r"""
np.testing.assert_allclose(1.0, 1.0)
np.char.add(['a'], ['b']).tolist()
str(np.rec.array([(1,)]))
np.typing.NDArray is not None
str(np.ctypeslib.as_ctypes_type(np.float64))
np.core.__name__
np.fft.fft(np.ones(4)).real
np.linalg.norm(np.ones(4))
np.polyfit([1, 2, 3], [1, 2, 3], 1).round(6)
np.array2string(np.ones(3) / 3, precision=2)
repr(np.datetime64('2020-01-01').astype(object))
np.einsum('ij,jk->ik', np.ones((2, 3)), np.ones((3, 2)), optimize=True)
np.ones(1).dumps()[:1].hex()
np.random.default_rng(3).normal(size=3)
copy.deepcopy(np.random.default_rng(3)).random()
random.seed()
random.seed(3) or random.random()
np.random.seed()
np.random.RandomState(3).randn(2)
collections.Counter('abca').most_common(1)
time.strptime('2020', '%Y').tm_year
7**9999 // 3**9999
warnings.warn('careful')
warnings.formatwarning('m', UserWarning, 'rnn.py', 1)
len(np.info(np.tanh) or '')
functools.singledispatch(lambda x: x)(1)
typing.get_type_hints(lambda x: x)
eval(r"'\N{BULLET}'")
eval('é + 1', {'é': 1})
'é'.encode('cp1252').hex()
'ن'.encode('cp1256').hex()
'ن'.encode('iso8859-6').hex()
'é'.encode('utf-8-sig').hex()
'é'.encode('idna').hex()
help(len)
""".strip().splitlines()
FAULTS = r"""
np.testing.assert_array_equal([1], [2])
np.loadtxt('data.txt')
np.genfromtxt('data.txt')
np.load('data.npy')
np.memmap('data.bin')
open('names.txt')
open('names.txt', encoding='nosuch')
'é'.encode('ascii')
'é'.encode('nosuch')
b'\xff'.decode()
np.ones(2) @ np.ones(3)
np.nosuch
np.linalg.inv(np.zeros((2, 2)))
eval('1 +')
exit()
[][1]
nowhere
f()
int('9' * 5000)
""".strip().splitlines()
SUBMODULES = [
    "from numpy.lib import recfunctions, mixins, scimath",
    "from numpy.lib.stride_tricks import sliding_window_view",
    "import numpy.testing as npt, numpy.typing",
    "import numpy.polynomial.chebyshev, numpy.ma.mrecords, numpy.random.mtrand",
    "import collections.abc",
]


@pytest.fixture(scope="module", params=["root+chroot", "bubblewrap", "sealed"])
def shut_in(request: pytest.FixtureRequest) -> Iterator[host.Host]:
    """Give workers that can read no file."""
    situation = SITUATIONS[request.param]
    need(situation)
    workers = host.start(situation, LIMITS, IMPORTS)
    yield workers
    workers.close()


def told(transport: Transport, *chunks: str) -> object:
    """Return what `f` returns, or what is said about how it failed."""
    allowed = replace(assignment("f"), imports=IMPORTS)
    student = RawStudent(transport, submission(*chunks), allowed, PART)
    try:
        student.load()
        return repr(student.call("f", ()))
    except StudentFault as fault:
        return fault.status, fault.findings
    finally:
        transport.close()


def in_worker(workers: host.Host, *chunks: str) -> object:
    return told(WorkerTransport(workers.worker(), LIMITS, Budget(60, 30)), *chunks)


def function(expression: str) -> tuple[str, str]:
    return HEAD, f"def f():\n    return {expression}\n"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("expression", VALUES)
def test_what_is_loaded_late_elsewhere_works_without_files(shut_in: host.Host, expression: str) -> None:
    here = told(DirectTransport(), *function(expression))
    assert isinstance(here, str), here
    assert in_worker(shut_in, *function(expression)) == here


@pytest.mark.parametrize("expression", FAULTS)
def test_what_fails_elsewhere_fails_alike_without_files(
    shut_in: host.Host, monkeypatch: pytest.MonkeyPatch, tmp_path: object, expression: str
) -> None:
    monkeypatch.chdir(str(tmp_path))
    here = told(DirectTransport(), *function(expression))
    assert isinstance(here, tuple), here
    assert in_worker(shut_in, *function(expression)) == here


@pytest.mark.parametrize("statement", SUBMODULES)
def test_a_part_of_an_allowed_package_is_no_stub(shut_in: host.Host, statement: str) -> None:
    names = "[type(value).__name__ for name, value in globals().items() if not name.startswith('_')]"
    found = in_worker(shut_in, statement, f"def f():\n    return {names}")
    assert "Stub" not in str(found)
    assert str(found).startswith("['")


def test_breakpoint_stops_the_call(shut_in: host.Host) -> None:
    found = in_worker(shut_in, *function("breakpoint()"))
    assert "BdbQuit" in str(found)


def test_a_module_that_is_not_installed_is_left_out() -> None:
    preload(["math", "no_such_module", "json"])
    assert {"math", "json"} <= sys.modules.keys()
    assert "no_such_module" not in sys.modules


def test_nothing_is_listed_twice() -> None:
    assert len(set(WITHOUT_FILES)) == len(WITHOUT_FILES)


def test_a_missing_pytorch_is_said_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> None:
        raise ModuleNotFoundError(name="torch")

    monkeypatch.setattr(tensors, "load", load)
    with pytest.raises(ImportError, match=r"PyTorch is not installed where this grades: .*pip install"):
        preload_torch()


def test_what_pytorch_itself_misses_is_not_taken_for_its_absence(monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> None:
        raise ModuleNotFoundError(name="libgomp")

    monkeypatch.setattr(tensors, "load", load)
    with pytest.raises(ModuleNotFoundError):
        preload_torch()
