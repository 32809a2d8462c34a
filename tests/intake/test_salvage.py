"""Files that do not parse: the broken piece is named, the rest goes on."""

from collections.abc import Callable

import pytest

from autograder.intake.salvage import Unit, salvage
from autograder.model.submission import Submission

GOOD = "def softmax(z):\n    return z\n"
AFTER = "def rnn_forward(x):\n    return x\n"


@pytest.mark.parametrize(
    ("broken", "name", "line"),
    [
        ("def f(x):\n    return (x\n", "f", 4),
        ("def f(x)\n    return x\n", "f", 3),
        ("def f(x):\n    x =\n    return x\n", "f", 4),
        ("def f(x):\n    print x\n", "f", 4),
        ("def f(x):\nreturn x\n", "f", 4),
        ("def f(x):\n    '''never closed\n    return x\n", "f", 4),
        ("@deco\ndef f(x):\n    return )\n", "f", 5),
        ("class C:\n    def m(self:\n        pass\n", "C", 4),
        ("async def f(x):\n    return x x\n", "f", 4),
    ],
)
def test_a_broken_definition_is_named_and_the_others_stay(broken: str, name: str, line: int) -> None:
    salvaged = salvage("rnn.py", [Unit(1, GOOD + broken + AFTER)])
    assert [s.defines for s in salvaged.statements if s.defines] == ["softmax", "rnn_forward"]
    note = salvaged.notes[0]
    assert (note.code, note.params["name"], note.params["file"]) == ("definition_broken", name, "rnn.py")
    assert note.params["line"] in (line, line - 1)


def test_a_broken_statement_is_named_by_its_line() -> None:
    salvaged = salvage("rnn.py", [Unit(1, GOOD + "x = = 1\n" + AFTER)])
    assert [s.line for s in salvaged.statements] == [1, 4]
    assert [(n.code, n.params["line"]) for n in salvaged.notes] == [("code_broken", 3)]


def test_an_indented_first_line_is_not_lost() -> None:
    salvaged = salvage("rnn.py", [Unit(1, "  x = 1\n" + GOOD)])
    assert [n.code for n in salvaged.notes] == ["code_broken"]
    assert [s.defines for s in salvaged.statements] == ["softmax"]


def test_a_broken_cell_does_not_reach_into_the_next() -> None:
    salvaged = salvage("rnn.py", [Unit(1, "x = (1,\n"), Unit(2, "y = 2\n")])
    assert [s.source for s in salvaged.statements] == ["y = 2"]


def test_tabs_are_eight_columns_when_that_parses() -> None:
    text = "def f(x):\n        if x:\n\t\ty = 'a\tb'\n        s = '''\n\tkept'''\n\treturn y\n"
    salvaged = salvage("rnn.py", [Unit(5, text)])
    (statement,) = salvaged.statements
    assert "                y = 'a\tb'" in statement.source
    assert "\n\tkept'''" in statement.source
    assert [(n.code, n.params["line"]) for n in salvaged.notes] == [("tabs_mixed", 7)]


def test_tabs_that_make_no_sense_are_a_broken_definition() -> None:
    salvaged = salvage("rnn.py", [Unit(1, "def f(x):\n    y = 1\n\treturn y\n")])
    assert [n.code for n in salvaged.notes] == ["definition_broken"]


def test_a_file_of_thousands_of_broken_lines_is_too_complex() -> None:
    salvaged = salvage("rnn.py", [Unit(1, "x = = 1\n" * 6000)])
    assert [n.code for n in salvaged.notes] == ["code_too_complex"]


def test_thousands_of_statements_over_many_cells_are_too_complex() -> None:
    salvaged = salvage("rnn.py", [Unit(i, "x = 1\n" * 1000) for i in range(6)])
    assert (salvaged.statements, [n.code for n in salvaged.notes]) == ((), ["code_too_complex"])


def test_notes_of_one_kind_are_few(grade_text: Callable[[str], Submission]) -> None:
    notes = grade_text("x = = 1\n" * 100).notes
    assert len(notes) == 20


def test_texts_are_short_and_printable(grade_text: Callable[[str], Submission]) -> None:
    submission = grade_text(f"def {'f' * 500}(:\n    pass\n")
    assert submission.notes[0].params["name"] == "f" * 200
    submission = grade_text("import a\nimport b\ndef softmax(z): return '\u202e' + \u202e\n")
    assert "\u202e" not in str(submission.notes[0].params["text"])
