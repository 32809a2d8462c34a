import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from autograder.feedback import staff_view, student_view
from autograder.model.report import GradeReport
from autograder.reports import html

VOID = {"meta"}
HANDOUT = "https://example.org/a1/handout."


class Tree(HTMLParser):
    """Collects the start tags, and the tags that are still open or closed in a wrong order."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attrs for name, attrs in self.tags if name == tag)


@pytest.fixture(params=["en", "ar"])
def tree(request: pytest.FixtureRequest, report: GradeReport) -> Tree:
    return Tree(html.render(staff_view(report), request.param))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("view", [student_view, staff_view])
def test_html_is_the_golden(
    language: str,
    view: Callable[[GradeReport], object],
    report: GradeReport,
    golden: Callable[[str, str], None],
) -> None:
    golden(f"reports/{view.__name__}.{language}.html", html.render(view(report), language))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_fragment_is_the_golden(
    language: str, report: GradeReport, golden: Callable[[str, str], None]
) -> None:
    golden(f"reports/fragment.{language}.html", html.fragment(student_view(report), language))


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_fragment_is_one_element_that_states_language_and_direction(
    language: str, direction: str, report: GradeReport
) -> None:
    fragment = Tree(html.fragment(student_view(report), language))
    assert fragment.open == []
    assert fragment.tags[0] == ("div", {"class": "autograder-report", "lang": language, "dir": direction})
    assert not {"html", "head", "body", "meta", "main", "script"} & {tag for tag, _ in fragment.tags}


def test_two_fragments_on_a_page_cannot_clash(report: GradeReport) -> None:
    tags = Tree(html.fragment(staff_view(report), "en")).tags
    assert not [attrs for _, attrs in tags if {"id", "aria-labelledby"} & set(attrs)]
    assert not [attrs for _, attrs in tags if (attrs.get("href") or "").startswith("#")]


def test_the_styles_of_a_fragment_reach_nothing_outside_of_it(report: GradeReport) -> None:
    style = html.fragment(student_view(report), "en").split("<style>")[1].split("</style>")[0]
    preludes = re.findall(r"([^{};]+)\{", style)
    selectors = [one for prelude in preludes for one in separate(prelude.strip())]
    rules = [one for one in selectors if not one.startswith("@media")]
    assert len(rules) > 40
    assert not [one for one in rules if ".autograder-report" not in one]


def separate(prelude: str) -> list[str]:
    """Split a list of selectors at the commas outside of brackets."""
    return [one.strip() for one in re.split(r",(?![^(]*\))", prelude)]


def test_a_fragment_says_what_the_page_says(report: GradeReport) -> None:
    page, fragment = (write(student_view(report), "en") for write in (html.render, html.fragment))
    for said in ("2.83", "In the handout", "Next step", "softmax got (3, 4)", "✗"):
        assert fragment.count(said) == page.count(said) > 0


def test_a_picture_runs_from_left_to_right_in_arabic_too(report: GradeReport) -> None:
    document = html.render(student_view(report), "ar")
    pictures = document.split('<div class="steps" role="list" dir="ltr">')[1:]
    numbers = [re.findall(r"<div>(\d+)</div>", picture.split("</figure>")[0]) for picture in pictures]
    assert numbers == [["0", "1", "2"], ["0", "1", "2", "3", "4", "5", "6"]]


def test_a_picture_says_in_words_which_steps_are_wrong(report: GradeReport) -> None:
    public, private = html.render(student_view(report), "en").split("<figure")[1:]
    said = [
        re.findall(r'class="unseen">(\w+)<', picture.split("</figure>")[0]) for picture in (public, private)
    ]
    assert said == [["right", "wrong", "wrong"], ["wrong"] * 5 + ["right"] * 2]
    assert "2.1e-03" in public
    assert 'class="error"' not in private


def test_every_tag_is_closed(tree: Tree) -> None:
    assert tree.open == []


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_the_document_states_language_and_direction(
    language: str, direction: str, report: GradeReport
) -> None:
    document = Tree(html.render(student_view(report), language))
    assert next(document.all("html")) == {"lang": language, "dir": direction}


def test_nothing_is_loaded_and_nothing_runs(tree: Tree) -> None:
    assert not {"script", "link", "img", "iframe", "form"} & {tag for tag, _ in tree.tags}
    assert not [name for _, attrs in tree.tags for name in attrs if name.startswith("on") or name == "src"]
    assert all((link["href"] or "").startswith(("#", HANDOUT)) for link in tree.all("a"))


def test_links_and_labels_lead_to_ids_that_are_unique(tree: Tree) -> None:
    ids = [attrs["id"] for _, attrs in tree.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    within = {link["href"] or "" for link in tree.all("a")}
    assert {link[1:] for link in within if not link.startswith(HANDOUT)} <= set(ids)
    assert {attrs["aria-labelledby"] for _, attrs in tree.tags if "aria-labelledby" in attrs} <= set(ids)


def test_headings_never_skip_a_level(tree: Tree) -> None:
    levels = [int(tag[1]) for tag, _ in tree.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_code_and_shapes_are_isolated_left_to_right(report: GradeReport) -> None:
    document = html.render(student_view(report), "ar")
    assert '<bdi dir="ltr"><code>a_next</code></bdi>' in document
    assert '<bdi dir="ltr">(m, n_a) = (4, 3)</bdi>' in document


def test_text_of_students_is_escaped(report: GradeReport) -> None:
    document = html.render(student_view(report), "en")
    assert "&lt;script&gt;alert(1)" in document
    assert "\\u202eevil \\ud800" in document
    document.encode()


def test_a_passed_part_is_folded_and_the_rest_is_open(report: GradeReport) -> None:
    document = html.render(student_view(report), "en")
    assert document.count('<details class="passed">') == 3
    assert (
        document.index('id="todo"') < document.index('id="done"') < document.index('<details class="passed">')
    )
