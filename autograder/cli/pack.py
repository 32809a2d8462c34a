"""`autograder pack`: what leaves the checkout, for a platform or for students."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.cli import options
from autograder.messages.number import points
from autograder.model.assignment import Assignment, Check, Suite, Visibility

if TYPE_CHECKING:
    from autograder.secret import Secret

SEEN = {
    Visibility.VISIBLE: "students see at once",
    Visibility.AFTER_DUE_DATE: "students see after the due date",
    Visibility.AFTER_PUBLISHED: "students see when you publish the grades",
    Visibility.HIDDEN: "students never see",
}
NO_TOTAL = "Gradescope shows students no total while any check is hidden from them"
PRECIOUS = (
    "the zip holds the private tests, the reference and your secret: give it to Gradescope and to nobody else"
)
PRECIOUS_TO_OTTER = (
    "that zip holds the private tests, the reference and your secret: keep it and its README from students"
)
PRECIOUS_TO_NBGRADER = "{} holds the private tests, the reference and your secret: keep it from students"
SHOWN_AT_ONCE = "Otter shows all checks that are hidden from students at one time: see the README in the zip"
POINTS_ARE_SEEN = "nbgrader's feedback shows students the points of every check, of those too that are hidden"
TO_STUDENTS = "this one is for students: searched for what is private, nothing found"


OUT: options.Decorator = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default="dist",
    show_default=True,
    help="Folder for the zip.",
)
GRADED_WITH: tuple[options.Decorator, ...] = (
    options.course,
    click.option(
        "--demo", is_flag=True, help="Pack the sample secret, which everybody knows, if there is no other."
    ),
    click.option("--secret-file", help="File with the secret that private inputs are drawn from."),
)


def graded_with(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a pack that grades."""
    return reduce(lambda decorated, option: option(decorated), GRADED_WITH, command)


@dataclass(frozen=True)
class Chosen:
    """What is packed: the assignment as a course makes it, that course's file, the secret."""

    assignment: Assignment
    course: Path | None
    secret: "Secret"

    @property
    def hides(self) -> bool:
        """Whether any check is not shown at once."""
        return any(check.visibility is not Visibility.VISIBLE for check in self.assignment.checks)


def chosen(assignment: str, secret_file: str | None, course: Path | None) -> Chosen:
    """Read what a command names."""
    from autograder import loading
    from autograder import secret as secrets

    loaded = loading.load(assignment, course=course)
    settings = loading.find_course(course, loaded.folder.parent)
    return Chosen(loaded, settings, secrets.read(secret_file, loaded))


@click.group()
def pack() -> None:
    """Write a pack for a platform, or the bundle for students."""


@pack.command("gradescope")
@options.assignment
@OUT
@graded_with
def gradescope(assignment: str, out: Path, secret_file: str | None, demo: bool, course: Path | None) -> None:  # noqa: FBT001
    """Write Gradescope's zip of ASSIGNMENT (an id or a folder)."""
    from autograder.packagers.gradescope import pack_gradescope

    it = chosen(assignment, secret_file, course)
    path = pack_gradescope(it.assignment, it.secret, out, course=it.course, demo=demo)
    for fact in (*about(path), *facts(it), PRECIOUS):
        click.echo(fact, err=True)


@pack.command("otter")
@options.assignment
@OUT
@graded_with
def otter(assignment: str, out: Path, secret_file: str | None, demo: bool, course: Path | None) -> None:  # noqa: FBT001
    """Write Otter's zip of ASSIGNMENT (an id or a folder), and the bundle for its students."""
    from autograder.packagers.otter.pack import pack_otter
    from autograder.packagers.otter.student import pack_otter_student

    it = chosen(assignment, secret_file, course)
    grading = pack_otter(it.assignment, it.secret, out, course=it.course, demo=demo)
    bundle = pack_otter_student(it.assignment, out, of_course=course is not None, keys=(it.secret.value,))
    shown = (*seen(it.assignment), *([SHOWN_AT_ONCE] if it.hides else []))
    for fact in (*about(grading), *shown, PRECIOUS_TO_OTTER, *about(bundle), TO_STUDENTS):
        click.echo(fact, err=True)


@pack.command("nbgrader")
@options.assignment
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder of the course: a new one, or one that is there.",
)
@graded_with
def nbgrader(assignment: str, out: Path, secret_file: str | None, demo: bool, course: Path | None) -> None:  # noqa: FBT001
    """Write ASSIGNMENT (an id or a folder) into a course of nbgrader's, if students get nothing private."""
    from autograder.packagers.nbgrader.pack import pack_nbgrader

    it = chosen(assignment, secret_file, course)
    written = pack_nbgrader(it.assignment, it.secret, out, course=it.course, demo=demo)
    places = (f"wrote {path}" for path in written)
    shown = (*seen(it.assignment), *([POINTS_ARE_SEEN] if it.hides else []))
    for fact in (*places, *shown, PRECIOUS_TO_NBGRADER.format(written[-1])):
        click.echo(fact, err=True)


@pack.command("student")
@options.assignment
@OUT
@click.option(
    "--with-solution",
    "others",
    multiple=True,
    metavar="ID",
    help="Give away the solution of this earlier assignment; may be given several times.",
)
@options.course
def student(assignment: str, out: Path, others: tuple[str, ...], course: Path | None) -> None:
    """Write what students get of ASSIGNMENT (an id or a folder), if nothing private is inside."""
    from autograder import loading
    from autograder import secret as secrets
    from autograder.packagers.student import pack_student

    loaded = loading.load(assignment, course=course)
    root = loaded.folder.parent
    released = [loading.load(other, root=root) for other in others]
    secret = secrets.read(None, loaded) if os.environ.get(secrets.VARIABLE) else None
    keys = (secret.value,) if secret else ()
    path = pack_student(loaded, out, released=released, of_course=course is not None, keys=keys)
    given = (f"with the solution of {other.id}" for other in released)
    for fact in (*about(path), *given, f"searched for what is private in {root}: nothing found"):
        click.echo(fact, err=True)


def about(path: Path) -> Iterator[str]:
    """Yield what a person wants to know of any pack: where, how large, which."""
    from autograder.manifest import PYTHON, sha256

    content = path.read_bytes()
    yield f"wrote {path} ({len(content) / 1024:.0f} KiB), for Python {PYTHON}"
    yield f"sha256 {sha256(content)}"


def facts(it: Chosen) -> Iterator[str]:
    """Yield what an instructor has to know of an assignment on Gradescope: points, and who sees what when."""
    if it.course:
        yield f"with the settings of {it.course}"
    worth, minutes = points(it.assignment.points), f"{it.assignment.platform.time_limit / 60:g}"
    yield f"on Gradescope: set the points to {worth} and the timeout to {minutes} minutes"
    yield from seen(it.assignment)
    if it.hides:
        yield NO_TOTAL


def seen(assignment: Assignment) -> Iterator[str]:
    """Yield how many checks there are, and who is to see which when."""
    public, private = (sum(check.suite is suite for check in assignment.checks) for suite in Suite)
    yield f"{counted(assignment.checks)}: {public} public, {private} private"
    for visibility, words in SEEN.items():
        shown = [check for check in assignment.checks if check.visibility is visibility]
        if shown:
            yield f"  {words}: {told(shown, visibility)}"


def told(checks: list[Check], visibility: Visibility) -> str:
    """Say how many checks these are and, if anything of them is hidden, which."""
    names = "" if visibility is Visibility.VISIBLE else f" ({', '.join(check.id for check in checks)})"
    return counted(checks) + names


def counted(checks: Sequence[Check]) -> str:
    """Say how many checks these are and what they are worth; bonus apart."""
    graded = sum((check.points for check in checks if not check.bonus), Fraction(0))
    bonus = sum((check.points for check in checks if check.bonus), Fraction(0))
    more = f" and {points(bonus)} of bonus" if bonus else ""
    return f"{len(checks)} check{'s' * (len(checks) != 1)}, {points(graded)} points{more}"
