"""The reference as text."""

import pytest

from autograder.authoring.textbook import read_textbook
from autograder.errors import AssignmentError


def test_definitions_come_after_what_they_use(project):
    names = [definition.name for definition in read_textbook(project / "book").closure(["middle"])]
    assert names.index("middle") == len(names) - 1
    assert set(names) == {"Pair", "HALF", "_mean", "middle"}


def test_the_package_is_not_imported(project):
    (project / "book" / "c.py").write_text("raise SystemExit\n", encoding="utf-8")
    assert "middle" in read_textbook(project / "book").definitions


def test_two_definitions_of_one_name_are_refused(project, edit):
    edit("book/b.py", "def middle", "def _mean")
    with pytest.raises(AssignmentError, match=r"a\.py and b\.py both define _mean: rename one"):
        read_textbook(project / "book")


@pytest.mark.parametrize("name", ["muddle", "Pair"])
def test_what_is_no_function_of_the_reference_is_refused(project, name):
    with pytest.raises(AssignmentError, match=f"the reference has no function {name}"):
        read_textbook(project / "book").function(name)
