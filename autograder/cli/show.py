"""Print a report: words for a person on standard error, JSON for a program on standard output."""

import shutil
import sys

import click

from autograder.cli.stdout import print_data
from autograder.feedback.staff import staff_view
from autograder.feedback.student import student_view
from autograder.model.assignment import Visibility
from autograder.model.report import GradeReport
from autograder.reports import gradescope, json_report, text

WIDEST = 100
"""Columns beyond which lines are hard to read."""


def show(
    report: GradeReport,
    lang: str,
    *,
    as_json: bool,
    staff: bool = False,
    shown: frozenset[Visibility] = frozenset({Visibility.VISIBLE}),
) -> None:
    """Print the report in the language(s) of "en", "ar" or "both", or as JSON.

    `shown` are the visibilities of the checks that a student may see.
    """
    if as_json:
        print_data(json_report.dump(report))
        return
    view = staff_view(report) if staff else student_view(report, shown=shown)
    color = sys.stderr.isatty()
    for language in gradescope.languages(lang):
        click.echo(text.render(view, language, color=color, width=width()), err=True)


def width() -> int:
    """Return the columns to write in: those of the terminal, where there is one."""
    return min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns)
