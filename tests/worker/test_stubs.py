"""An import that is not allowed loads, and raises only when it is used."""

import builtins
import math
import sys
import time
import types
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.worker.stubs import Importer, Stub, StubUsedError

PLT = Stub("matplotlib.pyplot")


def run(
    source: str, own: dict[str, types.ModuleType] | None = None, *, strict: bool = False
) -> dict[str, Any]:
    """Execute source with guarded imports and return its names."""
    importer = Importer(
        frozenset({"math", "os", "nowhere"}),
        {name: lambda module=module: module for name, module in (own or {}).items()},
    )
    importer.strict = strict
    names = {"__builtins__": {**vars(builtins), "__import__": importer}}
    exec(source, names)  # noqa: S102 (an import statement is what is tested)
    return names


@given(st.lists(st.sampled_from(["pyplot", "plot", "axes", "T"]), min_size=1, max_size=5))
def test_anything_inside_a_stub_can_be_named(path: list[str]) -> None:
    found: Stub = PLT
    for name in path:
        found = getattr(found, name)
    assert found.__name__ == ".".join(["matplotlib.pyplot", *path])


@pytest.mark.parametrize(
    "use",
    [
        lambda: PLT.plot([1, 2]),
        lambda: PLT["key"],
        lambda: list(PLT),
        lambda: PLT + 1,
        lambda: 2 * PLT,
        lambda: bool(PLT),
        lambda: float(PLT.pi),
        lambda: isinstance(3, PLT.Number),
        lambda: 3 in PLT,
        lambda: len(PLT),
        lambda: PLT < 3,
        lambda: types.new_class("Net", (PLT.Module,)),
    ],
)
def test_using_a_stub_says_which_module_is_not_there(use: Callable[[], object]) -> None:
    with pytest.raises(StubUsedError, match=r"matplotlib\.pyplot.* is not available here") as caught:
        use()
    assert str(caught.value.name).startswith("matplotlib.pyplot")


def test_a_stub_can_be_used_in_a_with_statement_only_to_raise() -> None:
    with pytest.raises(StubUsedError), PLT.figure:
        pass


def test_a_stub_has_no_special_attributes_of_its_own() -> None:
    with pytest.raises(AttributeError, match="__wrapped__"):
        assert PLT.__wrapped__


def test_an_allowed_module_is_the_real_one() -> None:
    names = run("import math\nfrom math import pi\nimport os.path")
    assert names["math"] is math
    assert names["pi"] == math.pi


def test_a_star_takes_the_public_names_and_leaves_out_what_cannot_be_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def load(name: str) -> None:
        raise ModuleNotFoundError(name) if name == "gone" else AttributeError(name)

    module = types.ModuleType("nowhere")
    vars(module).update(__all__=["here", "gone"], __getattr__=load, here=1, hidden=2)
    monkeypatch.setitem(sys.modules, "nowhere", module)
    names = run("from nowhere import *\nfrom math import *")
    assert (names["here"], names["pi"]) == (1, math.pi)
    assert not {"gone", "hidden"} & set(names)


def test_any_other_import_is_a_stub_under_the_names_it_binds() -> None:
    names = run("import torch.nn as nn, scipy\nfrom scipy.special import expit\nimport a.b")
    assert {name: names[name].__name__ for name in ("nn", "scipy", "expit", "a")} == {
        "nn": "torch.nn",
        "scipy": "scipy",
        "expit": "scipy.special.expit",
        "a": "a",
    }


def test_an_allowed_module_that_is_not_installed_is_a_stub() -> None:
    assert isinstance(run("import nowhere")["nowhere"], Stub)


def test_a_submission_s_own_file_comes_before_everything() -> None:
    own = types.ModuleType("helpers")
    own.f = 3  # type: ignore[attr-defined]
    names = run("from helpers import f\nimport helpers", {"helpers": own})
    assert (names["f"], names["helpers"]) == (3, own)


def test_a_relative_import_of_what_is_no_own_file_is_a_stub() -> None:
    assert isinstance(run("from .other import f")["f"], Stub)


def test_a_strict_import_does_not_find_what_is_not_allowed() -> None:
    """So that a fallback in an except clause is taken."""
    source = "try:\n    import cupy as np\nexcept ImportError:\n    import math as np"
    assert run(source, strict=True)["np"] is math
    with pytest.raises(ModuleNotFoundError, match="torch is not available here"):
        run("import torch", strict=True)


def test_what_the_interpreter_imports_for_a_function_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """time.strptime imports _strptime by the `__import__` of the code that calls it."""
    monkeypatch.delitem(sys.modules, "_strptime", raising=False)
    assert run("import time\nyear = time.strptime('2020', '%Y').tm_year", {"time": time})["year"] == 2020


def test_a_submission_s_own_import_of_it_is_a_stub_all_the_same() -> None:
    assert isinstance(run("import unicodedata")["unicodedata"], Stub)


def test_what_this_python_s_interpreter_lacks_is_a_stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "_pylong", None)
    assert isinstance(run("import _pylong")["_pylong"], Stub)
