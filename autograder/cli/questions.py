"""`autograder questions`: draw the concept questions and write the sheet to answer on."""

from collections.abc import Sequence
from pathlib import Path

import click

from autograder import checking
from autograder.cli import options
from autograder.errors import writing
from autograder.messages.catalogue import LANGUAGES
from autograder.messages.phrase import parse, plain
from autograder.messages.wording import Wording
from autograder.model.assignment import Assignment
from autograder.model.question import ANSWERS_FILE

RIGHT_TO_LEFT_MARK = "\u200f"


@click.command()
@click.argument("assignment", default=".")
@click.option("--id", "student_id", default="", help="Your student id; your questions are drawn for it.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"File to write. [default: {ANSWERS_FILE} beside your code]",
)
@click.option("--force", is_flag=True, help="Write over a file that holds answers.")
@options.languages
def questions(assignment: str, student_id: str, out: Path | None, force: bool, lang: str | None) -> None:  # noqa: FBT001
    """Write the concept questions of ASSIGNMENT (default: of the folder you are in) to a file for answers."""
    from autograder import loading
    from autograder.messages.wording import wording
    from autograder.questions import COMMON, sheet

    loaded = loading.load(checking.named(assignment))
    if not loaded.questions:
        checking.refuse("no_questions", assignment=loaded.id)
    path = out or (loaded.folder if assignment == "." else Path()) / ANSWERS_FILE
    if not force and holds_answers(path):
        checking.refuse("sheet_filled", file=path.name, option="--force")
    asked_for = lang or loaded.language
    languages = LANGUAGES if asked_for == "both" else (asked_for,)
    write(path, sheet(loaded, student_id or COMMON, languages))
    tell(loaded, student_id, path, [wording(language) for language in languages])


def holds_answers(path: Path) -> bool:
    """Tell whether writing to `path` would destroy somebody's work: answers, or what cannot be read."""
    from autograder.intake.answers import BrokenSheetError, parse_sheet

    if not path.exists():
        return False
    try:
        return any(parse_sheet(path.read_bytes()).given.values())
    except (BrokenSheetError, OSError):
        return True


def write(path: Path, text: str) -> None:
    """Write the sheet.

    Raises:
        OutputError: it cannot be written there.
    """
    with writing(path):
        path.write_text(text, encoding="utf-8")


def tell(assignment: Assignment, student_id: str, path: Path, words: Sequence[Wording]) -> None:
    """Show the questions, and what to do with them, in each language."""
    from autograder.questions import COMMON, drawn
    from autograder.questions.sheet import paragraphs

    asked = drawn(assignment, COMMON if assignment.one_draw else student_id)
    for one in words:
        line(one, assignment.title.get(one.catalogue.language), bold=True)
        for number, question in enumerate(asked, 1):
            click.echo(err=True)
            line(one, said(one, "question_of", number=number, count=len(asked)), bold=True)
            for paragraph in paragraphs(question, one):
                line(one, paragraph)
        click.echo(err=True)
        line(one, said(one, "sheet_written", file=path.name, command="autograder check"))
        if not student_id and not assignment.one_draw:
            line(one, said(one, "sheet_for_nobody", command="autograder questions --id ID"))
        click.echo(err=True)


def said(words: Wording, key: str, **values: str | int) -> str:
    """Return a sentence of ours, its code in `marks`."""
    return plain(words.ui(key, **values), isolate=False)


def line(words: Wording, text: str, *, bold: bool = False) -> None:
    """Print a paragraph as wide as the terminal; right-to-left text with the marks that a terminal needs."""
    from autograder.cli.show import width
    from autograder.questions.sheet import wrapped

    rtl = words.catalogue.direction == "rtl"
    for piece in wrapped(text, width()):
        shown = (RIGHT_TO_LEFT_MARK if rtl else "") + plain(parse(piece), isolate=rtl)
        click.secho(shown, bold=bold, err=True)
