"""Which checks may notice what a mistake or variant changes."""

from dataclasses import replace

import pytest

from autograder.analysis.reach import behaves_otherwise, called, reached
from autograder.analysis.specimen import Specimen, specimens
from autograder.analysis.trial import CASTS, Setting, attempt
from autograder.loading import load
from autograder.model.submission import UNREAD
from autograder.worker.host import Host

SOLUTION = {
    "cells.py": "import numpy as np\n\nLIMIT = 3\n\n\ndef low(x):\n    return np.minimum(x, LIMIT)\n\n\n"
    "def high(x):\n    return low(x) + 1\n\n\ndef apart(x):\n    return x\n",
    "net.py": "from cells import high\n\n\nclass Net:\n    def run(self, x):\n        return high(x)\n",
}


def changing(text: str) -> Specimen:
    return Specimen("mistake", "m", "m", UNREAD, changes=text, solution=SOLUTION)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("def low(x):\n    return x\n", {"low", "high", "Net"}),
        ("def apart(x):\n    return 0\n", {"apart"}),
        ('"""A header."""\n\nimport numpy as np\n\n\ndef high(x):\n    return 0\n', {"high", "Net"}),
        ("LIMIT = 4\n", {"LIMIT", "low", "high", "Net"}),
        ("LIMIT: int = 4\n", {"LIMIT", "low", "high", "Net"}),
        ("import math as np\n", {"np", "low", "high", "Net"}),
        ("def helper(x):\n    return x\n\n\ndef apart(x):\n    return helper(x)\n", {"helper", "apart"}),
        ("class Net:\n    pass\n", {"Net"}),
    ],
)
def test_what_uses_what_is_changed_may_behave_otherwise(text: str, names: set[str]) -> None:
    assert behaves_otherwise(changing(text)) == names


@pytest.mark.parametrize("text", ["print(1)\n", "if True:\n    LIMIT = 4\n", "LIMIT += 1\n"])
def test_a_statement_that_does_more_than_define_may_change_anything(text: str) -> None:
    assert behaves_otherwise(changing(text)) is None


def test_a_check_that_calls_nothing_changed_is_not_reached() -> None:
    assignment = load("a1_rnn")
    by = {check.id: frozenset({"softmax"}) for check in assignment.checks}
    by["a1.one_hot.values"] = frozenset({"one_hot"})
    text = "def one_hot(ids, n_x):\n    return 0\n"
    alone = Specimen("mistake", "m", "m", UNREAD, changes=text, solution={"rnn.py": "import numpy as np\n"})
    assert reached(assignment, alone, by) == {"a1.one_hot.values"}


def test_a_check_of_which_nothing_is_known_is_reached() -> None:
    assignment = load("a1_rnn")
    assert reached(assignment, changing("def apart(x):\n    return 0\n"), {}) == {
        check.id for check in assignment.checks
    }


def test_other_answers_reach_the_checks_of_answers_and_no_others() -> None:
    assignment = load("a1_rnn")
    of_answers = replace(changing(""), changes=None)
    assert reached(assignment, of_answers, {}) == {
        check.id for check in assignment.checks if ".questions." in check.id
    }


@pytest.mark.slow
def test_the_checks_that_are_reached_say_what_all_checks_say(a1_host: Host) -> None:
    assignment = load("a1_rnn")
    found = specimens(assignment)
    by = called(assignment, found[0], tuple(check.id for check in assignment.checks), a1_host)
    some = [one for one in found if one.kind in {"mistake", "variant"}][::15]
    assert len(some) > 8
    for number, one in enumerate(some):
        setting = Setting(number, CASTS[number % 2])
        few = attempt(assignment, one, setting, a1_host, reached(assignment, one, by))
        assert few == attempt(assignment, one, setting, a1_host)
        assert few.problems == ()
