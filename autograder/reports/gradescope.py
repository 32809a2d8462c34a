"""Gradescope's results.json, from a report; and the one that says that grading did not finish.

Gradescope removes styles, classes and perhaps `dir` from HTML, so the output is bare tags, and
right-to-left text also carries isolates. Every string stays below Gradescope's 100,000 characters
because what a page may quote of a submission is capped (reports/page.py).
"""

import html
from collections.abc import Iterable, Mapping
from typing import Any

from autograder.feedback.student import student_view
from autograder.feedback.view import CheckView, StudentReport
from autograder.messages.catalogue import LANGUAGES, load
from autograder.messages.phrase import (
    LEFT_TO_RIGHT_ISOLATE,
    POP_ISOLATE,
    RIGHT_TO_LEFT_ISOLATE,
    Phrase,
)
from autograder.messages.wording import Message, Wording, wording
from autograder.model.assignment import Assignment, Check, Visibility
from autograder.model.outcome import Status
from autograder.model.report import GradeReport
from autograder.reports.page import Item, Page, item, page
from autograder.reports.section import Section

_PICTURE_WIDTH = 64
"""Columns of text that fit in the box of a test's output."""

Results = dict[str, Any]
"""A results.json as Python values: finite numbers, strings, lists and dicts; never None."""


def results(report: GradeReport, language: str = "both") -> Results:
    """Return results.json for `report`; `language` is "en", "ar" or "both" (English, then Arabic).

    Every check is listed with its visibility, which Gradescope obeys; what a check says is in
    every case what the student's view allows.
    """
    shown = student_view(report)
    full = student_view(report, shown=Visibility)
    return _document(
        score=float(report.score),
        output="".join(_overview(page(shown, lang)) for lang in languages(language)),
        tests=_tests(full, language),
        extra={
            "assignment": report.assignment,
            "engine": report.engine,
            "finished": True,
            "needs_review": bool(report.needs_review or report.pending),
        },
        seconds=report.seconds,
    )


def unfinished(assignment: Assignment, language: str = "both") -> Results:
    """Return the results.json to write before grading starts: every check listed, none decided."""
    words = [wording(lang) for lang in languages(language)]
    return _document(
        score=0.0,
        output="".join(_paragraph(w.ui("unfinished"), w.catalogue.language) for w in words),
        tests=[
            _undecided(check, f"{i}.{j}", words)
            for i, part in enumerate(assignment.parts, 1)
            for j, check in enumerate(part.checks, 1)
        ],
        extra={"assignment": assignment.id, "finished": False, "needs_review": True},
        seconds=0.0,
    )


def languages(language: str) -> tuple[str, ...]:
    """Return the languages that "en", "ar" or "both" asks for, in the order they are shown."""
    return LANGUAGES if language == "both" else (language,)


def _document(*, score: float, output: str, tests: list[Results], extra: Results, seconds: float) -> Results:
    return {
        "score": score,
        "execution_time": round(seconds, 3),
        "output": output,
        "output_format": "html",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": extra,
        "tests": tests,
    }


def _tests(view: StudentReport, language: str) -> list[Results]:
    titles = {check.id: check.title for check in view.checks}
    words = [wording(lang, titles, view.hints) for lang in languages(language)]
    return [_test(check, view, words) for check in view.checks]


def _test(check: CheckView, view: StudentReport, words: list[Wording]) -> Results:
    items = {w.catalogue.language: item(check, view, w) for w in words}
    return {
        **_listed(check, check.number, words, bonus=check.bonus),
        "score": float(check.earned),
        **_decision(check),
        "output": "".join(_item(entry, lang) for lang, entry in items.items()) + _printed(items),
        "output_format": "html",
    }


def _decision(check: CheckView) -> Mapping[str, str]:
    """Return the status, or nothing while it is not decided: Gradescope knows passed and failed only."""
    if check.status is Status.GRADER_ERROR:
        return {}
    return {"status": "passed" if check.status is Status.PASSED else "failed"}


def _undecided(check: Check, number: str, words: list[Wording]) -> Results:
    return {
        **_listed(check, number, words, bonus=check.bonus),
        "score": 0.0,
        "output": "".join(_paragraph(w.ui("unfinished_check"), w.catalogue.language) for w in words),
        "output_format": "html",
    }


def _listed(check: CheckView | Check, number: str, words: list[Wording], *, bonus: bool) -> Results:
    return {
        "number": number,
        "name": " / ".join(check.title.get(w.catalogue.language) for w in words),
        "max_score": 0.0 if bonus else float(check.points),
        "visibility": check.visibility.value,
        "extra_data": {"check": check.id},
    }


def _overview(words: Page) -> str:
    language, ui = words.language, load(words.language).ui
    parts = [
        _paragraph((words.title,), language, tag="h3"),
        _paragraph(words.total, language, tag="h4"),
        *(_paragraph(remark, language) for remark in words.remarks),
    ]
    if words.notes:
        parts.append(_paragraph((ui["notes"],), language, tag="h4"))
        parts.append(_section(words.notes_section, language))
        parts.append(f"<ul>{''.join(_note(note, language) for note in words.notes)}</ul>")
    if words.notes_left:
        parts.append(_paragraph(words.notes_left, language))
    return "".join(parts)


def _note(message: Message, language: str) -> str:
    return _paragraph((*_fact(message), " ", *message.next), language, tag="li")


def _item(entry: Item, language: str) -> str:
    comma = load(language).ui["comma"]
    head: Phrase = (f"{entry.sign} {entry.status} (", *entry.points, f"{comma}{entry.suite})")
    messages = "".join(_message(message, language) for message in entry.messages)
    return _paragraph(head, language, tag="h4") + messages + _section(entry.section, language)


def _message(message: Message, language: str) -> str:
    following: Phrase = (f"{load(language).ui['next']}: ", *message.next)
    return "".join(
        (_paragraph(_fact(message), language), _picture(message, language), _paragraph(following, language))
    )


def _picture(message: Message, language: str) -> str:
    if message.picture is None:
        return ""
    rows = "\n".join(message.picture.rows(_PICTURE_WIDTH))
    return f"{_paragraph((*message.picture.caption, ':'), language)}<pre>{rows}</pre>"


def _section(section: Section | None, language: str) -> str:
    if section is None:
        return ""
    title = _inline(section.title, language)
    linked = f'<a href="{html.escape(section.link)}">{title}</a>' if section.link else title
    return _block(f"{load(language).ui['handout']}: {linked}", language)


def _fact(message: Message) -> Phrase:
    return (*message.place, ": ", *message.text) if message.place else message.text


def _printed(items: Mapping[str, Item]) -> str:
    """Write what the student's code printed once, whatever the number of languages."""
    language, entry = next(iter(items.items()))
    if not entry.printed:
        return ""
    label = _paragraph((f"{load(language).ui['printed']}:",), language)
    return f"{label}<pre>{html.escape(entry.printed, quote=False)}</pre>"


def _paragraph(phrase: Phrase, language: str, tag: str = "p") -> str:
    return _block(_inline(phrase, language), language, tag)


def _block(inner: str, language: str, tag: str = "p") -> str:
    if load(language).direction == "ltr":
        return f"<{tag}>{inner}</{tag}>"
    return f'<{tag} dir="rtl">{RIGHT_TO_LEFT_ISOLATE}{inner}{POP_ISOLATE}</{tag}>'


def _inline(phrase: Phrase, language: str) -> str:
    return "".join(_pieces(phrase, rtl=load(language).direction == "rtl"))


def _pieces(phrase: Phrase, *, rtl: bool) -> Iterable[str]:
    for piece in phrase:
        if isinstance(piece, str):
            yield html.escape(piece, quote=False)
            continue
        text = html.escape(piece.text, quote=False)
        code = f"<code>{text}</code>" if piece.code else text
        yield LEFT_TO_RIGHT_ISOLATE + code + POP_ISOLATE if rtl else code
