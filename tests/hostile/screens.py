"""Looks at what students are shown: what a submission does to a page, a terminal or the words around it."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

SCRIPTS = frozenset({"script", "iframe", "object", "embed", "img", "form", "input"})
CONTROLS = re.compile(r"\x1b(?!\[[0-9;]*m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]")
"""Control characters but those for colours, new lines and tabs."""
OVERRIDES = re.compile("[\u202a-\u202e\u2028\u2029\u061c]")
OPENING, CLOSING = "\u2066\u2067\u2068", "\u2069"


class Elements(HTMLParser):
    """Collects elements and attributes that no page of ours has."""

    def __init__(self) -> None:
        super().__init__()
        self.strange: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        if tag in SCRIPTS or tag.startswith("attack"):
            self.strange.add(tag)
        self.strange |= {name for name, value in attrs if name.startswith("on") or "attack" in (value or "")}


def spoiled(results: Path) -> list[str]:
    """Return what a submission's text does where it is shown."""
    found = set()
    for path in sorted(results.glob("feedback.*")):
        found |= set(of_page(path) if path.suffix == ".html" else of_terminal(path))
    if (results / "results.json").is_file():
        found |= set(of_results(json.loads((results / "results.json").read_text("utf-8"))))
    return sorted(found)


def of_page(path: Path) -> Iterator[str]:
    """Yield what a page of HTML holds that is not ours."""
    yield from of_html(path.read_text("utf-8"))


def of_html(text: str) -> Iterator[str]:
    """Yield strange elements, and text that turns others around."""
    elements = Elements()
    elements.feed(text)
    yield from (f"page {name}" for name in elements.strange)
    yield from of_direction(text)


def of_terminal(path: Path) -> Iterator[str]:
    """Yield what a terminal would obey."""
    text = path.read_bytes().decode("utf-8")
    if CONTROLS.search(text):
        yield "terminal"
    yield from of_direction(text)


def of_direction(text: str) -> Iterator[str]:
    """Yield what lets text stand elsewhere than it does."""
    if OVERRIDES.search(text) or not closes_its_isolates(text):
        yield "direction"


def closes_its_isolates(text: str) -> bool:
    """Tell whether every isolate that a text opens ends in it."""
    depth = 0
    for character in text:
        depth += (character in OPENING) - (character == CLOSING)
        if depth < 0:
            return False
    return depth == 0


def of_results(results: dict[str, object]) -> Iterator[str]:
    """Yield what the platform would show."""
    tests = results["tests"]
    assert isinstance(tests, list)
    for entry in (results, *tests):
        text = f"{entry.get('name', '')}\n{entry.get('output', '')}"
        yield from of_html(text)
        if re.search("[\ud800-\udfff]", text):
            yield "surrogate"
