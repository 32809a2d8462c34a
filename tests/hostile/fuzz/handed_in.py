"""What intake makes of bytes, held to what a submission promises to the stages after it."""

from collections.abc import Iterator, Mapping

from support.asked import asking

from autograder.intake import limits
from autograder.intake.found import Found
from autograder.intake.notes import UNSAFE
from autograder.intake.reading import read_found
from autograder.model.finding import Finding
from autograder.model.submission import Submission
from autograder.worker import wire

ASSIGNMENT = asking()


def handed_in(files: Mapping[str, bytes], answers: Mapping[str, bytes] = {}) -> Submission:
    """Read files and sheets of answers by their paths."""
    return held(read_found(Found(files, answers=answers), "fuzz", ASSIGNMENT))


def held(submission: Submission) -> Submission:
    """Make sure that a submission can be sent to a worker, and that what is said of it is clean and short."""
    for module in submission.modules:
        wire.encode([[chunk.line, chunk.source, list(chunk.binds)] for chunk in module.chunks])
        assert all(chunk.line > 0 for chunk in module.chunks)
    for text in texts(submission):
        assert not UNSAFE.search(text), ascii(text)
        assert len(text) <= limits.TEXT
    assert len(submission.sha256) == len("9f2c") * 16
    return submission


def texts(submission: Submission) -> Iterator[str]:
    """Yield all that is said of a submission, and what was answered."""
    for finding in findings(submission):
        yield from (value for value in finding.params.values() if isinstance(value, str))
    if submission.answers:
        yield from (submission.answers.id, *submission.answers.given.values())


def findings(submission: Submission) -> Iterator[Finding]:
    """Yield what intake found."""
    yield from submission.notes
    for problems in submission.problems.values():
        yield from problems
