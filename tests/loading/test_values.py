"""Value specs that mean nothing are refused where they stand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.loading import load
from autograder.model.assignment import ArrayType, MappingType, ScalarType, ValueType


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "params: params",
            "params: param",
            'one of int, float, str, callable, any, opaque, params; did you mean "params"?',
        ),
        ("x: [m, 1]", "x: 3", "11: functions.step.args.x: 3 is not a list of dimensions"),
        ("x: [m, 1]", "x: [m, -1]", "11: functions.step.args.x[1]: -1 is not a dimension"),
        ("x: [m, 1]", "x: [m, true]", "11: functions.step.args.x[1]: true is not a dimension"),
        ("x: [m, 1]", 'x: [m, "..."]', '11: functions.step.args.x[1]: "..." is not a dimension'),
        ("x: [m, 1]", "x: {}", "11: functions.step.args.x: names no keys"),
        ("params: {Waa", "int: {Waa", '8: types.int: "int" is built in; choose another name'),
        (
            "params: {Waa: [n_a, n_a]}",
            "params: params",
            '8: types.params: "params" is not a list of dimensions',
        ),
    ],
)
def test_a_meaningless_spec_is_said(broken: Callable[..., str], old: str, new: str, said: str) -> None:
    assert said in broken(old, new)


def test_a_type_may_use_the_types_above_it(folder: Path) -> None:
    manifest = folder / "assignment.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(
        text.replace("functions:", "  model: {cell: params}\nfunctions:").replace(
            "params: params", "params: model"
        ),
        encoding="utf-8",
    )
    args = dict(load(folder).functions["step"].args)
    assert isinstance(args["params"], MappingType)
    assert [name for name, _ in args["params"].entries] == ["cell"]


def reading(folder: Path, old: str, new: str) -> dict[str, ValueType]:
    manifest = folder / "assignment.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return dict(load(folder).functions["step"].args)


def test_a_dimension_may_be_a_sum_and_is_kept_without_spaces(folder: Path) -> None:
    assert reading(folder, "x: [m, 1]", "x: [m + 1, 3 * n_a + 2]")["x"] == ArrayType(("m+1", "3*n_a+2"))


def test_a_key_with_a_question_mark_may_be_left_out(folder: Path) -> None:
    params = reading(folder, "params: {Waa", 'params: {"bhc?": [n_a], Waa')["params"]
    assert isinstance(params, MappingType)
    assert params.optional == {"bhc"}
    assert [name for name, _ in params.entries] == ["bhc", "Waa"]


def test_a_setting_is_a_str(folder: Path) -> None:
    assert reading(folder, "x: [m, 1]", "x: str")["x"] == ScalarType("str")
