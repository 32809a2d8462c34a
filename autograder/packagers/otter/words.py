"""A report in the words that Otter shows: plain text, a text for each test and one for all."""

import re
from collections.abc import Iterable, Mapping, Sequence

from autograder.feedback.student import student_view
from autograder.messages.wording import Wording, wording
from autograder.model.assignment import Visibility
from autograder.model.report import GradeReport
from autograder.reports.markup import isolated
from autograder.reports.output import Remark, Writer
from autograder.reports.page import item, page

_BLANK_LINES = re.compile(r"\n{3,}")


class Plain:
    """Text without marks; Otter indents it and shows it as it is."""

    format = "text"

    def text(self, text: str) -> str:
        """Write running text."""
        return text

    def code(self, text: str) -> str:
        """Write code within a line."""
        return text

    def link(self, inner: str, address: str) -> str:
        """Write a link."""
        return f"{inner} ({address})"

    def paragraph(self, inner: str, language: str) -> str:
        """Write a paragraph."""
        return f"{isolated(inner, language)}\n"

    def heading(self, inner: str, language: str, _level: int) -> str:
        """Write a heading."""
        return f"\n{isolated(inner, language)}\n"

    def bullets(self, inner: Iterable[str], language: str) -> str:
        """Write a list."""
        return "".join(isolated(f"- {one}", language) + "\n" for one in inner)

    def preformatted(self, text: str) -> str:
        """Write lines as they are."""
        return "".join(f"    {line}\n" for line in text.splitlines())


WRITER = Writer(Plain())


def said_of(report: GradeReport, languages: Sequence[str]) -> Mapping[str, str]:
    """Return what is said of each check, by its id: what students may be told of it, once they may see it."""
    view = student_view(report, shown=Visibility)
    titles = {check.id: check.title for check in view.checks}
    words = [wording(language, titles, view.hints) for language in languages]
    return {
        check.id: _tidy(WRITER.check({w.catalogue.language: item(check, view, w) for w in words}))
        for check in view.checks
    }


def said_of_all(report: GradeReport, languages: Sequence[str]) -> str:
    """Return what is said of the whole submission, as far as everybody may see it at once."""
    view = student_view(report)
    return _tidy("".join(WRITER.overview(page(view, language)) for language in languages))


def said(key: str, languages: Sequence[str]) -> str:
    """Return a sentence about a submission that holds no names."""
    return _tidy("".join(WRITER.remarks((Remark(key),), words) for words in _wordings(languages)))


def _wordings(languages: Sequence[str]) -> list[Wording]:
    return [wording(language) for language in languages]


def _tidy(text: str) -> str:
    return _BLANK_LINES.sub("\n\n", text).strip("\n")
