"""What a student reads on Gradescope: an overview, and a text for each check."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from autograder.messages.catalogue import load
from autograder.messages.phrase import Phrase
from autograder.messages.wording import Message, Value, Wording
from autograder.reports import text_plot
from autograder.reports.markup import Markup, inline
from autograder.reports.page import Item, Page
from autograder.reports.plot import Plot
from autograder.reports.section import Section

_PICTURE_WIDTH = 64
"""Columns of text that fit in the box of a test's output."""
_TITLE, _HEADING = 3, 4
"""Levels of headings."""


@dataclass(frozen=True)
class Remark:
    """A sentence about the whole submission: a template of the user interface and what fills it."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Writer:
    """Writes pages and items in a markup."""

    markup: Markup

    def remarks(self, remarks: Iterable[Remark], words: Wording) -> str:
        """Write a paragraph for each remark."""
        language = words.catalogue.language
        return "".join(self._paragraph(words.ui(it.key, **it.values), language) for it in remarks)

    def overview(self, page: Page, remarks: str = "") -> str:
        """Write what is said of the whole submission; `remarks`, which are written already, come first."""
        language = page.language
        notes = self._notes(page) if page.notes else ""
        return "".join(
            (
                self._heading((page.title,), language, _TITLE),
                remarks,
                self._heading(page.total, language),
                *(self._paragraph(remark, language) for remark in page.remarks),
                notes,
                self._paragraph(page.notes_left, language) if page.notes_left else "",
            )
        )

    def check(self, items: Mapping[str, Item]) -> str:
        """Write one check in each language, then once what the student's code printed."""
        return "".join(self._item(item, language) for language, item in items.items()) + self._printed(items)

    def _notes(self, page: Page) -> str:
        language = page.language
        notes = (inline((*_fact(m), " ", *m.next), language, self.markup) for m in page.notes)
        return "".join(
            (
                self._heading((load(language).ui["notes"],), language),
                self._section(page.notes_section, language),
                self.markup.bullets(notes, language),
            )
        )

    def _item(self, item: Item, language: str) -> str:
        comma = load(language).ui["comma"]
        head: Phrase = (f"{item.sign} {item.status} (", *item.points, f"{comma}{item.suite})")
        messages = "".join(self._message(message, language) for message in item.messages)
        charts = "".join(self._plot(plot, language) for plot in item.charts)
        return self._heading(head, language) + messages + charts + self._section(item.section, language)

    def _message(self, message: Message, language: str) -> str:
        following: Phrase = (f"{load(language).ui['next']}: ", *message.next)
        return "".join(
            (
                self._paragraph(_fact(message), language),
                self._picture(message, language),
                self._paragraph(following, language),
            )
        )

    def _picture(self, message: Message, language: str) -> str:
        if message.picture is None:
            return ""
        rows = "\n".join(message.picture.rows(_PICTURE_WIDTH))
        return self._paragraph((*message.picture.caption, ":"), language) + self.markup.preformatted(rows)

    def _plot(self, plot: Plot, language: str) -> str:
        title: Phrase = (*plot.title, " (", *plot.axes, "):")
        drawn = "\n".join(text_plot.rows(plot, _PICTURE_WIDTH))
        named = ((f"{sign} ", *label) for sign, label in text_plot.legend(plot))
        return "".join(
            (
                self._paragraph(title, language),
                self.markup.preformatted(drawn),
                self.markup.bullets((inline(it, language, self.markup) for it in named), language),
            )
        )

    def _section(self, section: Section | None, language: str) -> str:
        if section is None:
            return ""
        title = inline(section.title, language, self.markup)
        linked = self.markup.link(title, section.link) if section.link else title
        label = self.markup.text(load(language).ui["handout"])
        return self.markup.paragraph(f"{label}: {linked}", language)

    def _printed(self, items: Mapping[str, Item]) -> str:
        language, item = next(iter(items.items()))
        if not item.printed:
            return ""
        label = self._paragraph((f"{load(language).ui['printed']}:",), language)
        return label + self.markup.preformatted(item.printed)

    def _paragraph(self, phrase: Phrase, language: str) -> str:
        return self.markup.paragraph(inline(phrase, language, self.markup), language)

    def _heading(self, phrase: Phrase, language: str, level: int = _HEADING) -> str:
        return self.markup.heading(inline(phrase, language, self.markup), language, level)


def _fact(message: Message) -> Phrase:
    return (*message.place, ": ", *message.text) if message.place else message.text
