"""What is said of a submission as a whole: its dates, and why it was not graded."""

from collections.abc import Iterator
from datetime import datetime

from autograder.container.limits import Refusal
from autograder.container.metadata import Metadata
from autograder.messages.phrase import Phrase, Token
from autograder.model.platform import Resubmissions
from autograder.reports.output import Remark


def dates(metadata: Metadata) -> Iterator[Remark]:
    """Yield when a submission was handed in, and whether that was in time; no points follow from it."""
    at, due = metadata.created_at, metadata.due
    if at is None:
        return
    if due is None:
        yield Remark("handed_in", {"moment": written(at)})
        return
    late = at > due
    yield Remark("handed_in_late" if late else "handed_in_due", {"moment": written(at), "due": written(due)})
    if late and metadata.late_due is not None:
        yield Remark("accepted_until", {"moment": written(metadata.late_due)})


def refused(rules: Resubmissions, refusal: Refusal) -> Iterator[Remark]:
    """Yield why a submission was not graded, and from when on one is."""
    count = {"max": rules.max, "per_day": rules.per_day}.get(refusal.rule)
    yield Remark(f"limit_{refusal.rule}", {} if count is None else {"count": count})
    if refusal.opens is not None:
        yield Remark("limit_opens", {"moment": written(refusal.opens)})


def written(moment: datetime) -> Phrase:
    """Write a time with its zone, such as 2027-02-15 23:59 +03:00."""
    zone = moment.isoformat()[-6:]
    return (Token(f"{moment:%Y-%m-%d %H:%M} {zone}", code=False),)
