"""A sheet that was drawn for somebody else is noticed, where it is known who hands in."""

from dataclasses import replace

import pytest
from support.asked import asking

from autograder.model.finding import finding
from autograder.model.submission import Answers, Submission
from autograder.questions import wrong_owner


def of(student: str | None) -> Submission:
    return Submission("s", "0", (), answers=None if student is None else Answers(student))


@pytest.mark.parametrize(
    ("student", "ids"),
    [
        ("s1", ("s1",)),
        ("S1 ", ("s1",)),
        ("s١", ("S1",)),
        ("s2", ("s1", "s2")),
        ("s1", ()),
        (None, ("s1",)),
    ],
)
def test_the_own_sheet_that_of_a_group_and_none_are_fine(student: str | None, ids: tuple[str, ...]) -> None:
    assert wrong_owner(asking(), of(student), ids) == ()


@pytest.mark.parametrize(("student", "said"), [("s3", "s3"), ("", "common"), ("common", "common")])
def test_any_other_is_named(student: str, said: str) -> None:
    assert wrong_owner(asking(), of(student), ("s1", "s2")) == (finding("id_mismatch", text=said),)


def test_where_all_get_the_same_questions_it_does_not_matter_whose_they_are() -> None:
    assert wrong_owner(replace(asking(), one_draw=True), of("s3"), ("s1",)) == ()
