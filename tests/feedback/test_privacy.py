import pytest

from autograder.feedback.privacy import private_finding
from autograder.model.finding import Param, finding

FILES = ("rnn.py",)


def seen(code: str, **params: Param) -> dict[str, Param]:
    return dict(private_finding(finding(code, **params), FILES).params)


def test_names_shapes_steps_and_choices_are_seen() -> None:
    params: dict[str, Param] = {
        "function": "rnn_forward",
        "name": "a",
        "got": (3, 4),
        "expected": (4, 3),
        "dims": ("m", "n_a"),
        "how": "transposed",
    }
    assert seen("wrong_shape", **params) == params


def test_values_text_and_positions_are_not_seen() -> None:
    assert seen("values_differ", name="a", got=0.5, expected=0.25, index=(0, 1)) == {"name": "a"}
    assert seen("free_name", name="Wf", function="f", line=3) == {"function": "f", "line": 3}


@pytest.mark.parametrize(
    "name", ["ValueError", "builtins.KeyError", "numpy.exceptions.AxisError", "LinAlgError"]
)
def test_an_exception_of_python_or_numpy_is_named(name: str) -> None:
    assert seen("raised", error=name, text="0.123") == {"error": name}


@pytest.mark.parametrize("name", ["X0123", "student.ValueError", "print", "", None, 7])
def test_a_class_of_the_students_own_is_not_named(name: Param) -> None:
    assert seen("raised", error=name) == {}


def test_only_a_declared_file_is_named() -> None:
    assert seen("raised", file="rnn.py") == {"file": "rnn.py"}
    assert seen("raised", file="0.123.py") == {}


@pytest.mark.parametrize(
    ("code", "param", "value"),
    [
        ("values_zero", "name", "0.5 is the first value"),
        ("values_zero", "name", "x" * 65),
        ("values_zero", "name", "اسم"),
        ("wrong_shape", "got", (3, 0.5)),
        ("wrong_shape", "got", "(3, 4)"),
        ("wrong_shape", "got", (3, 1000)),
        ("wrong_shape", "got", (3, -1)),
        ("wrong_shape", "got", (1, 2, 3, 4, 5, 6)),
        ("wrong_shape", "dims", ("m", "a secret")),
        ("wrong_shape", "how", "Value 7"),
        ("wrong_dtype", "got", "[('secret', '<f8')]"),
        ("values_from_step", "step", "2"),
        ("timed_out", "limit", "many"),
        ("raised", "line", (1, 2)),
        ("raised", "line", 10_000),
        ("raised", "line", -1),
        ("raised", "line", True),
        ("suspect", "hint", ("R04",)),
        ("suspect", "wrong", (0, 1, 2)),
        ("suspect", "wrong", (0, 0.5, 1)),
        ("suspect", "wrong", (False, True)),
        ("suspect", "wrong", (0, 1) * 26),
        ("suspect", "wrong", 1),
    ],
)
def test_a_parameter_that_does_not_look_like_its_kind_is_dropped(code: str, param: str, value: Param) -> None:
    assert seen(code, **{param: value}) == {}


def test_which_steps_are_wrong_is_seen_and_by_how_much_is_not() -> None:
    assert seen("values_differ", wrong=(0, 1, 1), errors=(0.0, 0.25, 0.5)) == {"wrong": (0, 1, 1)}


@pytest.mark.parametrize("name", ["1/m", "a1.forward.dWaa", "grads[dWaa]", "T_x"])
def test_factors_ids_and_entries_look_like_names(name: str) -> None:
    assert seen("values_factor", factor=name) == {"factor": name}
