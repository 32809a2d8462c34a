"""A handout's page: whole without a network, right to left where it is Arabic, and errors with their line."""

import re
import sys
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path

import pytest

from autograder.authoring.handout import render
from autograder.errors import AssignmentError, UsageError
from autograder.model.assignment import Dates

PICTURE = (
    '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>'
)
MARKDOWN = """\
# A *small* handout

Words before.

## First `thing` {#first}

Inline `a[:, t]` and $x^{\\langle t \\rangle}$.

### Below

$$
y = \\tanh(x)
$$

![A <line>](line.svg)

## Second {#second}

| | Shape |
|---|---|
| `x` | $(-1, 2)$ |

```python
>>> print(1 < 2)
True

```

```nobody-knows
plain & simple
```
"""


class Elements(HTMLParser):
    """All start tags of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "line.svg").write_text(PICTURE, encoding="utf-8")
    return tmp_path


def text(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


def test_the_title_is_the_page_title_and_its_only_first_level_heading(folder: Path) -> None:
    page = render(MARKDOWN, "en", folder)
    assert "<title>A small handout</title>" in page
    assert page.count("<h1>") == 1


def test_the_contents_list_the_sections_in_order_and_lead_to_them(folder: Path) -> None:
    elements = Elements(render(MARKDOWN, "en", folder))
    assert [link["href"] for link in elements.of("a")] == ["#first", "#second"]
    assert [heading["id"] for heading in elements.of("h2")] == ["first", "second"]
    assert elements.of("h3") == [{}]


def test_ids_do_not_show(folder: Path) -> None:
    assert "{#" not in render(MARKDOWN, "en", folder)


def test_nothing_is_loaded_and_nothing_is_run(folder: Path) -> None:
    elements = Elements(render(MARKDOWN, "en", folder))
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in elements.tags}
    assert not [attributes for _, attributes in elements.tags if "src" in attributes]


def test_equations_become_mathml(folder: Path) -> None:
    page = render(MARKDOWN, "en", folder)
    assert [math["display"] for math in Elements(page).of("math")] == ["inline", "block", "inline"]
    assert "$" not in text(page)


def test_a_sign_is_not_set_as_a_subtraction(folder: Path) -> None:
    assert '<mo form="prefix">&#x02212;</mo><mn>1</mn>' in render(MARKDOWN, "en", folder)
    assert "prefix" not in render("# T\n\n$a - 1$\n", "en", folder)


def test_a_picture_is_part_of_the_page_and_its_description_names_it(folder: Path) -> None:
    page = render(MARKDOWN, "en", folder)
    assert Elements(page).of("svg")[0]["aria-label"] == "A <line>"
    assert "<?xml" not in page


def test_code_is_coloured_and_says_what_it_said(folder: Path) -> None:
    page = render(MARKDOWN, "en", folder)
    assert '<span class="gp">&gt;&gt;&gt; </span>' in page
    assert "&gt;&gt;&gt; print(1 &lt; 2)\nTrue</code>" in re.sub(r"</?span[^>]*>", "", page)
    assert "plain &amp; simple</code>" in page


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_code_and_equations_run_left_to_right_in_any_language(
    folder: Path, language: str, direction: str
) -> None:
    elements = Elements(render(MARKDOWN, language, folder))
    assert elements.of("html") == [{"lang": language, "dir": direction}]
    left_to_right = [*elements.of("pre"), *(code for code in elements.of("code") if code)]
    left_to_right += [a for _, a in elements.tags if a.get("class") in ("math", "picture")]
    assert len(left_to_right) == 2 + 3 + 3 + 1
    assert {attributes["dir"] for attributes in left_to_right} == {"ltr"}


def test_other_languages_are_linked_in_their_own_name(folder: Path) -> None:
    page = render(MARKDOWN, "en", folder, others={"ar": "handout.ar.html"})
    assert {"href": "handout.ar.html", "hreflang": "ar", "lang": "ar", "dir": "rtl"} in Elements(page).of("a")
    assert "العربية" in page


def test_dates_that_are_set_are_shown_with_their_zone(folder: Path) -> None:
    zone = timezone(timedelta(hours=3))
    page = render(MARKDOWN, "en", folder, dates=Dates(due=datetime(2027, 2, 15, 23, 59, tzinfo=zone)))
    assert "Due" in text(page)
    assert "2027-02-15 23:59 UTC+03:00" in page
    assert [time["datetime"] for time in Elements(page).of("time")] == ["2027-02-15T23:59:00+03:00"]
    assert "Released" not in page


def test_the_same_handout_gives_the_same_page(folder: Path) -> None:
    assert render(MARKDOWN, "ar", folder) == render(MARKDOWN, "ar", folder)


@pytest.mark.parametrize(
    ("markdown", "complaint"),
    [
        ("Words\n", ":1: a handout begins with `# Title`"),
        ("## Section {#s}\n", ":1: a handout begins with `# Title`"),
        ("# T\n\n## Section\n", ":3: a section needs an id: `## Words {#id}`"),
        ("# T\n\n## A {#a}\n\n### B {#a}\n", ":5: there is another heading with the id a"),
        ("# T\n\n![P](no.svg)\n", ":3: there is no picture no.svg"),
        ("# T\n\n![P](photo.png)\n", ":3: there is no picture photo.png"),
        ("# T\n\nWords\n\n$$\n\\nothing x\n$$\n", r":5: no equation can hold \nothing"),
        ("# T\n\nWords $a_b_c$\n", ":3: a_b_c: DoubleSubscriptsError"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(folder: Path, markdown: str, complaint: str) -> None:
    (folder / "photo.png").write_bytes(b"")
    with pytest.raises(AssignmentError, match=re.escape(str(folder / "handout.en.md") + complaint)):
        render(markdown, "en", folder)


@pytest.mark.parametrize("module", ["latex2mathml", "mdit_py_plugins.dollarmath"])
def test_without_the_extra_the_error_names_it(
    monkeypatch: pytest.MonkeyPatch, folder: Path, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=rf"{module}.*rnn-autograder\[authoring\]"):
        render(MARKDOWN, "en", folder)
