from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from autograder.feedback import staff_view, student_view
from autograder.model.report import GradeReport
from autograder.reports import html

VOID = {"meta"}


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
    assert all((link["href"] or "").startswith("#") for link in tree.all("a"))


def test_links_and_labels_lead_to_ids_that_are_unique(tree: Tree) -> None:
    ids = [attrs["id"] for _, attrs in tree.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {(link["href"] or "")[1:] for link in tree.all("a")} <= set(ids)
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
    assert document.count('<details class="part">') == 3
    assert (
        document.index('id="todo"') < document.index('id="done"') < document.index('<details class="part">')
    )
