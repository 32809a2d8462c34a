"""`autograder adopt`."""

import json
import os
import subprocess
import sys

import pytest
from support.graded import CHECKOUT

from autograder import loading

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
SUITE = """\
import unittest
from gradescope_utils.autograder_utils.decorators import weight
from sums import Adder, total


class TestSums(unittest.TestCase):
    @weight(2)
    def test_total(self):
        self.assertEqual(total([1, 2]), 3)

    @weight(1)
    def test_equal(self):
        self.assertTrue(Adder(1) == Adder(1))

    @weight(1)
    def test_class(self):
        self.assertIsInstance(Adder(1), Adder)

    @unittest.skip("not yet")
    def test_later(self):
        pass
"""
SOLUTION = """\
class Adder:
    def __init__(self, start):
        self.start = start

    def __eq__(self, other):
        return self.start == other.start


def total(numbers):
    return sum(numbers)
"""


@pytest.fixture
def adopt(tmp_path):
    (tmp_path / "test_sums.py").write_text(SUITE)
    (tmp_path / "sums.py").write_text(SOLUTION)

    def run(*more):
        command = [sys.executable, "-m", "autograder", "adopt", "test_sums.py", "--solution", "sums.py"]
        return subprocess.run(
            [*command, "--allow-weak-sandbox", *more],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            env=ENVIRONMENT,
        )

    return run


def test_a_refused_test_is_named_and_nothing_is_written(adopt, tmp_path):
    ran = adopt()
    assert ran.returncode == 1
    assert ran.stderr.splitlines() == [
        "refused   TestSums.test_class  1 point",
        "          asks whether an object is of the student's class, and classes stay in the sandbox",
        "          TypeError: an object of the student's stays in the sandbox",
        "adopted   TestSums.test_equal  1 point",
        "          asks the student's own classes for: eq",
        "skipped   TestSums.test_later  no points of its own",
        "          not yet",
        "adopted   TestSums.test_total  2 points",
        "",
        "4 tests: 2 adopted, 1 refused, 1 skipped",
        "Nothing was written. Change these tests, or say --skip-refused to leave them out.",
    ]
    assert not (tmp_path / "sums").exists()


def test_what_is_written_is_named_with_the_next_command_and_grades(adopt, tmp_path):
    ran = adopt("--skip-refused", "--messages", "hidden", "--id", "hw1")
    assert ran.returncode == 0
    assert "wrote hw1; your solution gets 3 of 3 points. Next:" in ran.stderr
    assert "    autograder grade hw1/ path/to/submission" in ran.stderr
    assert loading.load(tmp_path / "hw1").adopted.messages is False
    command = [
        sys.executable,
        "-m",
        "autograder",
        "grade",
        "hw1/",
        "sums.py",
        "--json",
        "--allow-weak-sandbox",
    ]
    graded = subprocess.run(
        command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    checks = json.loads(graded.stdout)["report"]["parts"][0]["checks"]
    assert [check["score"] for check in checks] == ["1", "2"]


def test_json_has_the_table(adopt):
    found = json.loads(adopt("--json").stdout)
    assert found["folder"] is None
    assert found["tests"][0] == {
        "file": "test_sums.py",
        "name": "TestSums.test_class",
        "points": "1",
        "fate": "refused",
        "why": "isinstance",
        "detail": "TypeError: an object of the student's stays in the sandbox",
        "operators": [],
    }
