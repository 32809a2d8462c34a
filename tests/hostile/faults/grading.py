"""A small grading as a user starts it, and what must hold of its results.json at every moment."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.graded import CHECKOUT
from support.on_platform import submitted, validator
from support.tiny import RIGHT, Tiny, write

CHECKS = tuple(Tiny(f"t.check{number}", "expect(student.double(X).y, 2 * X)") for number in range(16))
"""As many as make a grading long enough to be killed in the middle of."""
FULL = float(len(CHECKS))
FULL_MARKS = "16 of 16 points"
OURS = 3
"""The exit status of a fault that is this machine's."""


@dataclass
class Grading:
    """A submission that is right, to be graded at home (`grade --out`) or in the platform's container."""

    root: Path
    platform: bool = False

    def __post_init__(self) -> None:
        if self.platform:
            write(self.root / "source", CHECKS)
            submitted(self.root, "tiny", RIGHT)
        else:
            write(self.root, CHECKS)
            self.handed_in.write_text(RIGHT, encoding="utf-8")
        self.temporary.mkdir()

    @property
    def temporary(self) -> Path:
        return self.root / "tmp"

    @property
    def out(self) -> Path:
        return self.root / "results"

    @property
    def assignment(self) -> Path:
        return self.root / "assignments" / "tiny"

    @property
    def handed_in(self) -> Path:
        return self.root / "rnn.py"

    @property
    def command(self) -> tuple[str, ...]:
        if self.platform:
            return ("run-gradescope", "--root", str(self.root))
        handed_in = (str(self.assignment), str(self.handed_in))
        return ("grade", *handed_in, "--lang", "en", "--out", str(self.out))

    def start(self, *more: str, **options: Any) -> "subprocess.Popen[str]":
        """Start the command, with further options of its own and of Popen's."""
        return start(*self.command, *more, **{"TMPDIR": str(self.temporary), **options})

    def run(self, *more: str, **options: Any) -> "subprocess.CompletedProcess[str]":
        """Run the command to its end."""
        return run(*self.command, *more, **{"TMPDIR": str(self.temporary), **options})

    def results(self) -> dict[str, Any]:
        """Read results.json and hold it to the laws."""
        return lawful(json.loads((self.out / "results.json").read_text("utf-8")))


def start(*command: str, **options: Any) -> "subprocess.Popen[str]":
    """Start a command of ours; options in capitals are variables of its environment, others are Popen's."""
    variables = {name: options.pop(name) for name in [*options] if name.isupper()}
    whole = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "text": True,
        "cwd": CHECKOUT,
        "env": {**os.environ, **variables},
        **options,
    }
    return subprocess.Popen([sys.executable, "-m", "autograder", *command], **whole)


def run(*command: str, **options: Any) -> "subprocess.CompletedProcess[str]":
    """Run a command of ours to its end."""
    with start(*command, **options) as process:
        said, complained = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, said or "", complained or "")


def lawful(results: Mapping[str, Any]) -> dict[str, Any]:
    """Hold results of a right submission to what is true at every moment and after every fault."""
    validator().validate(results)
    tests = results["tests"]
    if tests:
        assert [test["extra_data"]["check"] for test in tests] == [check.id for check in CHECKS]
    assert {test.get("status") for test in tests} <= {None, "passed"}, "a check is charged to the student"
    assert results["score"] == sum(test["score"] for test in tests)
    assert results["extra_data"]["needs_review"] is (results["score"] != FULL) or not finished(results)
    return dict(results)


def finished(results: Mapping[str, Any]) -> bool:
    return bool(results["extra_data"]["finished"])


def decided(results: Mapping[str, Any]) -> set[str]:
    """Return the checks that have been decided."""
    return {test["extra_data"]["check"] for test in results["tests"] if "status" in test}


def only_empty(folder: Path) -> bool:
    """Say whether a folder for temporary files holds no more than a killed grader may leave.

    That is an empty folder, or the one with the self-test's canary, which says nothing.
    """
    return {path.name for path in folder.rglob("*") if path.is_file()} <= {"canary"}
