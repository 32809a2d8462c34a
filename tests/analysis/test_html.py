"""The kill matrix as a page: every cell is the matrix's, and everybody can read it."""

import re
from html.parser import HTMLParser

import pytest
from support.tiny import DOUBLE, SHAPE, TOTAL
from support.trials import UNJUDGED, specimen
from support.trials import validation as made

from autograder.analysis import html
from autograder.analysis.matrix import Mark, matrix
from autograder.analysis.validation import Validation
from autograder.model.finding import finding
from autograder.reports.environment import environment

VOID = {"meta", "br"}


class Page(HTMLParser):
    """The elements of a page with their text; and whether each was closed in order."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, dict(attrs), [])
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _tag, _attrs, text in self.open:
            text.append(data)

    def rows(self, css_class: str) -> list[list[tuple[str | None, str]]]:
        """Return class and text of every cell of a table's rows."""
        start = next(i for i, (tag, attrs, _) in enumerate(self.elements) if attrs.get("class") == css_class)
        rows: list[list[tuple[str | None, str]]] = []
        for tag, attrs, text in self.elements[start + 1 :]:
            if tag == "table":
                break
            if tag == "tr":
                rows.append([])
            if tag in {"td", "th"}:
                rows[-1].append((attrs.get("class"), " ".join("".join(text).split())))
        return rows


@pytest.fixture(scope="module")
def document(validation: Validation) -> str:
    return html.render(validation)


def test_every_cell_of_every_mistake_and_check_is_that_of_the_matrix(
    validation: Validation, document: str
) -> None:
    kills = matrix(validation)
    _parts, head, *body = Page(document).rows("matrix")
    assert [text for _class, text in head] == ["double.shape", "double.values", "total.values"]
    assert [row[0][1] for row in body] == [f"{r.specimen.row} {r.specimen.title}" for r in kills.rows]
    shown = [[(css or "").split()[0] for css, _text in row[1:]] for row in body]
    assert shown == [[cell.mark.value for cell in row.cells] for row in kills.rows]
    assert {mark for row in shown for mark in row} == {mark.value for mark in Mark} - {Mark.UNJUDGED.value}


def test_a_cell_has_a_sign_and_words_for_those_who_do_not_see_it(document: str) -> None:
    three, lucky, rude = ([text for _class, text in row[1:]] for row in Page(document).rows("matrix")[2:])
    assert three == [
        "",
        "2killed in 2 of 2 trials; told: suspect R01",
        "cfull points, in 2 of 2 trials by an error carried forward",
    ]
    assert lucky == [
        "",
        "−1must fail: lost points in 1 of 2 trials only; told: values_differ",
        "1may fail: lost points in 1 of 2 trials; told: values_differ",
    ]
    assert rude[0] == "+2not in the header: lost points in 2 of 2 trials; told: values_sign"


def test_a_check_that_did_not_judge_a_mistake_says_why(validation: Validation) -> None:
    given = {SHAPE.id: finding("values_sign"), TOTAL.id: UNJUDGED}
    page = html.render(made(validation.assignment, [(specimen("m", fails=(SHAPE.id,)), [given])]))
    why = "not judged: it needs a training, which"
    assert Page(page).rows("matrix")[2][-1] == ("unjudged", f"·{why} this mistake does not change")
    assert f"{why} the mistake does not change" in page
    assert why not in html.render(validation)


def test_checks_tell_what_they_alone_kill_and_which_are_weak(validation: Validation, document: str) -> None:
    kills = matrix(validation)
    rows = Page(document).rows("words checks")[1:]
    assert [row[0][1] for row in rows] == [f"Check {check.id}{check.id}" for check in kills.checks]
    assert [row[3:] for row in rows][1] == [("number", "1"), ("wide", "three")]
    nothing = html.render(made(validation.assignment, [(specimen("m"), [{}])]))
    assert [row[3][1] for row in Page(nothing).rows("words checks")[1:]] == ["none: weak"] * 3


def test_contradictions_come_before_the_matrix_with_their_files(document: str) -> None:
    above, _, _below = document.partition('<table class="matrix">')
    for words in (
        "assignments/tiny/mistakes/rude.py",
        f"{SHAPE.id} loses points (in all 2 trials)",
        f"{DOUBLE.id} does not lose points (seed 2)",
        f"{TOTAL.id} loses points (seed 2)",
    ):
        assert words in above


def test_what_there_is_nothing_of_is_not_on_the_page(
    validation: Validation,
) -> None:
    page = html.render(made(validation.assignment, [(specimen("solution", "", kind="solution"), [{}])]))
    assert "Contradictions" not in page
    assert "<table" not in page
    assert "solution: 3 of 3" in page


def test_nothing_is_loaded_and_nothing_runs(document: str) -> None:
    page = Page(document)
    assert page.open == []
    assert not {"script", "link", "img", "iframe", "form"} & {tag for tag, _, _ in page.elements}
    assert "http" not in document


def test_labels_lead_to_ids_that_are_unique(document: str) -> None:
    attributes = [attrs for _tag, attrs, _text in Page(document).elements]
    ids = [attrs["id"] for attrs in attributes if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {attrs["aria-labelledby"] for attrs in attributes if "aria-labelledby" in attrs} <= set(ids)


def test_words_of_specimens_are_escaped(validation: Validation) -> None:
    page = html.render(made(validation.assignment, [(specimen("<script>alert(1)</script>"), [{}])]))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


# -------------------------------------------------------------------------------------- colours

STYLE = environment().get_template("page.css.j2").render()
PALETTES = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
PAIRS = [
    ("ink", "page"),
    ("ink", "card"),
    ("soft", "page"),
    ("soft", "card"),
    ("link", "page"),
    ("link", "card"),
    ("on-killed", "killed"),
    ("on-may", "may"),
    ("on-missed", "missed"),
    ("on-carried", "carried"),
]


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", PALETTES[:2], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "background"), PAIRS)
def test_text_stands_out_from_its_background(palette: str, text: str, background: str) -> None:
    """A contrast of at least 4.5 (WCAG 2.1, level AA)."""
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", palette))
    dark, light = sorted((luminance(colours[text]), luminance(colours[background])))
    assert (light + 0.05) / (dark + 0.05) >= 4.5
