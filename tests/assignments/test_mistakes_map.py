"""The map of known mistakes: every row has its place, its files and its hint, and nothing is misnamed."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.graded import CHECKOUT, SECRET

from autograder.analysis.specimen import Specimen, specimens
from autograder.grading import grade
from autograder.model.assignment import Assignment, Suite
from autograder.model.report import GradeReport
from autograder.worker import host

UNIT = {
    "a1_rnn",
    "a2_language_model",
    "a3_gated",
    "a4_text_classification",
    "a5_tagging",
    "a6_seq2seq",
    "a7_finetune",
}
ASSIGNMENTS = CHECKOUT / "assignments"
ROWS = (Path(__file__).parent / "mistake_rows.txt").read_text("utf-8").split()
"""The whole list of mistakes and variants that the unit started from."""
MAP: dict[str, dict[str, Any]] = yaml.safe_load((ASSIGNMENTS / "mistakes_map.yaml").read_text("utf-8"))
HINTS: dict[str, dict[str, str]] = yaml.safe_load((ASSIGNMENTS / "hints.yaml").read_text("utf-8"))
RIGHT, OWN, QUESTION = ("V", "Y"), ("X", "Y"), "K"
"""What the rows of right code, of our own and of concept questions begin with."""
PRESENT = sorted(UNIT & {path.parent.name for path in ASSIGNMENTS.glob("*/assignment.yaml")})

ALSO_TRUE = {
    "b04_carry_stays_zero": {"B03"},
    "n04_initial_state_is_a_view": {"R17"},
    "r02_index_minus_one": {"R01"},
    "r14_softmax_over_the_second_axis": {"X15"},
    "r15_first_step_left_out": {"X11"},
    "r24_a_prev_overwritten": {"X06"},
}
"""Mistakes whose values another row's mistake gives too, with the rows whose hint is true of them."""
UNTELLING = {"values_differ", "gradient_differs", "raised", "called_from", "edge_size"}
"""Findings that say that something is wrong and not what."""


def headers(assignment: str) -> Iterator[tuple[str, str]]:
    """Yield the row and the name of each mistake and variant, but those of concept questions."""
    for folder in ("mistakes", "variants"):
        for path in sorted((ASSIGNMENTS / assignment / folder).glob("*.*")):
            text = path.read_text("utf-8-sig")
            header = yaml.safe_load(
                text if path.suffix == ".yaml" else ast.get_docstring(ast.parse(text)) or ""
            )
            if not header["row"].startswith(QUESTION):
                yield header["row"], f"{folder}/{path.name}"


def mapped(assignment: str) -> set[str]:
    return {row for row, entry in MAP.items() if assignment in entry["assignments"]}


def test_every_row_of_the_list_is_in_the_map() -> None:
    assert len(ROWS) == len(set(ROWS)) == 213
    assert set(ROWS) <= set(MAP)


def test_a_row_that_is_not_in_the_list_says_that_it_is_our_own() -> None:
    assert {row[0] for row in set(MAP) - set(ROWS)} == set(OWN)


@pytest.mark.parametrize("row", MAP)
def test_a_row_says_what_it_is_and_where_it_can_occur_or_why_nowhere(row: str) -> None:
    entry = MAP[row]
    assert entry["what"]
    assert set(entry["assignments"]) <= UNIT
    assert set(entry) == {"what", "assignments"} | (set() if entry["assignments"] else {"why"})


@pytest.mark.parametrize("assignment", PRESENT)
def test_every_row_that_concerns_an_assignment_has_a_file_there(assignment: str) -> None:
    assert mapped(assignment) - {row for row, _ in headers(assignment)} == set()


@pytest.mark.parametrize("assignment", PRESENT)
def test_every_file_names_a_row_that_concerns_its_assignment(assignment: str) -> None:
    assert [found for found in headers(assignment) if found[0] not in mapped(assignment)] == []


@pytest.mark.parametrize("assignment", PRESENT)
def test_a_mistake_has_a_row_of_wrong_code_and_a_variant_one_of_right_code(assignment: str) -> None:
    for row, name in headers(assignment):
        assert name.startswith("variants/") == row.startswith(RIGHT), name


@pytest.mark.parametrize("assignment", PRESENT)
def test_every_mistake_that_concerns_an_assignment_has_a_hint_in_both_languages(assignment: str) -> None:
    for row in mapped(assignment):
        if not row.startswith(RIGHT):
            assert set(HINTS[row]) == {"en", "ar"}, row


def test_every_hint_is_of_a_row_in_the_map_or_of_a_concept_question() -> None:
    assert [row for row in HINTS if row not in MAP and not row.startswith(QUESTION)] == []


# ------------------------------------------------------------------------ what students are told


@pytest.fixture(scope="module")
def graded_mistakes(a1: Assignment, a1_host: host.Host) -> list[tuple[Specimen, GradeReport]]:
    mistakes = [s for s in specimens(a1) if s.kind == "mistake" and not s.row.startswith(QUESTION)]
    return [(mistake, grade(a1, mistake.submission, a1_host, SECRET)) for mistake in mistakes]


@pytest.mark.slow
def test_a_mistake_is_named_as_what_it_is(graded_mistakes: list[tuple[Specimen, GradeReport]]) -> None:
    for mistake, report in graded_mistakes:
        named = {f.params["hint"] for g in report.checks for f in g.outcome.findings if "hint" in f.params}
        assert named <= {mistake.row} | ALSO_TRUE.get(mistake.name, set()), mistake.name


@pytest.mark.slow
def test_four_of_five_mistakes_are_told_in_kind_where_they_first_lose_private_points(
    graded_mistakes: list[tuple[Specimen, GradeReport]],
) -> None:
    told = [mistake.name for mistake, report in graded_mistakes if is_told_in_kind(report)]
    assert len(told) >= 0.8 * len(graded_mistakes)


def is_told_in_kind(report: GradeReport) -> bool:
    lost = [g for g in report.checks if g.score < g.check.points and g.check.suite is Suite.PRIVATE]
    return not lost or any(f.code not in UNTELLING for f in lost[0].outcome.findings)
