"""A report for the terminal."""

from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING

from autograder.feedback.view import ReportView
from autograder.messages.catalogue import load
from autograder.messages.phrase import Phrase, Token, plain
from autograder.messages.picture import Picture
from autograder.messages.wording import Message
from autograder.reports import text_plot
from autograder.reports.page import Group, Item, Page, page
from autograder.reports.plot import Plot
from autograder.reports.section import Section

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_STYLES = {"good": "green", "part": "yellow", "bad": "red", "open": "cyan", "wait": "magenta"}
_LEFT_TO_RIGHT_MARK = "\u200e"
_RIGHT_TO_LEFT_MARK = "\u200f"
_INDENT = 4


def render(view: ReportView, language: str, *, color: bool = False, width: int = 100) -> str:
    """Write `view` as text of `width` columns; with `color` it holds ANSI codes."""
    from rich.console import Console

    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        force_jupyter=False,
        color_system="standard" if color else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    _Writer(console, page(view, language)).write()
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


class _Writer:
    """Writes one page to a console, line by line."""

    def __init__(self, console: "Console", words: Page) -> None:
        self.console = console
        self.page = words
        self.ui = load(words.language).ui
        self.rtl = words.direction == "rtl"

    def write(self) -> None:
        """Write the whole page."""
        self._head()
        if self.page.notes_first:
            self._notes()
        for heading, groups in (("todo", self.page.todo), ("done", self.page.done)):
            if groups:
                self._heading(self.ui[heading])
            for group in groups:
                self._group(group)
        if not self.page.notes_first:
            self._notes()
        if self.page.for_staff:
            self._staff()

    def _head(self) -> None:
        self._line(self.page.title, style="bold")
        self._line(f"{self.ui['submission']}: {self._plain((Token(self.page.submission, code=False),))}")
        self._line(self._plain(self.page.total), style="bold")
        for remark in self.page.remarks:
            self._line(self._plain(remark))
        if not self.page.todo:
            self._line(self.ui["all_passed"], style="green")

    def _heading(self, text: str) -> None:
        self.console.print()
        self._line(f"── {text} ──", style="bold")

    def _group(self, group: Group) -> None:
        self._line(f"{group.number} {group.title} ({self._plain(group.points)})", style="bold")
        for item in group.items:
            self._item(item)

    def _item(self, item: Item) -> None:
        details = self._plain(item.points) + self.ui["comma"] + item.suite
        head = f"{item.sign} {item.number} {item.title}: {item.status} ({details})"
        self._line(head, style=_STYLES[item.tone], indent=2)
        for message in item.messages:
            self._message(message)
        for plot in item.charts:
            self._plot(plot)
        if item.section:
            self._section(item.section)
        if item.printed:
            self._line(f"{self.ui['printed']}:", indent=_INDENT)
            for line in item.printed.split("\n"):
                self._line(f"| {line}", indent=_INDENT, style="dim", mark=False)
        for fact in item.facts:
            self._line(f"{fact.label}: {self._plain(fact.value)}", indent=_INDENT, style="dim")

    def _message(self, message: Message) -> None:
        place = f"{self._plain(message.place)}: " if message.place else ""
        self._line(place + self._plain(message.text), indent=_INDENT)
        if message.picture:
            self._picture(message.picture)
        self._line(f"{self.ui['arrow']} {self.ui['next']}: {self._plain(message.next)}", indent=_INDENT)

    def _picture(self, picture: Picture) -> None:
        self._line(f"{self._plain(picture.caption)}:", indent=_INDENT)
        self._rows(picture.rows(self._room))

    def _plot(self, plot: Plot) -> None:
        self._line(f"{self._plain(plot.title)} ({self._plain(plot.axes)}):", indent=_INDENT)
        self._rows(text_plot.rows(plot, self._room))
        named = (f"{sign} {self._plain(label)}" for sign, label in text_plot.legend(plot))
        self._line("   ".join(named), indent=_INDENT)

    @property
    def _room(self) -> int:
        """The columns of what is drawn from left to right."""
        return self.console.width - _INDENT - self.rtl

    def _rows(self, rows: Iterable[str]) -> None:
        left = _LEFT_TO_RIGHT_MARK if self.rtl else ""
        for row in rows:
            self._line(left + row, indent=_INDENT, mark=False)

    def _section(self, section: Section) -> None:
        where = f" ({self._plain((Token(section.link, code=False),))})" if section.link else ""
        self._line(f"{self.ui['handout']}: {self._plain(section.title)}{where}", indent=_INDENT)

    def _notes(self) -> None:
        if self.page.notes:
            self._heading(self.ui["notes"])
            if self.page.notes_section:
                self._section(self.page.notes_section)
        for message in self.page.notes:
            self._message(message)
        if self.page.notes_left:
            self._line(self._plain(self.page.notes_left), indent=_INDENT)

    def _staff(self) -> None:
        self._heading(self.ui["staff"])
        for message in self.page.review:
            self._line(f"{self.ui['review']}: {self._plain(message.text)}", style="bold")
        for fact in self.page.facts:
            self._line(f"{fact.label}: {self._plain(fact.value)}")

    def _plain(self, phrase: Phrase) -> str:
        return plain(phrase, isolate=self.rtl)

    def _line(self, text: str, *, style: str = "", indent: int = 0, mark: bool = True) -> None:
        from rich.padding import Padding
        from rich.text import Text

        # The mark makes a terminal lay out a line right to left even when it begins with a number.
        marked = _RIGHT_TO_LEFT_MARK + text if self.rtl and mark else text
        line: RenderableType = Text(marked, style=style)
        self.console.print(Padding(line, (0, 0, 0, indent)) if indent else line)
