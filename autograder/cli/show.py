"""Print a report: words for a person on standard error, JSON for a program on standard output."""

import sys

import click

from autograder.feedback.staff import staff_view
from autograder.feedback.student import student_view
from autograder.model.report import GradeReport
from autograder.reports import gradescope, json_report, text


def show(report: GradeReport, lang: str, *, as_json: bool, staff: bool = False) -> None:
    """Print the report in the language(s) of "en", "ar" or "both", or as JSON."""
    if as_json:
        click.echo(json_report.dump(report))
        return
    view = staff_view(report) if staff else student_view(report)
    color = sys.stderr.isatty()
    for language in gradescope.languages(lang):
        click.echo(text.render(view, language, color=color), err=True)
