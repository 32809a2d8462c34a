"""A solution stands between nbgrader's marks, with all that it needs, and runs by itself."""

import re

import numpy as np
import pytest

from autograder.authoring.starter import Stub
from autograder.authoring.textbook import read_textbook
from autograder.packagers.nbgrader.solved import solved, unsolved

BOOK = '''\
"""A book."""

import math
from typing import NamedTuple

import numpy as np


class Cache(NamedTuple):
    """What comes back."""

    x: np.ndarray


def scale(x: float) -> float:
    """Scale."""
    return math.tau * x


def forward(x: np.ndarray) -> Cache:
    """Go forward.

    More of it.
    """
    # doubled, as the book says
    return Cache(double(scale(x)))


def double(x: float) -> float:
    """Double."""
    return 2 * x
'''
STUB = '''\
def forward(x):
    """Go forward.

    إلى الأمام.

    More of it.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("forward is not implemented yet")
'''
HEAD = STUB.partition("    # TODO")[0]


@pytest.fixture
def source(tmp_path):
    (tmp_path / "book.py").write_text(BOOK, encoding="utf-8")
    return solved(Stub("forward", "", STUB), read_textbook(tmp_path), ("forward", "double"))


def test_the_signature_and_the_docstring_are_the_starters(source):
    assert source.startswith(HEAD + "    ### BEGIN SOLUTION\n")


def test_what_no_student_writes_is_inside_and_what_students_write_is_not(source):
    inside = re.search(r"### BEGIN SOLUTION\n(.*)\n    ### END SOLUTION$", source, re.DOTALL)[1]
    assert re.findall(r"^    (?:class|def) (\w+)", inside, re.MULTILINE) == ["Cache", "scale"]
    assert inside.startswith("    from typing import NamedTuple\n    import math\n\n    class Cache")
    assert "# doubled, as the book says\n    return Cache(double(scale(x)))" in inside


def test_it_runs_beside_the_other_functions(source):
    space = {"np": np, "double": lambda x: 2 * x}
    exec(source, space)  # noqa: S102 (our own text)
    assert space["forward"](1.0).x == pytest.approx(4 * np.pi)


def test_unsolved_is_what_nbgrader_leaves():
    cut = "    # YOUR CODE HERE\n    raise NotImplementedError()"
    assert unsolved(Stub("forward", "", STUB)) == HEAD + cut
