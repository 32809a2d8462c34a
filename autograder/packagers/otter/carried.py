"""What an assignment says that Otter cannot carry, and what becomes of it."""

from collections.abc import Iterator

from autograder.model.assignment import Assignment, Visibility

ALWAYS = (
    (
        "points per check",
        "exact in the total; per test Otter rounds to five digits",
    ),
    (
        "partial credit of a check",
        "its points; Otter's list of cases knows passed and failed only, the text says which part",
    ),
    (
        "points that wait for a person (our own code failed)",
        "0 points, a text that says so, and `pending` in the plugin's report below Otter's summary",
    ),
    (
        "who hands in (whose concept questions these are)",
        "known on Gradescope; `otter run` and `otter grade` know nobody, so it is not compared",
    ),
    (
        "no notebook and no `.py` file at the top of a submission, or several",
        "Otter refuses it before any plugin runs: an error, no results",
    ),
    (
        "a notebook that cannot be read",
        "the same",
    ),
    (
        "feedback with formatting, pictures of an error over time, links",
        "plain text; the pictures are drawn with letters",
    ),
    (
        "results while grading goes on",
        "all at the end: a grading that is killed leaves none",
    ),
    (
        "limits on handing in again, a leaderboard",
        "none",
    ),
)
HIDDEN = (
    "checks that students see later or never",
    (
        "Otter shows all tests at one time: when you publish the grades, or never if any check is hidden for "
        "good. Until then students read one text without points of what the visible checks say, in which "
        'Otter says "All test cases passed!" of each test that it does not show'
    ),
)
BONUS = ("bonus checks", "0 points possible, so that the total may be more than full marks")


def lost(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """Yield what becomes of each thing, as far as the assignment has it."""
    yield from ALWAYS
    if any(check.visibility is not Visibility.VISIBLE for check in assignment.checks):
        yield HIDDEN
    if any(check.bonus for check in assignment.checks):
        yield BONUS
