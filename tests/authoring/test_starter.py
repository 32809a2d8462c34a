"""The starter has signatures and docstrings, and no answers."""

import ast
import inspect

import pytest
from support.graded import CHECKOUT
from support.modules import load

import reference
from autograder import loading
from autograder.authoring.starter import read_stubs, starter
from autograder.authoring.textbook import read_textbook
from autograder.errors import AssignmentError


@pytest.fixture
def stubs(project, x1):
    return lambda: read_stubs(x1(), read_textbook(project / "book"))


def test_stubs_stand_in_the_order_of_the_handout(stubs):
    assert [(stub.section, stub.name) for stub in stubs()] == [("middles", "middle"), ("ends", "last")]


def test_a_stub_has_arguments_defaults_and_both_languages(stubs):
    middle = stubs()[0].source
    assert "def middle(numbers, scale=1.0):\n" in middle
    assert '    """Return the middle.\n\n    أعد الوسط.\n\n    Parameters\n' in middle


def test_keyword_only_arguments_stay(stubs, edit):
    edit("book/b.py", "numbers: Sequence[float], scale: float", "numbers: Sequence[float], *, scale: float")
    assert stubs()[0].source.startswith("def middle(numbers, *, scale=1.0):\n")


def test_a_decorator_is_no_part_of_a_stub(stubs, edit):
    before = stubs()
    edit("book/b.py", "def middle", "@staticmethod\ndef middle")
    assert stubs() == before


def test_a_docstring_of_one_line_gets_its_arabic_line(stubs):
    source = stubs()[1].source
    docstring = ast.get_docstring(ast.parse(source).body[0])
    assert docstring == "Return the last number.\n\nأعد العدد الأخير."


def test_the_file_begins_with_the_title_in_both_languages(x1, stubs):
    text = starter(x1(), stubs())
    assert ast.get_docstring(ast.parse(text)) == "Middles\n\nأواسط"
    assert text.count("import numpy as np") == 1


def test_without_a_handout_sections_are_only_names(project, stubs):
    for language in ("en", "ar"):
        (project / f"assignments/x1/handout.{language}.md").unlink()
    assert len(stubs()) == 2


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "  last:",
            "  lost:",
            r'starter\.ar\.yaml:5: ends\.lost: assignment\.yaml has no function "lost"; did',
        ),
        ("ends:", "end:", r'starter\.ar\.yaml:4: end: the handout has no section "end"; did you mean "ends"'),
        ("ends:\n  last: أعد العدد الأخير.", "", r"starter\.ar\.yaml has no summary of last"),
        ("\n  last: أعد العدد الأخير.", " last", r'starter\.ar\.yaml:4: ends: must be a mapping, not "last"'),
    ],
)
def test_what_does_not_fit_is_refused(stubs, edit, old, new, message):
    edit("assignments/x1/starter.ar.yaml", old, new)
    with pytest.raises(AssignmentError, match=message):
        stubs()


def test_a_function_without_a_docstring_is_refused(stubs, edit):
    edit("book/b.py", '    """Return the last number."""\n', "")
    with pytest.raises(AssignmentError, match="last has no docstring in the reference"):
        stubs()


def test_the_starter_of_a1_has_the_reference_s_signatures_and_docstrings():
    a1 = loading.load(CHECKOUT / "assignments" / "a1_rnn")
    module = load(CHECKOUT / "student_template" / "a1_rnn" / "rnn.py")
    for name in a1.functions:
        function, original = getattr(module, name), getattr(reference, name)
        parameters = inspect.signature(function).parameters
        assert {p: v.default for p, v in parameters.items()} == {
            p: v.default for p, v in inspect.signature(original).parameters.items()
        }
        summary, _, arabic, *rest = inspect.getdoc(function).splitlines()
        assert any("\u0600" <= character <= "\u06ff" for character in arabic)
        assert [summary, *rest] == inspect.getdoc(original).splitlines()
        with pytest.raises(NotImplementedError, match=f"^{name} is not implemented yet$"):
            function(*(None for _ in parameters))
