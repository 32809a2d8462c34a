"""What a course changes in an assignment: Assignment, settings -> Assignment; nothing is refused here."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from autograder.loading.course_schema import CourseKeys, SettingsKeys
from autograder.model.assignment import Assignment, Check, Dates, Visibility
from autograder.model.platform import Platform, Resubmissions
from autograder.model.text import Text

Needs = Mapping[str, tuple[str, ...]]
"""What each check depends on."""


def overlay(
    assignment: Assignment,
    course: CourseKeys,
    settings: SettingsKeys,
    home: Path = Path(),
) -> Assignment:
    """Return the assignment as a course wants it; `settings` are the course's for this assignment.

    Points are set before `total` scales them; checks that are off do not count. Paths in the settings begin
    at `home`, the folder of the course's file.
    """
    graded = _with_points(_without(assignment, switched_off(assignment, settings)), settings.points)
    return replace(
        _with_visibility(_with_total(graded, settings.total), settings.visibility),
        language=settings.language or course.language or assignment.language,
        help=Text(course.help.en, course.help.ar) if course.help else assignment.help,
        handout=Text(settings.handout.en, settings.handout.ar) if settings.handout else assignment.handout,
        dates=Dates(**settings.dates.model_dump()),
        conventions={**assignment.conventions, **settings.conventions.model_dump(exclude_none=True)},
        one_draw=settings.questions == "common" if settings.questions else assignment.one_draw,
        platform=_platform(settings),
        data={**assignment.data, **{name: (home / path).resolve() for name, path in settings.data.items()}},
    )


def _platform(settings: SettingsKeys) -> Platform:
    return Platform(
        time_limit=settings.time_limit.total_seconds(),
        output=settings.format,
        leaderboard=tuple(dict.fromkeys(settings.leaderboard)),
        resubmissions=Resubmissions(**settings.resubmissions.model_dump()),
    )


def switched_off(assignment: Assignment, settings: SettingsKeys) -> frozenset[str]:
    """Return the ids of the checks that `off:` names, one by one or by their part."""
    named = frozenset(settings.off)
    return frozenset(
        check.id for part in assignment.parts for check in part.checks if named & {part.id, check.id}
    )


def _without(assignment: Assignment, off: Collection[str]) -> Assignment:
    """Leave checks out; those that depend on them depend on what they depended on."""
    if not off:
        return assignment
    needs = {check.id: check.depends_on for check in assignment.checks}
    kept = tuple(
        replace(part, checks=tuple(check for check in part.checks if check.id not in off))
        for part in assignment.parts
    )
    shorter = replace(
        assignment,
        parts=tuple(part for part in kept if part.checks),
        declared=assignment.parts,
        questions=tuple(q for q in assignment.questions if q.id not in _unasked(assignment, off)),
        off=tuple(name for name in needs if name in off),
    )
    return _each(shorter, lambda check: replace(check, depends_on=_bridged(check.depends_on, needs, off)))


def _unasked(assignment: Assignment, off: Collection[str]) -> frozenset[str]:
    """Return the concept questions whose checks are off; a check's id ends with its question's."""
    answers = (part for part in assignment.parts if part.profile == "answers")
    return frozenset(
        check.id.rpartition(".")[2] for part in answers for check in part.checks if check.id in off
    )


def _bridged(names: Iterable[str], needs: Needs, off: Collection[str]) -> tuple[str, ...]:
    """Replace each name that is off by what it needs, in order and each once."""
    found: dict[str, None] = {}
    for name in names:
        found.update(dict.fromkeys(_bridged(needs[name], needs, off) if name in off else (name,)))
    return tuple(found)


def _with_points(assignment: Assignment, points: Mapping[str, Fraction]) -> Assignment:
    return _each(assignment, lambda check: replace(check, points=points.get(check.id, check.points)))


def _with_total(assignment: Assignment, total: Fraction | None) -> Assignment:
    """Scale all points, and the starter's, so that a full mark is `total`."""
    if total is None or not assignment.points:
        return assignment
    factor = total / assignment.points
    scaled = _each(assignment, lambda check: replace(check, points=check.points * factor))
    return replace(scaled, starter_floor=assignment.starter_floor * factor)


def _with_visibility(assignment: Assignment, visibility: Mapping[str, str]) -> Assignment:
    """Set who sees what; a check's own setting goes before its suite's."""

    def shown(check: Check) -> Visibility:
        return Visibility(visibility.get(check.id, visibility.get(check.suite.value, check.visibility.value)))

    return _each(assignment, lambda check: replace(check, visibility=shown(check)))


def _each(assignment: Assignment, change: Callable[[Check], Check]) -> Assignment:
    """Change every check."""
    parts = tuple(replace(part, checks=tuple(map(change, part.checks))) for part in assignment.parts)
    return replace(assignment, parts=parts)
