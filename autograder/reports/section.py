"""A section of the handout as a report names it: where a student reads what a check is about."""

from dataclasses import dataclass

from autograder.feedback.view import ReportView
from autograder.messages.phrase import Phrase, parse

HAND_IN = "hand-in"
"""The id of the section that notes about files belong to."""


@dataclass(frozen=True)
class Section:
    """A heading of the handout and its address, or "" when nobody said where the handout is."""

    title: Phrase
    link: str


def section(view: ReportView, name: str, language: str) -> Section | None:
    """Return the section with the id `name`, or None when the handout has no such section."""
    title = view.sections.get(name)
    if title is None:
        return None
    address = view.handout.get(language) if view.handout else ""
    return Section(parse(title.get(language)), f"{address}#{name}" if address else "")
