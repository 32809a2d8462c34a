"""What course.yaml must keep beyond the shape of its keys: names that exist, laws that still hold."""

from collections.abc import Collection
from itertools import pairwise
from pathlib import Path

from autograder.loading import datafiles
from autograder.loading.course_schema import CourseKeys, SettingsKeys
from autograder.loading.overlay import switched_off
from autograder.loading.problem import Key, did_you_mean, not_one_of, quote
from autograder.loading.rules import Broken
from autograder.model.assignment import Assignment, Check, Suite, Visibility


def unknown_assignments(course: CourseKeys, known: Collection[str]) -> Broken:
    """Yield the names under `assignments:` that no assignment has."""
    for name in course.assignments:
        if name not in known:
            yield ("assignments", name), not_one_of(name, known)


def broken_settings(assignment: Assignment, settings: SettingsKeys, home: Path) -> Broken:
    """Yield what the settings say of things that the assignment does not have; keys begin at the settings.

    Paths begin at `home`.
    """
    off = switched_off(assignment, settings)
    yield from _unknown_off(assignment, settings)
    yield from _unknown_checks(assignment, settings)
    yield from _settings_of_what_is_off(settings, off)
    yield from _nothing_left(assignment, settings, off)
    yield from _undeclared_conventions(assignment, settings)
    yield from _wrong_data(assignment, settings, home)
    yield from _dates_out_of_order(settings)


def broken_laws(overlaid: Assignment, settings: SettingsKeys) -> Broken:
    """Yield what no longer holds in the assignment as the settings make it."""
    checks = {check.id: check for check in overlaid.checks}
    trainers = overlaid.trainers
    for check in overlaid.checks:
        used = (trainers[name] for name in check.uses if name in trainers)
        for name in (*check.depends_on, *used):
            needed = checks[name]
            if check.visibility is Visibility.VISIBLE and needed.visibility is not Visibility.VISIBLE:
                key = _setting_of(needed, settings) or _setting_of(check, settings) or ()
                yield key, _hidden_beneath(check, needed)
    if overlaid.starter_floor > overlaid.points:
        points, floor = overlaid.points, overlaid.starter_floor
        yield (), f"the points are {points} together, but the starter alone is said to earn {floor}"


def _hidden_beneath(check: Check, needed: Check) -> str:
    hidden = f"{quote(needed.id)}, which is {needed.visibility.value}"
    return f"{quote(check.id)} is visible and cannot depend on {hidden}"


def _setting_of(check: Check, settings: SettingsKeys) -> Key | None:
    """Return the key that decided a check's visibility."""
    names = (name for name in (check.id, check.suite.value) if name in settings.visibility)
    return next((("visibility", name) for name in names), None)


def _unknown_off(assignment: Assignment, settings: SettingsKeys) -> Broken:
    known = [part.id for part in assignment.parts] + [check.id for check in assignment.checks]
    for i, name in enumerate(settings.off):
        if name not in known:
            yield ("off", i), f"no check or part has the id {quote(name)}{did_you_mean(name, known)}"
        elif name in settings.off[:i]:
            yield ("off", i), f"{quote(name)} stands here a second time"


def _unknown_checks(assignment: Assignment, settings: SettingsKeys) -> Broken:
    known = [check.id for check in assignment.checks]
    suites = [suite.value for suite in Suite]
    for name in settings.points:
        if name not in known:
            yield ("points", name), f"no check has the id {quote(name)}{did_you_mean(name, known)}"
    for name in settings.visibility:
        if name not in known and name not in suites:
            near = did_you_mean(name, [*suites, *known])
            yield ("visibility", name), f"no check or suite has the id {quote(name)}{near}"


def _settings_of_what_is_off(settings: SettingsKeys, off: frozenset[str]) -> Broken:
    for place, named in (("points", settings.points), ("visibility", settings.visibility)):
        for name in named:
            if name in off:
                yield (place, name), "this check is off"


def _nothing_left(assignment: Assignment, settings: SettingsKeys, off: frozenset[str]) -> Broken:
    counted = [check for check in assignment.checks if check.id not in off and not check.bonus]
    if not counted and (settings.off or settings.total):
        place = "off" if settings.off else "total"
        yield (place,), "no check is left that counts; bonus checks do not"


def _undeclared_conventions(assignment: Assignment, settings: SettingsKeys) -> Broken:
    declared = ", ".join(assignment.conventions) or "none"
    for name in settings.conventions.model_dump(exclude_none=True):
        if name not in assignment.conventions:
            yield ("conventions", name), f"{assignment.id} does not declare it; it declares {declared}"


def _wrong_data(assignment: Assignment, settings: SettingsKeys, home: Path) -> Broken:
    declared = ", ".join(assignment.data) or "none"
    for name, path in settings.data.items():
        if name not in assignment.data:
            yield ("data", name), f"{assignment.id} has no data file of this name; it has {declared}"
        elif wrong := datafiles.trouble(home / path):
            yield ("data", name), wrong


def _dates_out_of_order(settings: SettingsKeys) -> Broken:
    for (before, earlier), (after, later) in pairwise(settings.dates.model_dump(exclude_none=True).items()):
        if earlier > later:
            yield ("dates", after), f"{later.isoformat()} is before {before}, {earlier.isoformat()}"
