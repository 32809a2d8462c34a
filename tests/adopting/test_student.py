"""Objects of a submission as a test holds them."""

import copy
import io
from contextlib import redirect_stdout

import numpy as np
import pytest
from support.workers import LIMITS, PART, assignment, submission

from autograder.adopting.errors import FAULT, WorkerGoneError
from autograder.adopting.module import stand_ins
from autograder.adopting.student import MAX_ASKED, OwnStudent
from autograder.errors import GraderError
from autograder.model.finding import finding
from autograder.model.outcome import Status
from autograder.worker import host, situation, wire
from autograder.worker.transport import WorkerTransport
from autograder.worker.watch import Budget

SOURCE = '''\
class Poor(ValueError):
    pass

class Purse:
    """Holds coins."""
    size = 3
    def __init__(self, coins=()):
        self.coins = list(coins)
    def put(self, coin):
        print("put", coin)
        self.coins.append(coin)
        return self
    def take(self):
        raise Poor("no coins") if not self.coins else KeyError(self.coins.pop())
    def __add__(self, other):
        return Purse(self.coins + (other.coins if isinstance(other, Purse) else [other]))
    __radd__ = __add__
    def __eq__(self, other):
        return isinstance(other, Purse) and self.coins == other.coins
    def __lt__(self, other):
        return len(self.coins) < len(other.coins)
    def __hash__(self):
        return 7
    def __iter__(self):
        return iter(self.coins)
    def __len__(self):
        return len(self.coins)
    def __getitem__(self, place):
        return self.coins[place]
    def __contains__(self, coin):
        return coin in self.coins

class Interrupted(KeyboardInterrupt):
    pass

def stop():
    raise Interrupted("enough")

def leave():
    raise SystemExit(3)

def double(values):
    values *= 2

def odd():
    raise UnicodeDecodeError("utf-8", b"x", 0, 1, "odd")

def unit():
    return {1: {"a"}, (1, 2): b"x"}, 2j
'''


@pytest.fixture(scope="module")
def plain():
    workers = host.start(situation.WEAK, LIMITS, ("numpy", "math"))
    yield workers
    workers.close()


@pytest.fixture
def start(plain):
    students = []

    def make(operators=frozenset()):
        transport = WorkerTransport(plain.worker(), LIMITS, Budget(60, 30))
        made = OwnStudent(transport, submission(SOURCE), assignment("absent", "double"), PART, operators)
        students.append(made)
        made.load()
        return made

    yield make
    for student in students:
        student.transport.close()


@pytest.fixture
def module(start):
    return stand_ins(start())["rnn"]


def test_a_worker_that_we_lost_ends_the_test_and_is_remembered(start, monkeypatch):
    student = start()

    def lose(*_):
        raise GraderError

    monkeypatch.setattr(student.transport, "exchange", lose)
    with pytest.raises(WorkerGoneError):
        student.open()
    assert isinstance(student.gone, GraderError)


def test_objects_keep_their_state_and_attributes(module):
    purse = module.Purse([1])
    assert purse.put(2) is purse
    assert purse.coins == [1, 2]
    purse.coins = [5]
    assert list(purse) == [5]
    del purse.coins
    assert not hasattr(purse, "coins")


def test_python_asks_an_object_through_its_operators(module):
    purse = module.Purse([1, 2])
    assert (len(purse), purse[0], bool(module.Purse()), hash(purse)) == (2, 1, False, 7)
    assert module.Purse.__doc__ == "Holds coins."
    assert module.Purse.__name__ == "Purse"
    assert module.Purse.size == 3


def test_data_that_json_does_not_know_crosses(module):
    assert module.unit() == ({1: {"a"}, (1, 2): b"x"}, 2j)


def test_an_argument_that_is_written_into_is_written_here(module):
    values = np.ones(2)
    module.double(values)
    assert values.tolist() == [2, 2]


def test_what_is_printed_appears_where_the_test_prints(module):
    caught = io.StringIO()
    with redirect_stdout(caught):
        module.Purse().put(2)
    assert caught.getvalue() == "put 2\n"


def test_own_exceptions_are_caught_by_their_class_and_by_those_above(module):
    for kind in (module.Poor, ValueError, Exception):
        with pytest.raises(kind, match="no coins"):
            module.Purse().take()
    with pytest.raises(KeyError) as caught:
        module.Purse(["gold"]).take()
    assert caught.value.args == ("gold",)
    assert getattr(caught.value, FAULT).findings[0].code == "raised"


def test_an_exception_whose_arguments_do_not_cross_keeps_its_class(module):
    with pytest.raises(UnicodeDecodeError):
        module.odd()


def test_an_exit_is_an_exit_and_an_interrupt_is_none(module):
    with pytest.raises(SystemExit) as caught:
        module.leave()
    assert caught.value.code == 3
    with pytest.raises(Exception, match="enough"):
        module.stop()


def test_operators_are_asked_only_where_they_are_trusted(start):
    trusting = stand_ins(start(frozenset({"eq", "add", "lt", "contains"})))["rnn"]
    a, b = trusting.Purse([1]), trusting.Purse([1])
    assert a == b
    assert (a + b).coins == [1, 1]
    assert (3 + a).coins == [1, 3]
    assert a < a + b
    assert 1 in a


def test_without_trust_an_object_equals_itself_only_and_gives_no_answers(start):
    student = start()
    module = stand_ins(student)["rnn"]
    a = module.Purse([1])
    assert a == a  # noqa: PLR0124 (it is asked for)
    assert a != module.Purse([1])
    for use in (lambda: a + 1, lambda: 1 + a, lambda: a < a, lambda: 1 in a):  # noqa: PLR0124
        with pytest.raises(TypeError):
            use()
    assert set(student.refused) == {"operator"}


@pytest.mark.parametrize(
    ("use", "what"),
    [
        (lambda m: isinstance(1, m.Purse), "isinstance"),
        (lambda m: issubclass(int, m.Purse), "isinstance"),
        (lambda m: derived(m.Purse), "subclass"),
        (lambda m: copy.copy(m.Purse()), "pickle"),
        (lambda m: setattr(m, "double", None), "patch"),
        (lambda m: delattr(m, "double"), "patch"),
        (lambda m: m.double(io.StringIO()), "argument"),
        (lambda m: m.double(nested()), "argument"),  # deeper than what crosses
    ],
)
def test_what_cannot_be_done_is_noted(start, use, what):
    student = start()
    module = stand_ins(student)["rnn"]
    with pytest.raises(TypeError):
        use(module)
    assert student.refused == [what]


def derived(base):
    class Mine(base):
        pass

    return Mine


def nested():
    value = []
    for _ in range(60):
        value = [value]
    return value


def test_a_test_that_asks_without_end_is_stopped(start):
    student = start()
    module = stand_ins(student)["rnn"]
    student.asked = MAX_ASKED + 1
    with pytest.raises(WorkerGoneError) as caught:
        module.unit()
    assert student.gone is caught.value.fault
    assert student.gone.status is Status.TIMED_OUT


def test_a_malformed_answer_ends_the_worker(start, monkeypatch):
    student = start()
    module = stand_ins(student)["rnn"]
    monkeypatch.setattr(
        student.transport, "exchange", lambda *_: wire.encode({"kind": "value", "value": 1, "changed": 5})
    )
    with pytest.raises(WorkerGoneError):
        module.unit()
    assert student.gone.findings == (finding("crashed", function="unit", how="protocol"),)


@pytest.mark.parametrize("number", [("callback", 0), ("handle", -1)])
def test_a_reference_that_cannot_be_is_refused(start, number):
    with pytest.raises(wire.WireError):
        start().from_reference(wire.Reference(*number, ""))


def test_a_missing_name_can_be_imported_and_costs_who_uses_it(start):
    student = start()
    modules = stand_ins(student)
    assert not hasattr(modules["rnn"], "absent")
    missing = modules["rnn.absent"]
    assert not hasattr(missing, "__file__")
    for use in (missing, lambda: missing.attribute, lambda: missing == 1):
        with pytest.raises(WorkerGoneError):
            use()
    assert student.gone.findings == (finding("function_missing", function="absent"),)


def test_a_name_that_is_not_there_tells_that_when_nobody_catches_it(module):
    with pytest.raises(AttributeError) as caught:
        _ = module.nothing
    assert getattr(caught.value, FAULT).findings == (finding("function_missing", function="nothing"),)


def test_a_module_tells_no_more_than_its_names(module):
    assert "Purse" in module.__all__
    with pytest.raises(AttributeError):
        _ = module.__file__
    with pytest.raises(AttributeError):
        _ = module.Purse.__wrapped__
