import re
from collections.abc import Callable

import pytest

from autograder.feedback import staff_view, student_view
from autograder.messages.phrase import LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE
from autograder.model.report import GradeReport
from autograder.reports import text

LEFT_TO_RIGHT_MARK = "\u200e"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("view", [student_view, staff_view])
def test_text_is_the_golden(
    language: str,
    view: Callable[[GradeReport], object],
    report: GradeReport,
    golden: Callable[[str, str], None],
) -> None:
    golden(f"reports/{view.__name__}.{language}.txt", text.render(view(report), language))


def test_without_color_there_is_no_control_character(report: GradeReport) -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text.render(staff_view(report), "en"))


def test_color_adds_only_codes(report: GradeReport) -> None:
    view = student_view(report)
    colored = text.render(view, "en", color=True)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert "\x1b[" in colored
    assert [line.rstrip() for line in plain.splitlines()] == text.render(view, "en").splitlines()


def test_no_line_is_wider_than_the_terminal(report: GradeReport) -> None:
    assert max(map(len, text.render(student_view(report), "en", width=60).splitlines())) <= 60


@pytest.mark.parametrize(("language", "mark"), [("en", ""), ("ar", LEFT_TO_RIGHT_MARK)])
def test_a_picture_is_aligned_lines_that_run_from_left_to_right(
    language: str, mark: str, report: GradeReport
) -> None:
    lines = text.render(student_view(report), language).splitlines()
    first = next(i for i, line in enumerate(lines) if line.endswith("0  1  2  3  4  5  6"))
    assert lines[first] == f"    {mark}0  1  2  3  4  5  6"
    assert lines[first + 1] == f"    {mark}✗  ✗  ✗  ✗  ✗  ✓  ✓"


def test_every_arabic_line_closes_the_isolates_that_it_opens(report: GradeReport) -> None:
    written = text.render(student_view(report), "ar")
    assert written.count(LEFT_TO_RIGHT_ISOLATE) == written.count(POP_ISOLATE) > 0
