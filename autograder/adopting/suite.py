"""An instructor's suite: its files as they are, imported anew for whoever runs them."""

import contextlib
import importlib
import io
import os
import sys
import unittest
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from autograder.adopting import decorators, pytests, unittests
from autograder.adopting.result import Result

Outputs = dict["Test", tuple[Result, str]]


class Style(str, Enum):
    """Which library a test is written for."""

    UNITTEST = "unittest"
    PYTEST = "pytest"


@dataclass(frozen=True)
class Test:
    """One test: its file from the suite's root, its name there, how it is written."""

    __test__ = False

    file: str
    name: str
    style: Style


def test_files(root: Path) -> tuple[str, ...]:
    """Return the files with tests under `root`; a single file may have any name."""
    found = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.py"))
    tests = [name for name in found if Path(name).name.startswith("test") or name.endswith("_test.py")]
    return tuple(tests or found[:1])


def run_all(root: Path, stand_ins: Mapping[str, Any]) -> Outputs:
    """Run every test of the suite, those of a file together; return what each gave.

    Raises:
        Exception: what importing a file raised.
    """
    outputs: Outputs = {}
    for file in test_files(root):
        with imported_anew(root, stand_ins):
            outputs |= _run_unittests(root, file)
        with imported_anew(root, stand_ins):
            for name in pytests.names(root, file):
                test = Test(file, name, Style.PYTEST)
                outputs[test] = _run_pytest(root, test)
    return outputs


def run_one(root: Path, test: Test, stand_ins: Mapping[str, Any]) -> tuple[Result, str]:
    """Run one test by itself, with what its class sets up; return what it gave and printed.

    Raises:
        LookupError: the suite has no such test.
        BaseException: what importing its file raised.
    """
    with imported_anew(root, stand_ins):
        if test.style is Style.PYTEST:
            return _run_pytest(root, test)
        chosen = [case for case in _cases(root, test.file) if unittests.name_of(case) == test.name]
        if not chosen:
            raise LookupError(test.name)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            return unittests.run(chosen[:1])[test.name], printed.getvalue()


def _run_unittests(root: Path, file: str) -> Outputs:
    with contextlib.redirect_stdout(io.StringIO()):
        results = unittests.run(_cases(root, file))
    return {Test(file, name, Style.UNITTEST): (one, "") for name, one in results.items()}


def _cases(root: Path, file: str) -> list[unittest.TestCase]:
    return list(unittests.cases(importlib.import_module(module_name(root, file))))


def _run_pytest(root: Path, test: Test) -> tuple[Result, str]:
    printed = io.StringIO()
    found = pytests.run(root, test.file, test.name, printed)
    if found is None:
        raise LookupError(test.name)
    return found, printed.getvalue()


def module_name(root: Path, file: str) -> str:
    """Return the name that a file is imported by: with its packages, where its folders are packages."""
    parts = list(Path(file).with_suffix("").parts)
    folders = [root.joinpath(*parts[:i]) for i in range(1, len(parts))]
    packages = all((folder / "__init__.py").is_file() for folder in folders)
    return ".".join(parts) if packages else parts[-1]


@contextlib.contextmanager
def imported_anew(root: Path, stand_ins: Mapping[str, Any]) -> Iterator[None]:
    """Let a suite be imported as if for the first time, in its folder, with `stand_ins` among the modules.

    Afterwards everything is as before: also a module that has the name of one of the suite's.
    """
    kept, path, here, cached = dict(sys.modules), sys.path[:], Path.cwd(), sys.dont_write_bytecode
    own = _own_names(root)
    for name in [name for name in sys.modules if name.partition(".")[0] in own]:
        del sys.modules[name]
    sys.modules.update({**decorators.modules(), **stand_ins})
    sys.path[:0] = sorted(
        {str((root / file).parent) for file in test_files(root)} | {str(root)}, reverse=True
    )
    sys.dont_write_bytecode = True
    os.chdir(root)
    try:
        yield
    finally:
        os.chdir(here)
        sys.dont_write_bytecode, sys.path[:] = cached, path
        _restore(kept, root)


def _own_names(root: Path) -> frozenset[str]:
    """Return the names of modules that the suite's files may be imported by."""
    return frozenset(path.stem for path in root.rglob("*") if path.is_dir() or path.suffix == ".py")


def _restore(kept: Mapping[str, Any], root: Path) -> None:
    """Put the modules back; what else was imported meanwhile stays, to be found by the next."""
    for name, module in list(sys.modules.items()):
        if name not in kept and (_is_stand_in(name, module) or _is_under(root, module)):
            del sys.modules[name]
    sys.modules.update(kept)


def _is_stand_in(name: str, module: object) -> bool:
    return name.partition(".")[0] == "gradescope_utils" or type(module).__module__.startswith(__package__)


def _is_under(root: Path, module: object) -> bool:
    return str(getattr(module, "__file__", None)).startswith(f"{root}{os.sep}")
