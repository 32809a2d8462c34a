"""Imports and names that the assignment does not allow."""

from collections.abc import Callable

import pytest

from autograder.model.submission import Submission

Read = Callable[[str], Submission]


def found(submission: Submission, code: str) -> list[tuple[object, object]]:
    return [(n.params["module"], n.params["line"]) for n in submission.notes if n.code == code]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import numpy as np\nimport numpy.linalg\nfrom collections.abc import Mapping\n", []),
        ("from __future__ import annotations\nfrom builtins import range\n", []),
        ("import os, sys\nimport os\n", [("os", 1), ("sys", 1)]),
        ("import numpy\nimport matplotlib.pyplot as plt\n", [("matplotlib.pyplot", 2)]),
        ("\n\n@deco\ndef softmax(z):\n    import scipy\n", [("scipy", 5)]),
        ("from . import layers\nfrom .layers import x\n", [(".", 1), (".layers", 2)]),
        ("import numpyro\n", [("numpyro", 1)]),
    ],
)
def test_a_module_that_is_not_allowed_is_noted_once(
    grade_text: Read, text: str, expected: list[tuple[str, int]]
) -> None:
    assert found(grade_text(text), "import_not_allowed") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import torch\n", [("torch", 1)]),
        ("import torch.nn as nn\ndef f(): return nn.RNN()\n", [("torch", 1)]),
        ("from torch import nn\n", [("torch", 1)]),
        ("import numpy as np\n\ndef f(x):\n    return np.linalg.svd(x)\n", [("numpy.linalg.svd", 4)]),
        ("from numpy import linalg as la\ndef f(x): return la.svd(x)\n", [("numpy.linalg.svd", 2)]),
        ("from numpy.linalg import svd as s\n", [("numpy.linalg.svd", 1)]),
        ("import numpy as np\ndef f(x): return np.linalg.svdvals(x)\n", []),
        ("import torchvision\n", []),
        ("def f(torch): return torch.nn\n", []),
    ],
)
def test_a_forbidden_name_is_noted_under_every_alias(
    grade_text: Read, text: str, expected: list[tuple[str, int]]
) -> None:
    assert found(grade_text(text), "forbidden_name") == expected


def test_code_that_does_not_run_breaks_no_rule(grade_text: Read) -> None:
    submission = grade_text("def softmax(z): return z\nif __name__ == '__main__':\n    import torch\n")
    assert [note.code for note in submission.notes] == ["code_not_run"]


@pytest.mark.parametrize(
    "text",
    [
        "from autograder import check\ncheck()\ncheck(lang='ar')",
        "import autograder",
        "try:\n    from autograder import check\nexcept ImportError:\n    check = None",
        "import otter\ngrader = otter.Notebook('rnn.ipynb')\ngrader.check('a1.softmax.rows')",
        "from otter import Notebook\ngrader = Notebook()\ngrader.export(pdf=False)",
        "check()\nfrom autograder import check",
        "from autograder import check\ncheck(only='a1.softmax.rows').must_pass()",
    ],
)
def test_checking_oneself_is_no_part_of_what_is_handed_in(
    grade_text: Read, source_of: Callable[[Submission], str], text: str
) -> None:
    alone = grade_text("def softmax(z): return z\n")
    submission = grade_text(f"{text}\ndef softmax(z): return z\n")
    assert submission.notes == ()
    assert source_of(submission) == source_of(alone)
    assert submission.sha256 == alone.sha256


def test_a_call_of_the_student_s_own_is_noted(grade_text: Read) -> None:
    submission = grade_text("def check(): return 1\ncheck()\n")
    assert [note.code for note in submission.notes] == ["code_not_run"]


def test_what_is_made_without_a_tool_is_the_student_s_own(grade_text: Read) -> None:
    submission = grade_text("import otter\ngrader = dict()\ngrader.update(a=1)\n")
    assert [note.code for note in submission.notes] == ["code_not_run"]


def test_what_a_function_takes_from_us_is_not_allowed(grade_text: Read) -> None:
    submission = grade_text("import autograder, numpy\ndef softmax(z): return autograder.check()\n")
    assert [note.code for note in submission.notes] == ["import_not_allowed"]
