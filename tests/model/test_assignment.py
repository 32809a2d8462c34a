"""What dates say about who may see what, and when."""

from datetime import datetime, timedelta, timezone

import pytest

from autograder.model.assignment import Dates, Visibility

DUE = datetime(2027, 2, 15, 23, 59, tzinfo=timezone.utc)
LATER = DUE + timedelta(days=3)
SECOND = timedelta(seconds=1)
OPEN = {Visibility.VISIBLE}
CLOSED = {Visibility.VISIBLE, Visibility.AFTER_DUE_DATE}


@pytest.mark.parametrize(
    ("dates", "now", "shown"),
    [
        (Dates(), LATER, OPEN),
        (Dates(release=DUE), LATER, OPEN),
        (Dates(due=DUE), DUE - SECOND, OPEN),
        (Dates(due=DUE), DUE, CLOSED),
        (Dates(due=DUE, late_due=LATER), LATER - SECOND, OPEN),
        (Dates(due=DUE, late_due=LATER), LATER, CLOSED),
        (Dates(late_due=LATER), LATER, CLOSED),
        (Dates(due=DUE), DUE.astimezone(timezone(timedelta(hours=3))), CLOSED),
    ],
)
def test_what_waits_for_the_due_date_is_shown_when_nothing_more_can_be_handed_in(
    dates: Dates, now: datetime, shown: set[Visibility]
) -> None:
    assert dates.shown(now) == shown


def test_the_dates_that_are_given_come_in_order() -> None:
    assert Dates(late_due=LATER, due=DUE).given == (("due", DUE), ("late_due", LATER))
