"""`autograder check`: the public suite, for students."""

from pathlib import Path

import click

from autograder import checking
from autograder.cli import options
from autograder.cli.progress import bar, said
from autograder.errors import writing
from autograder.messages.phrase import Token, plain
from autograder.model.outcome import Status
from autograder.model.report import GradeReport


@click.command()
@click.argument("assignment", default=".")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@options.languages
@click.option(
    "--html", "page", type=click.Path(path_type=Path, dir_okay=False), help="Also write a page for a browser."
)
@options.as_json
@click.pass_context
def check(  # noqa: PLR0913, PLR0917 (one parameter for each option)
    context: click.Context,
    assignment: str,
    path: Path | None,
    lang: str | None,
    page: Path | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Run the public checks of ASSIGNMENT on PATH, a file, a notebook, a folder or an archive.

    ASSIGNMENT is a folder or an id; without one it is that of the folder you are in. Without PATH the
    files in the assignment's folder are checked. `autograder check rnn.py` checks that file.
    """
    if path is None and checking.looks_like_work(assignment):
        assignment, path = ".", Path(assignment)
    read = checking.read_path(path and checking.existing(path))
    with bar(None) as shown:
        checked = checking.check_submission(
            checking.named(assignment), read, on_epoch=lambda epoch: shown.say(said(epoch))
        )
    language = lang or checked.language
    tell(checked.report, language, page, as_json=as_json)
    if any(grade.outcome.status is not Status.PASSED for grade in checked.report.checks):
        context.exit(1)


def tell(report: GradeReport, language: str, page: Path | None, *, as_json: bool) -> None:
    """Show the report, and what to do next where it cannot be overlooked: at the end."""
    from autograder.cli.show import show

    show(report, language, as_json=as_json)
    if not as_json:
        follow(report, language)
    if page:
        write(report, language, page)


def follow(report: GradeReport, language: str) -> None:
    """Name the check to work on, or say what comes after the last."""
    from autograder.feedback.student import student_view
    from autograder.messages.wording import wording
    from autograder.reports.gradescope import languages
    from autograder.reports.page import page

    for one in languages(language):
        start, words = page(student_view(report), one).start, wording(one)
        phrase = words.ui("hand_in")
        if start:
            phrase = (f"{words.catalogue.ui['start']}: ", Token(start.number, code=False), f" {start.title}")
        mark = "\u200f" if words.catalogue.direction == "rtl" else ""
        click.echo(mark + plain(phrase, isolate=bool(mark)), err=True)


def write(report: GradeReport, language: str, path: Path) -> None:
    """Write a page in each language: `path` itself, or `name.en.html` and `name.ar.html`.

    Raises:
        OutputError: a file cannot be written.
    """
    from autograder.feedback.student import student_view
    from autograder.reports import html
    from autograder.reports.gradescope import languages

    chosen = languages(language)
    for one in chosen:
        target = path if len(chosen) == 1 else path.with_suffix(f".{one}{path.suffix}")
        text = html.render(student_view(report), one)
        with writing(target):
            target.write_text(text, encoding="utf-8")
        click.echo(f"wrote {target}", err=True)
