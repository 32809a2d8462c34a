import json
import os
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from autograder.worker.layers import readable_paths

STANDARD = Path(os.__file__).resolve().parent


def test_every_path_is_absolute_exists_and_is_no_link():
    paths = [Path(p) for p in readable_paths([np, json])]
    assert all(p.is_absolute() and p.exists() and p == p.resolve() for p in paths)


def test_the_paths_are_sorted_and_none_comes_twice():
    paths = readable_paths([np, np.linalg, json])
    assert list(paths) == sorted(set(paths))


def test_the_standard_library_is_listed_entry_by_entry():
    paths = {Path(p) for p in readable_paths([])}
    assert {STANDARD / "random.py", STANDARD / "json", STANDARD / "encodings"} <= paths
    assert {p.parent for p in paths} == {STANDARD}


def test_no_folder_holds_installed_packages():
    packages = Path(np.__file__).resolve().parents[1]
    for name in readable_paths([np]):
        path = Path(name)
        assert path.name not in {"site-packages", "dist-packages"}
        assert not packages.is_relative_to(path)


def test_a_package_brings_its_folder_and_its_libraries(tmp_path, monkeypatch):
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack.libs").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "pack" / "__init__.py").touch()
    (tmp_path / "pack" / "part.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    import pack.part  # noqa: F401 (written above)

    found = {p for p in readable_paths([sys.modules["pack.part"]]) if str(tmp_path) in p}
    assert found == {str(tmp_path / "pack"), str(tmp_path / "pack.libs")}


def test_a_module_of_one_file_brings_that_file(tmp_path, monkeypatch):
    module = ModuleType("lonely")
    module.__file__ = str(tmp_path / "lonely.py")
    monkeypatch.setitem(sys.modules, "lonely", module)
    assert str(tmp_path / "lonely.py") in readable_paths([module])


@pytest.mark.parametrize("name", ["sys", "builtins"])
def test_a_module_of_the_interpreter_brings_nothing(name):
    assert readable_paths([sys.modules[name]]) == readable_paths([])
