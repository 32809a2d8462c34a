"""Files as students hand them in, each under samples/."""

from collections.abc import Callable

import numpy as np

from autograder.model.submission import Submission

Sample = Callable[[str], Submission]


def defined(submission: Submission) -> list[str]:
    return [c.binds[0] for c in submission.modules[0].chunks if c.source.startswith(("def", "class"))]


def codes(submission: Submission) -> set[str]:
    return {note.code for note in submission.notes}


def test_course_helpers_and_plots_cost_nothing(sample: Sample) -> None:
    submission = sample("course_helpers.py")
    assert defined(submission) == ["softmax", "rnn_cell_forward", "rnn_forward", "show"]
    modules = [n.params["module"] for n in submission.notes if n.code == "import_not_allowed"]
    assert modules == ["matplotlib.pyplot", "rnn_utils", "cs231n.layers"]


def test_names_of_a_course_helper_and_of_a_test_cell_are_free(sample: Sample) -> None:
    problems = sample("course_helpers.py").problems
    assert [f.params["name"] for f in problems["rnn_cell_forward"]] == ["Wax"]
    assert [f.params["name"] for f in problems["rnn_forward"]] == ["Wax", "sigmoid"]
    assert "softmax" not in problems


def test_python_2_prints_cost_their_function_only(sample: Sample) -> None:
    submission = sample("python2.py")
    assert defined(submission) == ["softmax", "rnn_cell_forward", "rnn_forward"]
    assert [(n.code, n.params["line"]) for n in submission.notes] == [
        ("definition_broken", 11),
        ("code_broken", 23),
    ]
    assert [f.params["name"] for f in submission.problems["rnn_forward"]] == ["check_gradients"]


def test_a_tab_error_is_mended_where_it_can_be(sample: Sample) -> None:
    submission = sample("tabs.py")
    assert defined(submission) == ["rnn_cell_forward"]
    assert codes(submission) == {"tabs_mixed", "definition_broken"}


def test_an_unfinished_line_costs_its_function_only(sample: Sample) -> None:
    submission = sample("unfinished.py")
    assert defined(submission) == ["rnn_forward"]
    assert [n.params["name"] for n in submission.notes] == ["softmax", "rnn_cell_forward"]


def test_global_state_is_as_if_the_file_had_run(
    sample: Sample, run: Callable[[Submission], dict[str, object]]
) -> None:
    submission = sample("globals.py")
    names = run(submission)
    assert names["SIZES"] == {"n_a": 4, "n_x": 3, "n_y": 2, "Waa": 3, "Wax": 3}
    assert names["scale"] == 2e-8
    assert not {"unused", "weights", "history", "loss", "step"} & set(names)
    assert names["rnn_cell_forward"](np.zeros(1), None, None) == 1e-8  # type: ignore[operator]


def test_a_saved_web_page_is_recognised(sample: Sample) -> None:
    assert codes(sample("saved_page.ipynb")) == {"file_is_html"}


def test_a_notebook_and_the_file_it_came_from_are_the_same_submission(sample: Sample) -> None:
    assert sample("course.ipynb").sha256 == sample("course.py").sha256 == sample("format3.ipynb").sha256


def test_a_course_notebook_runs_without_its_tests(
    sample: Sample, run: Callable[[Submission], dict[str, object]]
) -> None:
    submission = sample("course.ipynb")
    assert codes(submission) == {"notebook_magic", "code_not_run"}
    softmax = run(submission)["softmax"]
    assert np.allclose(softmax(np.zeros(4)), 0.25)  # type: ignore[operator]
