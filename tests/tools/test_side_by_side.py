"""benchmarks/side_by_side: every tool grades the same twelve checks, and what is measured is what ran."""

import importlib.util
import os
import re
import sys
import time
from pathlib import Path

import pytest
from support.graded import CHECKOUT, strong_or_skip

from autograder import loading
from benchmarks.side_by_side import tables, words
from benchmarks.side_by_side.measuring import Command, run
from benchmarks.side_by_side.submissions import SUBMISSIONS, classroom
from benchmarks.side_by_side.tools import GradescopeUtils, Nbgrader, Otter, Ours, Pytest
from benchmarks.side_by_side.tools.ours import COURSE
from benchmarks.side_by_side.trial import cost
from benchmarks.side_by_side.twelve import TWELVE

IDS = [check.id for check in TWELVE]
NO_SEQUENCE = {"a1.backward.dx", "a1.backward.dWaa"}
LOST = {
    "right": set(),
    "wrong_formula": NO_SEQUENCE,
    "wrong_shape": {"a1.forward.states"},
    "exception": {name for name in IDS if "backward" in name},
}
PACKAGES = {GradescopeUtils: "gradescope_utils", Otter: "otter", Nbgrader: "nbgrader"}


def test_our_course_leaves_on_what_the_others_check():
    left = loading.load(CHECKOUT / "assignments" / "a1_rnn", course=COURSE).checks
    assert [check.id for check in left] == IDS
    assert {check.points for check in left} == {1}
    assert {check.title.en.partition(" for ids")[0] for check in left} == {check.title for check in TWELVE}


def test_nothing_that_is_off_is_needed():
    whole = loading.load(CHECKOUT / "assignments" / "a1_rnn").checks
    assert {needed for check in whole if check.id in IDS for needed in check.depends_on} <= set(IDS)


@pytest.mark.parametrize(
    "tool",
    [
        Ours,
        Pytest,
        GradescopeUtils,
        pytest.param(Otter, marks=pytest.mark.slow),
        pytest.param(Nbgrader, marks=pytest.mark.slow),
    ],
)
def test_every_tool_takes_the_same_points_off(tool, tmp_path):
    if tool is Ours:
        strong_or_skip()
    if tool in PACKAGES and not importlib.util.find_spec(PACKAGES[tool]):
        pytest.skip("needs the tools that are compared")
    made = tool(tmp_path)
    made.prepare({name: SUBMISSIONS[name] for name in LOST})
    for name, lost in LOST.items():
        ended = run(made.one(name), 120)
        scores = made.scores(name)
        assert scores == {one: float(one not in lost) for one in IDS}, ended.printed
        for check in lost:
            assert made.shown(name, check)


def test_a_class_has_two_right_ones_to_every_wrong_one_and_no_two_alike():
    made = classroom(30)
    assert len(set(made.values())) == 30
    assert sum(text.endswith(SUBMISSIONS["right"]) for text in made.values()) == 20


def test_a_command_is_ended_with_its_descendants_when_its_time_is_up(tmp_path):
    script = "sleep 60 & echo $! > child; wait"
    ended = run(Command(("sh", "-c", script), tmp_path), 0.5)
    assert not ended.finished
    assert 0.5 <= ended.wall < 30
    stat = Path(f"/proc/{(tmp_path / 'child').read_text().strip()}/stat")
    end = time.monotonic() + 10
    while not has_ended(stat):
        assert time.monotonic() < end, "it still runs"
        time.sleep(0.02)


def has_ended(stat: Path) -> bool:
    try:
        return stat.read_text().split()[2] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_memory_and_processor_time_are_those_of_all_processes_together(tmp_path):
    grow = "import time; hoard = bytearray(64 << 20); sum(range(3_000_000)); time.sleep(0.5)"
    line = f"{sys.executable} -c '{grow}' & {sys.executable} -c '{grow}'; wait"
    ended = run(Command(("sh", "-c", line), tmp_path), 60, watch=True)
    assert ended.finished
    assert 128 < ended.memory < 256
    assert ended.cpu > 0.02


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
def test_a_bad_submission_reaches_no_network_but_its_own(tmp_path):
    ended = run(Command(("cat", "/proc/net/dev"), tmp_path).without_network(), 60)
    assert [line.split(":")[0].strip() for line in ended.printed.splitlines()[2:]] == ["lo"]


def test_a_ratio_is_that_of_runs_in_one_round():
    class Took:
        cpu = 1.0

        def __init__(self, wall):
            self.wall = wall

    slow, quick = [Took(2), Took(8), Took(90)], [Took(1), Took(2), Took(30)]
    assert cost(slow, quick, 0.0).ratio == 3


def test_a_long_text_says_what_was_left_out():
    lines = words.shortened("\n".join([*map(str, range(100)), "x" * 200])).splitlines()
    assert lines[:2] == ["0", "1"]
    assert "[... 62 lines ...]" in lines
    assert lines[-1] == "x" * 110 + " [...]"


def test_a_page_keeps_what_people_wrote(tmp_path):
    page = tmp_path / "page.md"
    marks = "<!-- figures: written by `make bench` -->\n{}<!-- end of figures -->\n"
    page.write_text("before\n" + marks.format("old") + "after\n", "utf-8")
    tables.write(page, "figures", "new")
    assert page.read_text("utf-8") == "before\n" + marks.format("\nnew\n\n") + "after\n"
    tables.write(page, "figures", "new")
    assert page.read_text("utf-8").count("new") == 1


def test_the_page_has_a_place_for_what_is_written_and_its_links_lead_somewhere(tmp_path):
    text = (CHECKOUT / "docs" / "comparison.md").read_text("utf-8")
    page = tmp_path / "comparison.md"
    page.write_text(text, "utf-8")
    for name in ("figures", "words"):
        tables.write(page, name, f"new {name}")
    assert page.read_text("utf-8").count("\nnew ") == 2
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (CHECKOUT / "docs" / target).exists(), target
