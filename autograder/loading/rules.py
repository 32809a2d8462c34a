"""What assignment.yaml must keep beyond the shape of its keys: names that exist, order, who sees what."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import chain
from pathlib import Path

from autograder.loading import datafiles
from autograder.loading.problem import Key, did_you_mean, not_one_of, quote
from autograder.loading.schema import AssignmentKeys, CheckKeys, PartKeys
from autograder.model.assignment import Limits
from autograder.model.question import ANSWERS_FILE
from autograder.model.text import Text

Broken = Iterator[tuple[Key, str]]
"""The keys at which a rule is broken, with what is wrong there."""

Checks = dict[Key, CheckKeys]


def broken_rules(declared: AssignmentKeys, sections: Mapping[str, Text], folder: Path) -> Broken:
    """Yield whatever breaks a rule, rule by rule."""
    checks = _checks(declared)
    yield from _unique_names(declared, checks)
    yield from _known_files(declared)
    yield from _known_given(declared)
    yield from _known_prerequisites(checks)
    yield from _no_cycles(checks)
    yield from _prerequisites_are_shown(checks)
    yield from _one_training_of_a_name(checks)
    yield from _trainings_come_first(checks)
    yield from _trainings_are_shown(checks)
    yield from _seconds_within_all(declared, checks)
    yield from _points_above_zero(declared, checks)
    yield from _floor_within_points(declared)
    yield from _known_sections(declared, sections)
    yield from _paths_exist(declared, folder)


def _checks(declared: AssignmentKeys) -> Checks:
    return {
        ("parts", p, "checks", c): check
        for p, part in enumerate(declared.parts)
        for c, check in enumerate(part.checks)
    }


def _unique_names(declared: AssignmentKeys, checks: Checks) -> Broken:
    yield from _repeated(((*key, "id"), check.id) for key, check in checks.items())
    yield from _repeated((("parts", i, "id"), part.id) for i, part in enumerate(declared.parts))
    yield from _repeated((("files", i), file) for i, file in enumerate(declared.files))
    for key in ("imports", "given", "given_files", "data"):
        yield from _repeated(((key, i), name) for i, name in enumerate(getattr(declared, key)))


def _repeated(names: Iterable[tuple[Key, str]]) -> Broken:
    seen: set[str] = set()
    for key, name in names:
        if name in seen:
            yield key, f"{quote(name)} stands here a second time"
        seen.add(name)


def _known_files(declared: AssignmentKeys) -> Broken:
    """A sheet of answers is no code, so that it stands in no `files:`."""
    for i, part in enumerate(declared.parts):
        files = [ANSWERS_FILE] if part.profile == "answers" else declared.files
        if part.file not in files:
            yield ("parts", i, "file"), not_one_of(part.file, files)
    for name, function in declared.functions.items():
        if function.file is not None and function.file not in declared.files:
            yield ("functions", name, "file"), not_one_of(function.file, declared.files)


def _known_given(declared: AssignmentKeys) -> Broken:
    for i, name in enumerate(declared.given):
        if name not in declared.functions:
            near = did_you_mean(name, declared.functions)
            yield ("given", i), f"no function is called {quote(name)}{near}"
    for i, file in enumerate(declared.given_files):
        if file in declared.files:
            yield ("given_files", i), f"{quote(file)} stands in files:, so students write it"


def _prerequisites(checks: Checks) -> Iterator[tuple[Key, CheckKeys, str]]:
    for key, check in checks.items():
        for i, name in enumerate(check.depends_on):
            yield (*key, "depends_on", i), check, name


def _known_prerequisites(checks: Checks) -> Broken:
    ids = [check.id for check in checks.values()]
    for key, check, name in _prerequisites(checks):
        if name == check.id:
            yield key, "a check cannot depend on itself"
        elif name not in ids:
            yield key, f"no check has the id {quote(name)}{did_you_mean(name, ids)}"


def _no_cycles(checks: Checks) -> Broken:
    """Yield the first check of each cycle, with the way around it."""
    needs = {check.id: check.depends_on for check in checks.values()}
    keys = {check.id: key for key, check in checks.items()}
    done: set[str] = set()
    for name in needs:
        cycle = _cycle_from(name, needs, done)
        if len(cycle) > 2:  # noqa: PLR2004 (a, a: it depends on itself, which is said elsewhere)
            yield (*keys[cycle[0]], "depends_on"), f"goes round in a circle: {' -> '.join(cycle)}"


def _cycle_from(start: str, needs: dict[str, list[str]], done: set[str]) -> list[str]:
    """Walk down from `start` and return the first cycle met, its first check repeated at its end.

    `done` holds the checks below which no new cycle can be found; it grows.
    """
    way: list[str] = []
    left = [iter([start])]
    while left:
        name = next(left[-1], None)
        if name is None:
            left.pop()
            done.update(way[-1:])
            del way[-1:]
        elif name in way:
            done.update(way)
            return [*way[way.index(name) :], name]
        elif name in needs and name not in done:
            way.append(name)
            left.append(iter(needs[name]))
    return []


def _prerequisites_are_shown(checks: Checks) -> Broken:
    by_id = {check.id: check for check in checks.values()}
    for key, check, name in _prerequisites(checks):
        needed = by_id.get(name, check)
        if check.suite == "public" and needed.suite == "private":
            yield key, f"a public check cannot depend on {quote(name)}, which is private"
        if check.visibility == "visible" and needed.visibility != "visible":
            yield key, f"a visible check cannot depend on {quote(name)}, which is {needed.visibility}"


def _one_training_of_a_name(checks: Checks) -> Broken:
    yield from _repeated(((*key, "trains"), check.trains) for key, check in checks.items() if check.trains)


def _used(checks: Checks) -> Iterator[tuple[Key, CheckKeys, str]]:
    for key, check in checks.items():
        for i, name in enumerate(check.uses):
            yield (*key, "uses", i), check, name


def _trainings_come_first(checks: Checks) -> Broken:
    trained = {check.trains: place for place, check in enumerate(checks.values()) if check.trains}
    places = {check.id: place for place, check in enumerate(checks.values())}
    for key, check, name in _used(checks):
        if name not in trained:
            yield key, f"no check trains {quote(name)}{did_you_mean(name, trained)}"
        elif trained[name] >= places[check.id]:
            yield key, f"{quote(name)} is not trained before this check"


def _trainings_are_shown(checks: Checks) -> Broken:
    """Students do not have a private check, and are not told of a hidden one."""
    trainers = {check.trains: check for check in checks.values() if check.trains}
    for key, check, name in _used(checks):
        trainer = trainers.get(name, check)
        if check.suite == "public" and trainer.suite == "private":
            private = f"{quote(trainer.id)} trains: it is private"
            yield key, f"a public check cannot use {quote(name)}, which {private}"
        if check.visibility == "visible" and trainer.visibility != "visible":
            hidden = f"{quote(trainer.id)} trains: it is {trainer.visibility}"
            yield key, f"a visible check cannot use {quote(name)}, which {hidden}"


def _seconds_within_all(declared: AssignmentKeys, checks: Checks) -> Broken:
    total = declared.limits.total_cpu or Limits.total_cpu
    for key, check in checks.items():
        if check.seconds is not None and check.seconds > total:
            yield (*key, "seconds"), f"is more than a whole submission may take, limits.total_cpu = {total:g}"


def _points_above_zero(declared: AssignmentKeys, checks: Checks) -> Broken:
    """Suites for Gradescope may have tests that only inform."""
    for key, check in checks.items():
        if check.points == 0 and declared.adopted is None:
            yield (*key, "points"), "must be above 0; a check without points does not belong here"


def _floor_within_points(declared: AssignmentKeys) -> Broken:
    checks = chain.from_iterable(part.checks for part in declared.parts)
    total = sum((check.points for check in checks if not check.bonus), Fraction(0))
    if declared.starter_floor > total:
        yield ("starter_floor",), f"is more than all points together, which are {total}"


def _known_sections(declared: AssignmentKeys, sections: Mapping[str, Text]) -> Broken:
    """Without a handout of our own (an instructor may hand out another) no section is wrong."""
    found: dict[Key, PartKeys | CheckKeys] = {("parts", p): part for p, part in enumerate(declared.parts)}
    found |= _checks(declared)
    for key, keys in found.items():
        if sections and keys.section is not None and keys.section not in sections:
            yield (*key, "section"), not_one_of(keys.section, sections)


def _paths_exist(declared: AssignmentKeys, folder: Path) -> Broken:
    if declared.reference is not None and not (folder / declared.reference).is_dir():
        yield ("reference",), f"there is no folder {quote(declared.reference)} here"
    if declared.hints is not None and not (folder / declared.hints).is_file():
        yield ("hints",), f"there is no file {quote(declared.hints)} here"
    if declared.questions is not None and not (folder / declared.questions).is_file():
        yield ("questions",), f"there is no file {quote(declared.questions)} here"
    given = folder / declared.reference if declared.reference is not None else folder
    for i, file in enumerate(declared.given_files):
        if not (given / file).is_file():
            where = declared.reference or "this folder"
            yield ("given_files", i), f"there is no file {quote(file)} in {where}"
    for i, name in enumerate(declared.data):
        wrong = datafiles.trouble(folder / datafiles.FOLDER / name)
        if wrong:
            yield ("data", i), wrong
