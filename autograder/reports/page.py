"""A view put into the words of one language; the writers (text, HTML, Gradescope) only add markup."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from autograder.feedback.view import CheckView, PartView, ReportView, StaffCheck, StaffReport
from autograder.messages.phrase import Phrase, Token, plain, quote, visible
from autograder.messages.wording import Message, Wording, wording
from autograder.model.assignment import Suite
from autograder.model.finding import Finding
from autograder.model.outcome import Status
from autograder.reports.plot import Plot, plot
from autograder.reports.section import HAND_IN, Section, section

PRINTED_LIMIT = 8_000
"""Characters of a check's printed output that a page holds."""

GRAVE_NOTES = frozenset(
    {
        "archive_refused",
        "code_broken",
        "code_too_complex",
        "definition_broken",
        "file_broken_notebook",
        "file_is_html",
        "file_missing",
        "file_taken_instead",
        "file_too_large",
        "notebook_ignored",
    }
)
"""Notes that may explain every failed check: with one of them the notes stand before the checks."""
NOTES_LIMIT = 12
FINDINGS_LIMIT = 5
"""Notes on a page, and findings of one check; a submission may repeat itself a thousand times."""

_LINES = "\n\t"

_SIGNS = {
    "passed": ("✓", "good"),
    "partly": ("◐", "part"),
    "failed": ("✗", "bad"),
    "errored": ("!", "bad"),
    "timed_out": ("!", "bad"),
    "out_of_memory": ("!", "bad"),
    "crashed": ("!", "bad"),
    "not_implemented": ("○", "open"),
    "blocked": ("…", "open"),
    "grader_error": ("?", "wait"),
}

_CODE_OF_STATUS = {
    Status.FAILED: "check_failed",
    Status.ERRORED: "raised",
    Status.TIMED_OUT: "timed_out",
    Status.OUT_OF_MEMORY: "out_of_memory",
    Status.CRASHED: "crashed",
    Status.NOT_IMPLEMENTED: "not_implemented",
    Status.BLOCKED: "blocked",
    Status.GRADER_ERROR: "grader_error",
}
"""What is said when an outcome holds no finding."""


@dataclass(frozen=True)
class Fact:
    """A labelled fact for staff."""

    label: str
    value: Phrase


@dataclass(frozen=True)
class Item:
    """One check in words. `tone` is good, part, bad, open or wait; `sign` says it without colour.

    `section` is where to read on, while there is something to work on.
    """

    id: str
    number: str
    title: str
    tone: str
    sign: str
    status: str
    suite: str
    points: Phrase
    messages: tuple[Message, ...]
    section: Section | None
    printed: str
    facts: tuple[Fact, ...]
    charts: tuple[Plot, ...] = ()


@dataclass(frozen=True)
class Group:
    """The items of one part that are to do, or done."""

    number: str
    title: str
    points: Phrase
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Page:
    """A whole report in words: what is to do first, what is done after it."""

    language: str
    direction: str
    title: str
    submission: str
    total: Phrase
    share: int
    remarks: tuple[Phrase, ...]
    todo: tuple[Group, ...]
    done: tuple[Group, ...]
    notes: tuple[Message, ...]
    notes_left: Phrase
    notes_first: bool
    notes_section: Section | None
    for_staff: bool
    facts: tuple[Fact, ...]
    review: tuple[Message, ...]

    @property
    def start(self) -> Item | None:
        """The first check to work on."""
        return self.todo[0].items[0] if self.todo else None


def page(view: ReportView, language: str) -> Page:
    """Put `view` into `language` ("en" or "ar")."""
    words = wording(language, {check.id: check.title for check in view.checks}, view.hints)
    staff = view if isinstance(view, StaffReport) else None
    return Page(
        language=language,
        direction=words.catalogue.direction,
        title=view.title.get(language),
        submission=quote(view.submission).text,
        total=_points(view.score, view.max_score, words),
        share=_percent(view.score, view.max_score),
        remarks=tuple(_remarks(view, words)),
        todo=_groups(view, words, lambda check: check.status is not Status.PASSED),
        done=_groups(view, words, lambda check: check.status is Status.PASSED),
        notes=tuple(words.message(note) for note in view.notes[:NOTES_LIMIT]),
        notes_left=_left(len(view.notes) - NOTES_LIMIT, words),
        notes_first=any(note.code in GRAVE_NOTES for note in view.notes),
        notes_section=section(view, HAND_IN, language),
        for_staff=staff is not None,
        facts=tuple(_report_facts(staff, words)) if staff else (),
        review=tuple(words.message(f) for f in staff.needs_review) if staff else (),
    )


def _percent(score: Fraction, full: Fraction) -> int:
    return min(100, int(100 * score / full)) if full else 100


def _left(count: int, words: Wording) -> Phrase:
    return words.ui("more_notes", count=count) if count > 0 else ()


def _points(earned: Fraction, full: Fraction, words: Wording, key: str = "points") -> Phrase:
    return words.ui(key, score=earned, max=full)


def _remarks(view: ReportView, words: Wording) -> Iterable[Phrase]:
    if view.pending:
        yield words.ui("pending", count=view.pending)
    for suite in Suite:
        checks = [check for check in view.checks if check.suite is suite]
        if checks:
            passed = sum(check.status is Status.PASSED for check in checks)
            yield words.ui(f"{suite.value}_counts", passed=passed, all=len(checks))
    carried = sum(bool(check.carried) for check in view.checks)
    if carried:
        yield words.ui("carried", count=carried)
    if view.hidden:
        yield words.ui("hidden", count=view.hidden)
        yield words.ui("hidden_total")


def _groups(view: ReportView, words: Wording, belongs: Callable[[CheckView], bool]) -> tuple[Group, ...]:
    groups = (_group(part, [c for c in part.checks if belongs(c)], view, words) for part in view.parts)
    return tuple(group for group in groups if group.items)


def _group(part: PartView, checks: list[CheckView], view: ReportView, words: Wording) -> Group:
    earned = sum((check.earned for check in part.checks), Fraction(0))
    full = sum((check.points for check in part.checks if not check.bonus), Fraction(0))
    return Group(
        number=part.number,
        title=part.title.get(words.catalogue.language),
        points=_points(earned, full, words),
        items=tuple(item(check, view, words) for check in checks),
    )


def item(check: CheckView, view: ReportView, words: Wording) -> Item:
    """Put one check of `view` into words."""
    status = _status(check)
    sign, tone = _SIGNS[status]
    return Item(
        id=check.id,
        number=check.number,
        title=check.title.get(words.catalogue.language),
        tone=tone,
        sign=sign,
        status=words.catalogue.status[status],
        suite=words.catalogue.ui[check.suite.value],
        points=_points(check.earned, check.points, words, "bonus" if check.bonus else "points"),
        messages=tuple(words.message(finding) for finding in _findings(check)),
        section=_section(check, view, words),
        printed=_printed(check.stdout, words),
        facts=tuple(_check_facts(check, words)) if isinstance(check, StaffCheck) else (),
        charts=tuple(plot(chart, words) for chart in check.charts),
    )


def _section(check: CheckView, view: ReportView, words: Wording) -> Section | None:
    if check.status is Status.PASSED:
        return None
    return section(view, check.section, words.catalogue.language)


def _status(check: CheckView) -> str:
    if check.status is Status.FAILED and check.earned > 0:
        return "partly"
    return check.status.value


def _findings(check: CheckView) -> tuple[Finding, ...]:
    found = check.findings[:FINDINGS_LIMIT]
    codes = {finding.code for finding in found}
    if check.carried and "carried_forward" not in codes:
        found = (*found, Finding("carried_forward", {"checks": check.carried}))
    if not found and check.status in _CODE_OF_STATUS:
        found = (Finding(_CODE_OF_STATUS[check.status]),)
    return found


def _printed(stdout: str, words: Wording) -> str:
    shown = visible(stdout.replace("\r\n", "\n"), keep=_LINES).rstrip()
    if len(shown) <= PRINTED_LIMIT:
        return shown
    more = words.ui("more_printed", count=len(shown) - PRINTED_LIMIT)
    return shown[:PRINTED_LIMIT] + "\n" + plain(more, isolate=False)


def _check_facts(check: StaffCheck, words: Wording) -> Iterable[Fact]:
    ui = words.catalogue.ui
    yield Fact(ui["seconds"], words.ui("seconds_value", count=Fraction(round(check.seconds, 3))))
    yield Fact(ui["visibility"], (Token(check.visibility.value),))
    if check.staff_note:
        yield Fact(ui["staff_note"], (Token(visible(check.staff_note, keep=_LINES)),))


def _report_facts(view: StaffReport, words: Wording) -> Iterable[Fact]:
    ui, sandbox = words.catalogue.ui, view.sandbox
    yield Fact(ui["sha256"], (quote(view.sha256),))
    yield Fact(ui["engine"], (quote(view.engine),))
    strength = ui["strong" if sandbox.strong else "weak"]
    yield Fact(ui["situation"], (quote(sandbox.situation), f" ({strength})"))
    yield Fact(ui["layers"], (quote(", ".join(sandbox.layers)),))
    yield Fact(
        ui["self_test"], (quote(", ".join(f"{name}: {seen}" for name, seen in sandbox.self_test.items())),)
    )
    yield Fact(ui["seconds"], words.ui("seconds_value", count=Fraction(round(view.seconds, 3))))
    if view.sample_secret:
        yield Fact(ui["secret"], (ui["sample_secret"],))
