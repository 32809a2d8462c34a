import io

from rich.console import Console

from autograder.standin import text
from autograder.standin.machine import Ran, Usage
from autograder.standin.process import Ended
from autograder.standin.results import judge
from autograder.standin.trial import Trial

DOCUMENT = {
    "score": 1.5,
    "output": "<p>Well done</p>",
    "output_format": "html",
    "tests": [
        {"number": "1.1", "name": "one", "score": 1, "max_score": 1, "status": "passed", "output": "fine"},
        {"number": "1.2", "name": "two", "score": 0.5, "max_score": 1, "status": "failed", "output": "sign"},
    ],
    "extra_data": {
        "finished": True,
        "sandbox": {"situation": "root", "layers": ["a", "b"], "self_test": {"x": "denied", "y": "denied"}},
    },
}
RAN = Ran(Ended(0, 2.25, "graded\n", ""), Usage("768 MB, 0.5 CPU", 70 << 20))


def shown(document=DOCUMENT, faults=(), ran=RAN, *, whole=False):
    console = Console(file=io.StringIO(), width=100, markup=False, highlight=False)
    setup = Ended(0, 20.0, "", "")
    text.show(Trial(faults, ("In a box.",), setup, ran, judge(document)), console, whole=whole)
    return console.file.getvalue()


def test_tests_score_and_how_it_ran_are_shown():
    page = shown()
    for line in (
        "In a box.",
        "setup.sh: exit status 0 after 20.0 s",
        (
            "run_autograder: exit status 0 after 2.2 s, at most 70 MB, cached files among them; "
            "limits: 768 MB, 0.5 CPU"
        ),
        "stdout (7 characters, not for the student):",
        "  situation: root",
        "  layers: a, b",
        "  self_test: 2 denied",
        "score: 1.5 of 2",
    ):
        assert line in page.splitlines()
    assert [line.split() for line in page.splitlines() if "passed" in line] == [
        ["1.1", "one", "1", "/", "1", "passed", "visible"]
    ]


def test_the_student_is_shown_what_did_not_pass_or_everything():
    assert "  Well done\n  1.2 two (0.5 / 1)\n    sign\n" in shown()
    assert "    fine\n" not in shown()
    assert "  1.1 one (1 / 1)\n    fine\n" in shown(whole=True)


def test_a_total_that_the_student_does_not_see_is_said():
    hidden = {**DOCUMENT, "tests": [{"name": "x", "score": 1.5, "visibility": "hidden", "output": "private"}]}
    assert text.NO_TOTAL in shown(hidden, whole=True)
    assert "private" not in shown(hidden, whole=True)


def test_with_a_fault_no_results_are_shown():
    page = shown(faults=("run_autograder is missing.",))
    assert page.endswith("run_autograder is missing.\n")
    assert "score:" not in page
    assert "Well done" not in page


def test_results_that_are_not_finished_are_said():
    assert text.UNFINISHED in shown({"score": 0, "extra_data": {"finished": False}})


def test_a_run_that_was_stopped_is_shown_as_such_without_memory_nobody_counted():
    page = shown(faults=("too long",), ran=Ran(Ended(None, 600.0, "", "")))
    assert "run_autograder: stopped after 600.0 s; limits: not limited" in page


def test_results_without_tests_have_no_table():
    assert "visibility" not in shown({"score": 3})
    assert shown({"score": 3}).endswith("score: 3\n")
