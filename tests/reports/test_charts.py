"""Charts as everybody gets them: SVG on pages, letters elsewhere; private ones for staff alone."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from support.charts import FORECAST, LOSSES, PRIVATE, PUBLIC, with_charts

from autograder.feedback import staff_view, student_view
from autograder.messages.catalogue import LANGUAGES, load
from autograder.messages.phrase import plain
from autograder.messages.wording import wording
from autograder.model.assignment import Visibility
from autograder.model.chart import LARGEST, Chart, Level, Line
from autograder.model.platform import Platform
from autograder.model.report import GradeReport
from autograder.reports import gradescope, html, json_report, text, text_plot
from autograder.reports.drawing import drawing
from autograder.reports.plot import plot

ENGLISH = wording("en")
SVG = re.compile(r'<svg viewBox="0 0 560.*?</svg>', re.DOTALL)
POINT = re.compile(r"[ML]([-\d.e+]+) ([-\d.e+]+)")
NUMBERS = st.floats(-LARGEST, LARGEST)
LINES = st.builds(
    Line,
    st.sampled_from(["loss", "truth", "Γu"]),
    st.lists(NUMBERS, min_size=1, max_size=30).map(tuple),
    st.floats(-1e6, 1e6),
    st.floats(0.01, 100),
)
CHARTS = st.builds(
    Chart,
    st.just("losses"),
    st.just("epoch"),
    st.just("loss"),
    st.lists(LINES, min_size=1, max_size=6).map(tuple),
    st.none() | st.builds(Level, st.just("mean"), NUMBERS),
    st.none() | st.floats(-1e6, 1e6),
)


@pytest.fixture
def charted(report: GradeReport) -> GradeReport:
    return with_charts(report)


# ------------------------------------------------------------------------------- who sees what


def test_a_student_sees_the_charts_of_public_checks_and_staff_all(charted: GradeReport) -> None:
    seen = {
        check.id: check.charts for check in student_view(charted, shown=Visibility).checks if check.charts
    }
    assert seen == {PUBLIC: (LOSSES,)}
    all_seen = {check.id: check.charts for check in staff_view(charted).checks if check.charts}
    assert all_seen == {PUBLIC: (LOSSES,), PRIVATE: (FORECAST,)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_a_private_chart_is_in_what_students_get(charted: GradeReport, language: str) -> None:
    view, words = student_view(charted, shown=Visibility), load(language).chart_titles
    pages = [html.render(view, language), html.fragment(view, language), text.render(view, language)]
    pages.append(str(gradescope.results(charted, language)))
    for page in pages:
        assert words["losses"] in page
        assert words["forecast"] not in page
        assert "27.1" not in page
    assert words["forecast"] in html.render(staff_view(charted), language)


def test_charts_survive_the_report_as_json(charted: GradeReport) -> None:
    assert json_report.load(json_report.dump(charted)) == charted


# ---------------------------------------------------------------------------------------- SVG


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_is_well_formed_and_says_in_words_what_it_shows(
    charted: GradeReport, language: str
) -> None:
    pictures = SVG.findall(html.render(staff_view(charted), language))
    assert len(pictures) == 2
    catalogue = load(language)
    title, described = (one.text or "" for one in list(ET.fromstring(pictures[0]))[:2])  # noqa: S314 (our own)
    assert title == catalogue.chart_titles["losses"]
    bare = re.sub("[\u2066\u2069]", "", described)
    assert catalogue.chart_words["rnn"] in bare
    assert all(number in bare for number in ("2", "0.25", "0.75"))
    assert catalogue.chart_words["epoch"] in pictures[0]


def test_words_have_the_direction_of_the_page_and_time_runs_to_the_right(charted: GradeReport) -> None:
    english, arabic = (SVG.findall(html.render(staff_view(charted), language)) for language in LANGUAGES)
    assert 'direction="rtl"' in arabic[0]
    assert 'direction="rtl"' not in english[0]
    paths = [re.findall(r' d="([^"]*)"', one[1]) for one in (english, arabic)]
    assert paths[0] == paths[1]
    xs = [float(x) for x, _ in POINT.findall(paths[0][0])]
    assert xs == sorted(xs)


def test_a_higher_value_stands_higher_and_a_single_one_is_seen() -> None:
    drawn = drawing(plot(Chart("losses", "epoch", "loss", (Line("loss", (0.0, 1.0)),)), ENGLISH), rtl=False)
    assert drawn.paths == (f"M62 {drawn.bottom} L548 {drawn.top}",)
    dot = drawing(plot(Chart("losses", "epoch", "loss", (Line("loss", (0.5,)),)), ENGLISH), rtl=False)
    assert dot.paths[0].endswith(" h8")


def test_what_is_shaded_begins_where_the_forecast_does() -> None:
    drawn = drawing(plot(FORECAST, ENGLISH), rtl=False)
    assert drawn.since is not None
    assert f"M{drawn.since:g} " in drawn.paths[1]


@given(CHARTS)
def test_everything_stands_within_the_picture(chart: Chart) -> None:
    drawn = drawing(plot(chart, ENGLISH), rtl=False)
    places = [tuple(map(float, it)) for path in drawn.paths for it in POINT.findall(path)]
    assert all(drawn.left - 8 <= x <= drawn.right for x, _ in places)
    assert all(drawn.top - 0.1 <= y <= drawn.bottom + 0.1 for _, y in places)
    assert drawn.level is None or drawn.top - 0.1 <= drawn.level <= drawn.bottom + 0.1
    assert drawn.since is None or drawn.left <= drawn.since <= drawn.right


# ------------------------------------------------------------------------------------ letters


def test_letters_show_the_shape_of_a_curve() -> None:
    assert text_plot.rows(plot(LOSSES, ENGLISH), 30) == (
        "2.0 ┤█",
        "    │ ██",
        "1.5 ┤   ██",
        "    │     █",
        "    │      ██",
        "1.0 ┤        ██",
        "    │──────────███────────────",
        "    │             ███",
        "0.5 ┤                ███████",
        "    │                       ██",
        "0.0 ┤",
        "    └┬───────┬───────┬───────┬",
        "     1       2       3       4",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_has_its_words(language: str) -> None:
    words = wording(language)
    signs = {sign: plain(label, isolate=False) for sign, label in text_plot.legend(plot(FORECAST, words))}
    assert signs["█"] == words.catalogue.chart_words["truth"]
    assert "Γu" in signs["░"]
    assert "2" in signs["┊"]
    assert "─" in dict(text_plot.legend(plot(LOSSES, words)))


@given(CHARTS, st.integers(1, 200))
def test_letters_fit_and_the_last_line_is_seen(chart: Chart, width: int) -> None:
    made = plot(chart, ENGLISH)
    rows = text_plot.rows(made, width)
    margin = max(len(tick.text) for tick in made.up)
    assert max(map(len, rows)) <= max(min(width, 72), 16 + margin + 2)
    assert "█░▒▓▚▞"[len(chart.lines) - 1] in "".join(rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_terminal_lays_a_plot_out_from_left_to_right(charted: GradeReport, language: str) -> None:
    shown = text.render(student_view(charted), language, width=80).splitlines()
    (axis,) = (line for line in shown if "└" in line)
    assert axis.strip().startswith("\u200e" if language == "ar" else "└")
    assert max(map(cell_len, shown)) <= 80


@pytest.mark.parametrize("form", ["html", "md"])
def test_gradescope_gets_letters_in_a_block_of_code(charted: GradeReport, form: str) -> None:
    tests = gradescope.results(charted, "en", Platform(output=form))["tests"]
    output = next(test["output"] for test in tests if test["extra_data"]["check"] == PUBLIC)
    assert ("<pre>2.0 ┤█" if form == "html" else "```\n2.0 ┤█") in output
    assert "plain RNN: 0.75" in output
