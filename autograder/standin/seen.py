"""What the student sees on the platform, of a results.json: its visibilities obeyed, HTML as text."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from autograder.standin.process import CUT
from autograder.standin.results import Document

_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "div", "tr", "ul", "ol", "table")


@dataclass(frozen=True)
class SeenTest:
    """A test as the student sees it; an empty `score` is not shown."""

    number: str
    name: str
    score: str
    status: str
    visibility: str
    output: str


@dataclass(frozen=True)
class Seen:
    """The student's page: no total while any test is kept back."""

    total: bool
    output: str
    tests: tuple[SeenTest, ...]
    kept_back: tuple[SeenTest, ...]


def seen(document: Document) -> Seen:
    """Return what of the results is shown before any date has passed."""
    tests = [_test(test, document) for test in document.get("tests", [])]
    shown = tuple(test for test in tests if test.visibility == "visible")
    kept_back = tuple(test for test in tests if test.visibility != "visible")
    whole = document.get("visibility", "visible") == "visible"
    output = _text(document.get("output", ""), document.get("output_format", "text"))
    return Seen(whole and not kept_back, output if whole else "", shown, kept_back)


def _test(test: Document, document: Document) -> SeenTest:
    name_format = test.get("name_format", document.get("test_name_format", "text"))
    output_format = test.get("output_format", document.get("test_output_format", "text"))
    return SeenTest(
        number=test.get("number", ""),
        name=_text(test.get("name", ""), name_format),
        score=_score(test),
        status=_status(test),
        visibility=test.get("visibility", document.get("visibility", "visible")),
        output=_text(test.get("output", ""), output_format),
    )


def _score(test: Document) -> str:
    if "score" not in test:
        return ""
    most = test.get("max_score")
    return f"{test['score']:g}" if most is None else f"{test['score']:g} / {most:g}"


def _status(test: Document) -> str:
    """Return the status; the platform makes one of the score where none is given."""
    if "status" in test:
        return str(test["status"])
    if "score" not in test or "max_score" not in test:
        return ""
    return "passed" if test["score"] >= test["max_score"] else "failed"


def _text(output: str, style: str) -> str:
    shown = output[:CUT].replace("\0", "\N{REPLACEMENT CHARACTER}")
    return "\n".join(_lines(shown)) if style == "html" else shown


def _lines(markup: str) -> Iterator[str]:
    """Yield the lines of what a browser would show, no two empty ones in a row."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    yield from (line.rstrip() for line in "".join(reader.text).splitlines() if line.strip())


class _Reader(HTMLParser):
    """Collects text, with a new line around each block."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        self._block(tag)

    def handle_endtag(self, tag: str) -> None:
        self._block(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def _block(self, tag: str) -> None:
        if tag in _BLOCKS or tag == "br":
            self.text.append("\n")
