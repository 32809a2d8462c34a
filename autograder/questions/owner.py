"""Whose answers were handed in."""

from collections.abc import Iterable

from autograder.model.assignment import Assignment
from autograder.model.finding import Finding, finding
from autograder.model.submission import Submission
from autograder.questions.draw import COMMON, normal_id


def wrong_owner(assignment: Assignment, submission: Submission, ids: Iterable[str]) -> tuple[Finding, ...]:
    """Return the finding that the questions were drawn for none of `ids`, or nothing.

    `ids` are those of the students who hand in together; without any nothing can be compared. Where everybody
    gets the same questions it does not matter for whom they were drawn.
    """
    known = {normal_id(one) for one in ids}
    if submission.answers is None or not known or assignment.one_draw:
        return ()
    drawn_for = submission.answers.id or COMMON
    return () if normal_id(drawn_for) in known else (finding("id_mismatch", text=drawn_for),)
