"""A call through the proxy behaves as in one process, over every transport."""

import time
from typing import Any

import numpy as np
import pytest
from support.workers import PART, Load, assignment, submission

from autograder.model.finding import finding
from autograder.model.outcome import Status
from autograder.model.verdict import StudentFault
from autograder.worker import wire
from autograder.worker.proxy import Handle, Opaque, RawStudent, apply_changes, check_kept, overwrite


def fault(student: RawStudent, function: str, *args: object) -> StudentFault:
    with pytest.raises(StudentFault) as caught:
        student.call(function, args)
    return caught.value


def test_values_come_back_as_they_are(load: Load) -> None:
    student = load("def f(a, b):\n    return a + b, {'x': [1, None, 'é']}")
    total, rest = student.call("f", (np.arange(3.0), np.ones(3)))  # type: ignore[misc]
    np.testing.assert_array_equal(total, [1, 2, 3])
    assert rest == {"x": [1, None, "é"]}


def test_what_the_student_writes_into_arguments_is_seen_by_the_caller(load: Load) -> None:
    source = """
def f(a, items, table, pair, rng):
    a[0] = 7
    items.append(3)
    items[0] += 1
    table['new'] = 1
    table['w'] *= 2
    pair[1][0] = 5
    return rng.normal()
"""
    student = load(source)
    a, items, table = np.zeros(2), [1, 2], {"w": np.ones(2)}
    inner, kept, rng = np.zeros(1), np.ones(2), np.random.default_rng(3)
    table["w"] = kept
    student.call("f", (a, items, table, (0, inner), rng))
    assert a.tolist() == [7, 0]
    assert items == [2, 2, 3]
    assert table["new"] == 1
    assert kept.tolist() == [2, 2]
    assert inner.tolist() == [5]
    twin = np.random.default_rng(3)
    twin.normal()
    assert rng.normal() == twin.normal()


def test_keyword_arguments_cross_and_come_back(load: Load) -> None:
    student = load("def f(x, *, scale):\n    x *= scale\n    return scale")
    x = np.ones(2)
    assert student.call("f", (), {"x": x, "scale": 3}) == 3
    assert x.tolist() == [3, 3]


def test_an_opaque_result_stays_and_comes_back_as_the_same_object(load: Load) -> None:
    student = load("def f():\n    return 1, [2]\ndef g(c, d):\n    c.append(3)\n    return c is d, c")
    one, cache = student.call("f", (), opaque=(1,))  # type: ignore[misc]
    assert one == 1
    assert isinstance(cache, Handle)
    assert student.call("g", (cache, cache)) == (True, [2, 3])


def test_a_whole_result_may_be_opaque(load: Load) -> None:
    student = load(
        "def f():\n    return {'a': 1}\ndef g(c):\n    return c['a']\ndef nothing():\n    return None"
    )
    assert student.call("g", (student.call("f", (), opaque="all"),)) == 1
    assert student.call("nothing", (), opaque="all") is None


def test_methods_of_an_object_that_stays_can_be_called(load: Load) -> None:
    student = load(
        "class M:\n    def __call__(self, x): return x + 1\n    def twice(self, x): return 2 * x\nmake = M"
    )
    model = student.call("make", ())
    assert isinstance(model, Handle)
    assert (model(1), model.twice(4)) == (2, 8)
    assert repr(model) == "<M of the student's>"
    with pytest.raises(AttributeError):
        model._hidden  # noqa: B018


def test_a_function_given_as_an_argument_is_called_back(load: Load) -> None:
    student = load("def f(g, w):\n    return g(w) + g(2 * w)")
    assert student.call("f", (lambda w: float(w.sum()), np.ones(3))) == 9


def test_a_callback_that_cannot_use_its_arguments_is_the_students_error(load: Load) -> None:
    student = load("def f(g):\n    return g('text')")
    found = fault(student, "f", lambda w: w @ w)
    assert found.status is Status.ERRORED
    assert found.findings[0].params["error"] == "ValueError"


def test_prints_are_kept_and_capped(load: Load) -> None:
    student = load("def f():\n    print('x' * 50_000)\n    return 1")
    assert student.call("f", ()) == 1
    assert student.stdout == "x" * 10_000


def test_an_exception_names_class_text_and_line(load: Load) -> None:
    found = fault(load("def f():\n    x = 1\n    raise ValueError('no ' + str(x))"), "f")
    assert found.status is Status.ERRORED
    expected = finding("raised", function="f", error="ValueError", text="no 1", file="rnn.py", line=3)
    assert found.findings == (expected,)


def test_the_way_to_an_exception_is_told_in_the_students_lines_only(load: Load) -> None:
    source = "import numpy as np\ndef g(x):\n    return np.linalg.inv(x)\ndef f(x):\n    return g(x)"
    found = fault(load(source), "f", np.zeros((2, 2)))
    assert found.findings[0].params["error"] == "LinAlgError"
    assert found.findings[1] == finding("called_from", trace="f (5) > g (3)")


def test_an_exception_whose_text_raises_is_still_told(load: Load) -> None:
    source = "class E(Exception):\n    def __str__(self): raise SystemExit\ndef f():\n    raise E"
    assert fault(load(source), "f").findings[0].params["text"] == ""


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("raise NotImplementedError", Status.NOT_IMPLEMENTED, "not_implemented"),
        ("raise MemoryError", Status.OUT_OF_MEMORY, "out_of_memory"),
        ("raise SystemExit(0)", Status.CRASHED, "crashed"),
        ("return f()", Status.ERRORED, "recursion"),
        ("raise KeyboardInterrupt", Status.ERRORED, "raised"),
        ("import torch\n    return torch.zeros(1)", Status.ERRORED, "stub_used"),
    ],
)
def test_every_kind_of_exception_has_its_status(load: Load, body: str, status: Status, code: str) -> None:
    found = fault(load(f"def f():\n    {body}"), "f")
    assert (found.status, found.findings[0].code) == (status, code)


def test_not_implemented_names_the_declared_function_that_is_missing(load: Load) -> None:
    source = "def cell():\n    raise NotImplementedError\ndef f():\n    return cell()"
    found = fault(load(source, functions=("cell", "f")), "f")
    assert found.findings == (finding("not_implemented", function="cell"),)


def test_a_helper_of_the_students_is_not_named(load: Load) -> None:
    source = "def helper_1234():\n    raise NotImplementedError\ndef f():\n    return helper_1234()"
    assert fault(load(source, functions=("f",)), "f").findings == (finding("not_implemented", function="f"),)


def test_a_missing_function_is_not_implemented(load: Load) -> None:
    found = fault(load("x = 1"), "f")
    assert (found.status, found.findings) == (
        Status.NOT_IMPLEMENTED,
        (finding("function_missing", function="f"),),
    )


def test_a_missing_function_names_a_similar_one(load: Load) -> None:
    found = fault(load("def rnn_cell_foward(): pass"), "rnn_cell_forward")
    expected = finding("function_missing", function="rnn_cell_forward", similar="rnn_cell_foward")
    assert found.findings == (expected,)


def test_a_missing_function_is_explained_by_what_intake_saw(load: Load) -> None:
    broken = finding("definition_broken", name="f", line=3, file="rnn.py")
    assert fault(load("x = 1", problems={"f": (broken,)}), "f").findings == (broken,)


def test_a_function_whose_definition_raised_says_why(load: Load) -> None:
    found = fault(load("x = 1", "@missing_decorator\ndef f(): pass\n# binds f"), "f")
    assert found.findings[0].code == "function_failed_to_load"
    assert found.findings[0].params["line"] == 2


def test_a_name_that_is_no_function_cannot_be_called(load: Load) -> None:
    assert fault(load("f = 3"), "f").findings == (finding("function_not_callable", function="f", got="int"),)


def test_a_name_whose_statement_raised_is_explained(load: Load) -> None:
    found = fault(load("W = 1 / 0  # binds W", "def f():\n    return W"), "f")
    assert [f.code for f in found.findings] == ["statement_failed", "raised"]
    assert found.findings[0].params["error"] == "ZeroDivisionError"


def test_a_free_name_is_explained_by_what_intake_saw(load: Load) -> None:
    free = finding("free_name", name="W", function="f", line=2, file="rnn.py")
    found = fault(load("def f():\n    return W", problems={"f": (free,)}), "f")
    assert [f.code for f in found.findings] == ["free_name", "raised"]


def test_other_files_of_the_submission_can_be_imported(load: Load) -> None:
    student = load(
        "from helpers import double\ndef f():\n    return double(4)", helpers="def double(x): return 2 * x"
    )
    assert student.call("f", ()) == 8


def test_the_rest_loads_when_a_statement_raises(load: Load) -> None:
    student = load("import matplotlib.pyplot as plt", "plt.show()", "def f():\n    return 1")
    assert student.call("f", ()) == 1


def test_a_fallback_import_takes_the_module_that_is_allowed(load: Load) -> None:
    source = "try:\n    import cupy as xp\nexcept ImportError:\n    import numpy as xp"
    student = load(source, "def f():\n    return xp.ones(2)")
    np.testing.assert_array_equal(student.call("f", ()), [1, 1])


def test_a_future_import_holds_for_the_statements_after_it(load: Load) -> None:
    student = load("from __future__ import annotations", "def f(x: NotDefined) -> Nowhere:\n    return x")
    assert student.call("f", (1,)) == 1


def test_a_future_import_holds_for_its_own_file_only(load: Load) -> None:
    future = "from __future__ import annotations\ndef late(x: NotDefined): return x"
    student = load("import helpers", "def f(x: NotDefined):\n    return x\n# binds f", helpers=future)
    assert fault(student, "f").findings[0].params["error"] == "NameError"


def test_a_fallback_import_that_fails_leaves_later_imports_alone(load: Load) -> None:
    student = load(
        "try:\n    import cupy\nexcept KeyError:\n    pass", "def f():\n    import torch\n    return 1"
    )
    assert student.call("f", ()) == 1


def test_answers_can_be_cast_to_float32(load: Load) -> None:
    student = load(
        "import numpy as np\ndef f():\n    return {'a': [np.ones(2)], 'n': np.arange(2)}, np.float64(1)"
    )
    student.cast = "float32"
    table, one = student.call("f", ())  # type: ignore[misc]
    assert (table["a"][0].dtype, table["n"].dtype, one.dtype) == ("f4", "i8", "f4")


def test_a_value_that_is_too_large_is_no_crash(load: Load) -> None:
    found = fault(
        load("import numpy as np\ndef f():\n    return np.broadcast_to(1.0, (10_000, 10_000))"), "f"
    )
    assert found.status in {Status.FAILED, Status.OUT_OF_MEMORY}


@pytest.mark.parametrize(
    ("old", "new"),
    [(np.zeros(2), np.zeros(3)), ((1, 2), (1,)), (1, 2), ([1], (1,)), ({"a": 1}, [1])],
)
def test_what_cannot_be_written_in_place_is_replaced(old: object, new: object) -> None:
    assert overwrite(old, new) is new


def test_a_generator_of_another_kind_is_left_alone() -> None:
    mine = np.random.Generator(np.random.PCG64(1))
    assert overwrite(mine, np.random.Generator(np.random.Philox(1))) is mine


class Forger:
    """A transport whose worker answers whatever it likes."""

    def __init__(self, *replies: Any) -> None:
        self.replies = list(replies)

    def exchange(self, _frame: bytes, _step: object, _answer: object) -> bytes:
        reply = self.replies.pop(0)
        return reply if isinstance(reply, bytes) else wire.encode(reply)

    def charge(self, _seconds: float) -> None:
        pass

    def fail(self, how: str, function: str) -> None:
        raise StudentFault(finding("crashed", function=function, how=how), status=Status.CRASHED)

    def close(self) -> None:
        pass


RAISED = {
    "kind": "raised",
    "changed": [],
    "error": "E",
    "module": "m",
    "bases": [],
    "text": "",
    "name": "",
    "file": "",
    "line": 1,
    "frames": [],
}
FORGED = [
    b"",
    b"\xff" * 40,
    None,
    [],
    {},
    {"kind": "passed"},
    {"kind": "loaded"},
    {"kind": "value", "value": 1},
    {"kind": "value", "value": 1, "changed": 3},
    {"kind": "value", "value": 1, "changed": [[9, 1]]},
    {"kind": "value", "value": 1, "changed": [["nope", 1]]},
    {"kind": "value", "value": 1, "changed": [[0]]},
    {"kind": "raised", "changed": []},
    {"kind": "raised", "changed": [], "error": 1},
    {**RAISED, "bases": 3},
    {**RAISED, "line": "1"},
]


@pytest.mark.parametrize("forged", FORGED, ids=[str(i) for i in range(len(FORGED))])
def test_a_forged_reply_is_a_crash_of_the_students(forged: object) -> None:
    student = RawStudent(Forger(forged), submission("x = 1"), assignment("f"), PART)  # type: ignore[arg-type]
    with pytest.raises(StudentFault) as caught:
        student.call("f", (1,))
    assert caught.value.status is Status.CRASHED


def test_a_handle_that_was_forged_is_refused() -> None:
    forged = wire.encode(
        {"kind": "value", "value": object(), "changed": []}, lambda _: wire.Reference("callback", 0, "")
    )
    student = RawStudent(Forger(forged), submission("x = 1"), assignment("f"), PART)  # type: ignore[arg-type]
    with pytest.raises(StudentFault):
        student.call("f", ())


def test_a_question_may_not_be_large(load_worker: Load) -> None:
    student = load_worker("import numpy as np\ndef f(g):\n    return g(np.zeros(2**20, np.int8))")
    assert fault(student, "f", np.sum).findings == (finding("crashed", function="f", how="protocol"),)


def test_a_callback_is_given_strangers_in_the_place_of_the_students_objects(load: Load) -> None:
    source = """
class Sum:
    def exp(self):
        return 1

def f(g):
    return g(Sum())
"""
    (raised,) = fault(load(source), "f", np.exp).findings
    assert raised.params["text"] == "the function you were given does not accept these arguments"


@pytest.mark.parametrize(
    ("value", "opaque"), [([1, 2], (1,)), ((1, {}), (0,)), (0, "all")], ids=["list", "tuple", "number"]
)
def test_what_stays_in_the_worker_may_not_come_as_data(value: object, opaque: Opaque) -> None:
    with pytest.raises(wire.WireError):
        check_kept(value, opaque)


@pytest.mark.parametrize(("value", "opaque"), [((1, None), (1,)), (None, "all"), (5, (1,)), ([1, 2], ())])
def test_what_does_not_stay_may(value: object, opaque: Opaque) -> None:
    check_kept(value, opaque)


@pytest.mark.parametrize("changed", [[3], [(0,)], ["ab", (0, 1, 2)]])
def test_a_change_is_a_place_and_what_is_there_now(changed: list[object]) -> None:
    with pytest.raises(wire.WireError, match="not a changed argument"):
        apply_changes((np.zeros(2),), {}, changed)


def test_reading_a_reply_costs_the_submission_its_time(
    load_worker: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    student, decode = load_worker("def f():\n    return 1"), wire.decode
    budget = student.transport.budget  # type: ignore[attr-defined]
    before = budget.wall

    def slowly(*arguments: Any) -> object:
        time.sleep(0.2)
        return decode(*arguments)

    monkeypatch.setattr(wire, "decode", slowly)
    student.call("f", ())
    assert before - budget.wall >= 0.2
