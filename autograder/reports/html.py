"""A report as one self-contained HTML file, or as a fragment to stand in a page of others."""

from autograder.feedback.view import ReportView
from autograder.messages.catalogue import load
from autograder.reports.environment import environment
from autograder.reports.page import page


def render(view: ReportView, language: str) -> str:
    """Write `view` as an HTML document in `language`: no scripts, nothing loaded from elsewhere."""
    return _written("report.html.j2", view, language, whole=True)


def fragment(view: ReportView, language: str) -> str:
    """Write `view` as HTML for the output of a notebook cell.

    Its styles reach nothing outside of it, it holds no ids, and it follows the notebook's theme.
    """
    return _written("fragment.html.j2", view, language, whole=False)


def _written(template: str, view: ReportView, language: str, *, whole: bool) -> str:
    words, top = page(view, language), 1 if whole else 3  # a notebook has headings of its own above
    found = environment().get_template(template)
    return found.render(page=words, ui=load(language).ui, whole=whole, top=top)
