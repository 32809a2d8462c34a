"""Value specs that mean nothing are refused where they stand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.loading import load
from autograder.model.assignment import MappingType


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "params: params",
            "params: param",
            'one of int, float, callable, any, opaque, params; did you mean "params"?',
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
