"""What a suite imports from `gradescope_utils`, which is not installed here: the same names and attributes.

Written from that library's documented behaviour (version 0.5.0).
"""

import functools
import unittest
from collections.abc import Callable
from types import ModuleType
from typing import Any

Function = Callable[..., Any]
Decorator = Callable[[Function], Function]


def weight(value: float) -> Decorator:
    """Say how many points a test is worth."""
    return _setting(__weight__=value)


def number(value: object) -> Decorator:
    """Say where a test stands among the others, such as "1.2"."""
    return _setting(__number__=str(value))


def visibility(value: str) -> Decorator:
    """Say who sees a test, in Gradescope's words."""
    return _setting(__visibility__=value)


def hide_errors(value: str = "Test failed") -> Decorator:
    """Say what is shown in the place of everything else when the test fails."""
    return _setting(__hide_errors__=value)


def tags(*values: str) -> Decorator:
    """Give a test words to find it by."""
    return _setting(__tags__=values)


def leaderboard(column_name: str, sort_order: str = "desc") -> Decorator:
    """Let a test write into a column of the leaderboard by `set_leaderboard_value`."""

    def decorate(function: Function) -> Function:
        _setting(__leaderboard_column__=column_name, __leaderboard_sort_order__=sort_order)(function)
        return _giving(function, "set_leaderboard_value", "__leaderboard_value__")

    return decorate


def partial_credit(value: float) -> Decorator:
    """Let a test give some of its points by `set_score`."""

    def decorate(function: Function) -> Function:
        _setting(__weight__=value)(function)
        return _giving(function, "set_score", "__score__")

    return decorate


def _setting(**attributes: object) -> Decorator:
    def decorate(function: Function) -> Function:
        for name, value in attributes.items():
            setattr(function, name, value)
        return function

    return decorate


def _giving(function: Function, keyword: str, attribute: str) -> Function:
    """Call the function with a keyword argument that keeps a value as an attribute."""

    @functools.wraps(function)
    def wrapper(*args: object, **kwargs: object) -> object:
        return function(*args, **{**kwargs, keyword: keep})

    def keep(value: object) -> None:
        setattr(wrapper, attribute, value)

    return wrapper


class JSONTestRunner:
    """Stands for the library's runner, so that a file that also names it can be imported."""

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        """Take anything."""

    def run(self, _tests: unittest.TestSuite) -> None:
        """Do nothing: the tests are run one by one."""


def modules() -> dict[str, ModuleType]:
    """Return the modules of the library by name, to stand in `sys.modules`."""
    package, utils = ModuleType("gradescope_utils"), ModuleType("gradescope_utils.autograder_utils")
    decorators = ModuleType("gradescope_utils.autograder_utils.decorators")
    runner = ModuleType("gradescope_utils.autograder_utils.json_test_runner")
    for one in (weight, number, visibility, hide_errors, tags, leaderboard, partial_credit):
        setattr(decorators, one.__name__, one)
    vars(runner)["JSONTestRunner"] = JSONTestRunner
    vars(package).update(__path__=[], autograder_utils=utils)
    vars(utils).update(__path__=[], decorators=decorators, json_test_runner=runner)
    return {one.__name__: one for one in (package, utils, decorators, runner)}
