"""Text that depends on a convention: the lines that hold stay, wrong marks are told with their line."""

import pytest

from autograder.errors import AssignmentError
from autograder.loading.conditional import resolved, wrong_settings

TEXT = """\
before
<!-- lstm_output: tanh -->
a = tanh(c)
<!-- end -->
    <!-- lstm_output: linear -->
    a = c
    <!-- end -->
after <!-- end -->
"""
SETTINGS = {"lstm_output": "tanh", "gru_reset": "before"}


@pytest.mark.parametrize(("setting", "line"), [("tanh", "a = tanh(c)\n"), ("linear", "    a = c\n")])
def test_the_lines_of_the_setting_stay_and_no_mark_does(setting, line):
    assert resolved(TEXT, {"lstm_output": setting}, "x.md") == f"before\n{line}after <!-- end -->\n"


def test_a_text_without_marks_stays_to_the_last_byte():
    text = "a\r\n<!-- a remark -->\nb"
    assert resolved(text, {}, "x.md") == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "\n<!-- lstm_ouput: tanh -->\n<!-- end -->",
            'x.md:6: "lstm_ouput" is no convention of the assignment; it declares lstm_output, gru_reset;',
        ),
        ("<!-- lstm_output: tan -->\n<!-- end -->", 'x.md:5: "tan" is not one of tanh, linear; did you mean'),
        ("<!-- lstm_output: -->\n<!-- end -->", 'x.md:5: "" is not one of tanh, linear'),
        ("a\n<!-- gru_reset: after -->\nb", "x.md:6: this block is never closed: write <!-- end -->"),
        ("a\n<!-- end -->", "x.md:6: ends a block, and none is open"),
        (
            "<!-- gru_reset: after -->\n<!-- gru_reset: before -->\n<!-- end -->",
            "x.md:6: the block of line 5 is still open",
        ),
    ],
)
def test_what_is_marked_wrongly_is_told_with_its_line(text, message):
    with pytest.raises(AssignmentError) as caught:
        resolved(text, SETTINGS, "x.md", 5)
    assert str(caught.value).startswith(message)


def test_all_that_is_wrong_is_told():
    with pytest.raises(AssignmentError) as caught:
        resolved("<!-- end -->\n<!-- end -->", SETTINGS, "x.md")
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        ({"lstm_output": "linear"}, ""),
        ({"lstm_output": "cubic"}, '"cubic" is not one of tanh, linear'),
        ({"other": "x"}, '"other" is no convention of the assignment; it declares lstm_output, gru_reset'),
        ("tanh", 'must be a mapping such as {lstm_output: tanh}, not "tanh"'),
    ],
)
def test_settings_are_declared_and_have_a_value(settings, wrong):
    assert wrong_settings(settings, SETTINGS) == wrong
