"""How often a student is graded: what counts is when submissions were handed in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from autograder.container.metadata import Metadata, Previous
from autograder.model.platform import Resubmissions

NEVER = datetime.max.replace(tzinfo=timezone.utc)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Refusal:
    """Why a submission is not graded.

    `rule` is the one of Resubmissions that holds longest: "max", "per_day" or "every"; `opens` is from when
    on a submission is graded again, None for never. `last` is the submission whose results stay.
    """

    rule: str
    opens: datetime | None
    last: Previous


def refusal(rules: Resubmissions, metadata: Metadata) -> Refusal | None:
    """Return why a submission is over the limit, or None; of one without a time nobody can tell."""
    now = metadata.created_at
    if now is None:
        return None
    before = [one for one in metadata.previous if counts(one) and one.time < now]
    opens, rule = max(_openings(rules, graded(rules, before)), default=(now, ""))
    return Refusal(rule, None if opens == NEVER else opens, before[-1]) if opens > now else None


def counts(one: Previous) -> bool:
    """Tell whether a submission was graded to the end; when not, the fault is ours or the platform's."""
    facts = one.results.get("extra_data") if one.results else None
    return not one.failed and not (isinstance(facts, dict) and facts.get("finished") is False)


def graded(rules: Resubmissions, submissions: Iterable[Previous]) -> list[datetime]:
    """Return when those were handed in that the limit let pass, of all in order of time."""
    passed: list[datetime] = []
    for one in submissions:
        if all(opens <= one.time for opens, _ in _openings(rules, passed)):
            passed.append(one.time)
    return passed


def _openings(rules: Resubmissions, passed: Sequence[datetime]) -> Iterator[tuple[datetime, str]]:
    """Yield from when on each rule lets a submission pass after those that passed, and the rule."""
    if rules.max is not None and len(passed) >= rules.max:
        yield NEVER, "max"
    if rules.per_day is not None and len(passed) >= rules.per_day:
        yield passed[-rules.per_day] + DAY, "per_day"
    if rules.every is not None and passed:
        yield passed[-1] + rules.every, "every"
