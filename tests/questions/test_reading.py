"""An answer is understood however it is written, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.asked import COUNT, DIRECTION, SIZES, as_drawn

from autograder.model.finding import finding
from autograder.questions import complaint, read_answer

CHOICE = as_drawn(DIRECTION, "nowhere", "ahead", "behind")
NUMBER = as_drawn(COUNT)
SHAPE = as_drawn(SIZES)
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("a", "nowhere"),
        ("B", "ahead"),
        (" c ", "behind"),
        ("c)", "behind"),
        ("(c)", "behind"),
        ("c.", "behind"),
        ("b ) Ahead", "ahead"),
        ("b: ahead", "ahead"),
        ("b) إلى الأمام", "ahead"),
        ("ahead", "ahead"),
        ("AHEAD", "ahead"),
        ("Behind, from T_x", "behind"),
        ("Behind, from `T_x`", "behind"),
        ("behind,  from T_x", "behind"),
        ("أ", "nowhere"),
        ("ا", "nowhere"),
        ("ب)", "ahead"),
        ("ج) إلى الخلف", "behind"),
        ("الي الامام", None),
        ("إلى الأمام", "ahead"),
        ("الى الامام", "ahead"),
        ("a) ahead", None),
        ("d", None),
        ("د", None),
        ("ab", None),
        ("a b", None),
        ("a or b", None),
        ("1", None),
        ("?", None),
    ],
)
def test_a_choice_is_a_letter_or_the_words_of_an_option(text: str, option: str | None) -> None:
    assert read_answer(CHOICE, text) == option


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1086", 1086),
        (" 1086 ", 1086),
        ("+7", 7),
        ("-7", -7),
        ("007", 7),
        ("1,086", 1086),
        ("1 086", 1086),
        ("1_086", 1086),
        ("1'086", 1086),
        ("١٠٨٦", 1086),
        ("١٬٠٨٦", 1086),
        ("١،٠٨٦", 1086),
        ("1\u00a0086", 1086),
        ("１０８６", 1086),
        ("\u200f1086\u200f", 1086),
        ("12,345,678", 12345678),
        ("10,86", None),
        ("1086.", None),
        ("1.086", None),
        ("1e3", None),
        ("1086 numbers", None),
        ("n = 1086", None),
        ("1086?", None),
        ("0x10", None),
        ("- 7", None),
        ("9" * 19, None),
        ("²", 2),
        ("½", None),
        ("twelve", None),
    ],
)
def test_a_number_is_whole_with_nothing_after_it(text: str, number: int | None) -> None:
    assert read_answer(NUMBER, text) == number


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("(4, 3)", (4, 3)),
        ("(4,3)", (4, 3)),
        ("[4, 3]", (4, 3)),
        ("4, 3", (4, 3)),
        ("4 x 3", (4, 3)),
        ("4X3", (4, 3)),
        ("4×3", (4, 3)),
        ("4 * 3 * 2", (4, 3, 2)),
        ("4 3", (4, 3)),
        ("( 4 , 3 )", (4, 3)),
        ("(٤، ٣)", (4, 3)),
        ("(4,)", (4,)),
        ("(4)", (4,)),
        ("4", (4,)),
        ("(4, 3,)", (4, 3)),
        ("(4, 3", None),
        ("(4, 3]", None),
        ("((4, 3))", None),
        ("(4; 3)", None),
        ("(4, -3)", None),
        ("(4, 3.0)", None),
        ("(m, 3)", None),
        ("4,, 3", None),
        ("(4, 3) or so", None),
        ("()", None),
        ("(", None),
    ],
)
def test_a_shape_is_sizes_in_order_in_brackets_or_none(text: str, shape: tuple[int, ...] | None) -> None:
    assert read_answer(SHAPE, text) == shape


@given(st.integers(-(10**17), 10**17), st.sampled_from(["", ",", "_"]))
def test_every_way_to_write_a_number_is_read(number: int, separator: str) -> None:
    written = f"{number:{separator}}"
    assert read_answer(NUMBER, written) == read_answer(NUMBER, written.translate(ARABIC_DIGITS)) == number


@given(st.lists(st.integers(0, 10**9 - 1), min_size=1, max_size=5))
def test_a_shape_is_read_as_python_and_numpy_write_it(sizes: list[int]) -> None:
    assert read_answer(SHAPE, str(tuple(sizes))) == read_answer(SHAPE, str(sizes)) == tuple(sizes)


@pytest.mark.parametrize("drawn", [CHOICE, NUMBER, SHAPE], ids=lambda drawn: drawn.question.id)
@given(st.text() | st.text("0123456789 ,x()[]abcأب.:-", max_size=400))
def test_any_text_is_an_answer_or_none(drawn, text: str) -> None:
    answer = read_answer(drawn, text)
    assert answer is None or isinstance(answer, str | int | tuple)


def test_what_can_be_told_without_knowing_what_is_right() -> None:
    assert complaint(NUMBER, "12") is None
    assert complaint(NUMBER, "") == finding("answer_missing", question="count")
    unreadable = finding("answer_unreadable", question="count", expected="number", text="a dozen")
    assert complaint(NUMBER, "a dozen") == unreadable
