"""The assignment that is written: points, order, ids."""

from fractions import Fraction

import pytest

from autograder import loading
from autograder.adopting.comparison import Fate, Row
from autograder.adopting.declared import Declared
from autograder.adopting.folder import in_order, manifest, write
from autograder.adopting.outline import Outline
from autograder.adopting.result import Ending
from autograder.adopting.scan import Solution
from autograder.adopting.suite import Style, Test

SOLUTION = Solution(("f",), ("RATE",), ("math",))


def row(name, file="test_it.py", style=Style.UNITTEST, **declared):
    plain = Outline(Ending.PASSED, Fraction(1), name, Declared(**declared))
    return Row(Test(file, name, style), plain, Fate.ADOPTED)


def points(*rows):
    parts = manifest("hw", in_order("hw", rows), "it.py", SOLUTION, messages=True)["parts"]
    return [check["points"] for part in parts for check in part["checks"]]


def test_tests_stand_by_their_numbers_and_those_without_last():
    rows = [row("c"), row("b", number="1.10"), row("a", number="1.9"), row("d", number="0.x")]
    assert [one.id for one in in_order("hw", rows)] == ["hw.d", "hw.a", "hw.b", "hw.c"]


def test_ids_are_unique_and_name_the_file_where_there_are_several():
    rows = [
        row("test_f[1-2]", style=Style.PYTEST),
        row("test_f[1+2]"),
        row("T::test_f", file="tests/test_o.py"),
    ]
    assert [one.id for one in in_order("hw", rows)] == [
        "hw.test_it.test_f_1_2",
        "hw.test_it.test_f_1_2_2",
        "hw.test_o.T.test_f",
    ]


def test_points_are_written_exactly():
    weights = [Fraction(2), Fraction(5, 2), Fraction(1, 3), Fraction(0)]
    assert points(*(row(f"t{i}", weight=w) for i, w in enumerate(weights))) == [2, 2.5, "1/3", 0]


def test_without_any_weight_every_test_counts_the_same():
    assert points(row("a"), row("b")) == [1, 1]
    assert points(row("a"), row("b", weight=Fraction(3))) == [0, 3]


@pytest.mark.parametrize("messages", [True, False])
def test_what_is_written_loads_as_it_was_meant(tmp_path, messages):
    suite = tmp_path / "test_it.py"
    suite.write_text("import it\n")
    graded = in_order("hw", [row("T.test_a", weight=Fraction(1, 3)), row("T.test_b", tags=("x",))])
    write(tmp_path / "hw", graded, suite, "it.py", SOLUTION, messages=messages)
    loaded = loading.load(tmp_path / "hw")
    assert [(c.id, c.points, c.tags, c.output) for c in loaded.checks] == [
        ("hw.T.test_a", Fraction(1, 3), (), messages),
        ("hw.T.test_b", 0, ("x",), messages),
    ]
    assert (loaded.adopted.names, loaded.adopted.messages) == (("RATE",), messages)
    assert (tmp_path / "hw" / "tests" / "private" / "suite" / "test_it.py").read_text() == "import it\n"
