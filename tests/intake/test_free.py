"""Names a function needs and the file does not have."""

from collections.abc import Callable

import pytest

from autograder.model.submission import Submission

Read = Callable[[str], Submission]


def free(submission: Submission, function: str = "softmax") -> list[tuple[str, object, object]]:
    return [(f.code, f.params.get("name"), f.params["line"]) for f in submission.problems.get(function, ())]


def test_a_name_that_nothing_binds_is_free(grade_text: Read) -> None:
    submission = grade_text("def softmax(z):\n    y = z\n    return y @ Wf + Wf\n")
    assert free(submission) == [("free_name", "Wf", 3)]
    assert dict(submission.problems["softmax"][0].params) == {
        "name": "Wf",
        "function": "softmax",
        "line": 3,
        "file": "rnn.py",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Wf = 1\ndef softmax(z): return Wf",
        "def softmax(z): return len(z)",
        "def softmax(z):\n    global n\n    n = 1\n    return n",
        "def init():\n    global n\n    n = 1\ndef softmax(z): return n",
        "def softmax(z): return __name__, __file__",
        "from numpy import *\ndef softmax(z): return exp(z)",
        "import gone\ndef softmax(z): return gone.x(z)",
        "def softmax(z):\n    def inner(): return z\n    return inner()",
        "class A:\n    def m(self): return super().m(), __class__\ndef softmax(z): return A()",
        "def softmax(z): return [i for i in z if (n := i)], n",
        "try:\n    xrange\nexcept NameError:\n    xrange = range\ndef softmax(z): return xrange(3)",
    ],
)
def test_a_name_that_is_there_is_not_free(grade_text: Read, text: str) -> None:
    assert free(grade_text(text)) == []


def test_a_free_name_in_a_helper_concerns_its_callers(grade_text: Read) -> None:
    text = (
        "def helper(z):\n    return z + W\n\ndef softmax(z): return helper(z)\ndef rnn_forward(x): return x\n"
    )
    submission = grade_text(text)
    assert free(submission) == [("free_name", "W", 2)]
    assert free(submission, "rnn_forward") == []


def test_functions_that_call_each_other_are_followed_once(grade_text: Read) -> None:
    text = "def a(z): return b(z)\ndef b(z): return a(z) + W\ndef softmax(z): return a(z)\n"
    assert free(grade_text(text)) == [("free_name", "W", 2)]


def test_a_name_bound_only_under_main_is_free(grade_text: Read) -> None:
    text = "def softmax(z): return z @ W\nif __name__ == '__main__':\n    W = 1\n"
    assert free(grade_text(text)) == [("free_name", "W", 1)]


def test_a_star_import_of_a_module_that_is_not_there_binds_nothing(grade_text: Read) -> None:
    assert free(grade_text("from rnn_utils import *\ndef softmax(z): return sigmoid(z)\n")) == [
        ("free_name", "sigmoid", 2)
    ]


def test_a_broken_helper_is_the_problem_of_its_callers(grade_text: Read) -> None:
    submission = grade_text("def helper(z):\n    print z\n\ndef softmax(z): return helper(z)\n")
    assert free(submission) == [("definition_broken", "helper", 2)]


def test_a_broken_assignment_is_the_problem_of_its_readers(grade_text: Read) -> None:
    submission = grade_text("W = = 3\ndef softmax(z): return W\n")
    assert [f.code for f in submission.problems["softmax"]] == ["code_broken"]


def test_a_broken_function_is_its_own_problem(grade_text: Read) -> None:
    submission = grade_text("def softmax(z):\n    return z z\n")
    assert free(submission) == [("definition_broken", "softmax", 2)]


def test_a_broken_second_version_leaves_the_first_alone(
    submit: Callable[..., Submission], notebook: Callable[..., str]
) -> None:
    submission = submit("rnn.ipynb", notebook("def softmax(z): return z", "def softmax(z):\n    return z z"))
    assert dict(submission.problems) == {}
    assert [note.code for note in submission.notes] == ["definition_broken"]
