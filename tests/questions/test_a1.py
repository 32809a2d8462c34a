"""The questions of the first assignment: what the key says is right is, and every mistake has its hint."""

import importlib.util
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest
from support.graded import CHECKOUT

from autograder import intake
from autograder.checks.question import Asked
from autograder.model.assignment import ArrayType, Assignment, MappingType
from autograder.model.question import DrawnQuestion
from autograder.model.verdict import CheckFailed
from autograder.questions import COMMON, Answer, drawn, sheet
from autograder.runner.bench import package

FOLDER = CHECKOUT / "assignments" / "a1_rnn"
IDS = [COMMON, *(f"s{number}" for number in range(200))]
WORDS = {
    "many_to_one": ("stars", "holds a gene"),
    "one_to_many": ("melody", "photograph"),
    "many_equal": ("every word", "every letter"),
    "many_unequal": ("Arabic", "recording"),
    "one_to_one": ("digit",),
}
"""What the English text of a task of each type mentions."""


@pytest.fixture(scope="module")
def reference(a1: Assignment) -> ModuleType:
    assert a1.reference is not None
    return package(a1.reference)


@pytest.fixture(scope="module")
def key() -> dict[str, Callable[[Asked], None]]:
    """Return the private test of each question, by the question's id."""
    path = FOLDER / "tests" / "private" / "test_questions.py"
    spec = importlib.util.spec_from_file_location("private_questions_of_a1", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {
        mark.args[0].rpartition(".")[2]: test
        for test in vars(module).values()
        for mark in getattr(test, "pytestmark", ())
        if mark.name == "check"
    }


def of(assignment: Assignment, name: str) -> Iterator[DrawnQuestion]:
    for student in IDS:
        yield next(question for question in drawn(assignment, student) if question.question.id == name)


def hint(test: Callable[[Asked], None], question: DrawnQuestion, answer: Answer) -> str | None:
    """Return "" for a right answer, the hint that a wrong one gets, or None where no hint knows it."""
    text = "abcdefgh"[question.options.index(answer)] if isinstance(answer, str) else str(answer)
    try:
        test(Asked(question, text))
    except CheckFailed as failed:
        (found,) = failed.findings
        return str(found.params["hint"]) if found.code == "answer_suspect" else None
    return ""


def all_draws(question: DrawnQuestion) -> Iterator[DrawnQuestion]:
    """Yield the question with everything that can be drawn."""
    draws = question.question.draws
    places = itertools.product(*(range(len(values)) for values in draws.values()))
    for chosen in places:
        pairs = zip(draws, chosen, strict=True)
        values = {
            n: draws[n][i] if isinstance(draws[n][i], int) else i  # type: ignore[misc]
            for n, i in pairs
        }
        yield replace(question, values=values)


# ------------------------------------------------------------------- what is right, found otherwise


def test_the_type_is_the_one_that_the_task_describes(a1: Assignment, key) -> None:
    seen = set()
    for question in of(a1, "types"):
        task = question.text.en
        (right,) = (option for option, words in WORDS.items() if any(word in task for word in words))
        seen.add(task)
        wrong = [option for option in question.options if option != right]
        assert hint(key["types"], question, right) == ""
        assert all(hint(key["types"], question, option) in {"K01", "K02", "K03"} for option in wrong)
    assert len(seen) == 9


def test_the_indices_find_the_example_and_the_step(a1: Assignment, key) -> None:
    counted = np.stack(np.meshgrid(np.arange(1, 9), np.arange(1, 16), indexing="ij"), axis=-1)
    for question in of(a1, "notation"):
        wanted = (question.values["example"], question.values["step"])
        (right,) = (tuple(map(int, at)) for at in np.argwhere((counted == wanted).all(axis=-1)))
        assert hint(key["notation"], question, right) == ""
        assert hint(key["notation"], question, wanted) == "K04"
        assert hint(key["notation"], question, right[::-1]) == "K05"
        assert hint(key["notation"], question, (right[0] - 1, right[1])) is None


def test_the_parameters_are_those_that_the_cell_declares(a1: Assignment, key) -> None:
    (params,) = (t for n, t in a1.functions["rnn_forward"].args if n == "params")
    assert isinstance(params, MappingType)
    dims = [array.dims for _, array in params.entries if isinstance(array, ArrayType)]
    for question in of(a1, "parameters"):
        count = sum(np.empty([question.values[dim] for dim in one]).size for one in dims)
        assert hint(key["parameters"], question, count) == ""
        assert hint(key["parameters"], question, count * question.values["T_x"]) == "K07"
        assert hint(key["parameters"], question, count + question.values["n_a"]) == "K09"
        assert hint(key["parameters"], question, count + 1) is None
        assert hint(key["parameters"], question, count - 1) is None


def shapes_of(reference: ModuleType, sizes: dict[str, int]) -> dict[str, tuple[int, ...]]:
    """Return the shape of every array of a run forward and back."""
    m, T_x, n_x, n_a, n_y = (sizes[name] for name in ("m", "T_x", "n_x", "n_a", "n_y"))
    shapes = {"Waa": (n_a, n_a), "Wax": (n_a, n_x), "ba": (n_a,), "Wya": (n_y, n_a), "by": (n_y,)}
    params = {name: np.ones(shape) for name, shape in shapes.items()}
    a, y_hat, cache = reference.rnn_forward(np.ones((m, T_x, n_x)), np.ones((m, n_a)), params)
    arrays = {**params, "a": a, "y_hat": y_hat, **reference.rnn_backward(np.ones_like(a), cache)}
    return {name: array.shape for name, array in arrays.items()}


def test_the_shapes_are_those_of_a_run_forward_and_back(a1: Assignment, reference, key) -> None:
    seen = set()
    for question in itertools.islice(of(a1, "shapes"), 60):
        name = next(n for n in re.findall("`(.*?)`", question.text.en.rpartition("shape of")[2]))
        right = shapes_of(reference, dict(question.values))[name]
        seen.add(name)
        assert hint(key["shapes"], question, right) == ""
        assert hint(key["shapes"], question, right[::-1]) == "K10"
        assert hint(key["shapes"], question, right[1:]) == "K11"
        assert hint(key["shapes"], question, (*right[:-1], right[-1] + 100)) is None
    assert seen == {"dWax", "dx", "a", "y_hat", "da0", "Wya"}


def changed_predictions(reference: ModuleType, T_x: int, t: int) -> int:
    """Return how many predictions of a sequence change with the hidden state of step t."""
    rng = np.random.default_rng(0)
    shapes = {"Waa": (4, 4), "Wax": (4, 3), "ba": (4,), "Wya": (5, 4), "by": (5,)}
    params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    x, a0, nudge = rng.normal(size=(1, T_x, 3)), rng.normal(size=(1, 4)), 1e-3
    a, before, _ = reference.rnn_forward(x, a0, params)
    state = a[:, t - 1] + nudge
    own = reference.softmax(state @ params["Wya"].T + params["by"])
    later = reference.rnn_forward(x[:, t:], state, params)[1]
    after = np.concatenate([before[:, : t - 1], own[:, np.newaxis], later], axis=1)
    return int((np.abs(after - before).max(axis=(0, 2)) > 0).sum())


def test_the_terms_are_those_whose_predictions_change_with_the_state(a1: Assignment, reference, key) -> None:
    for question in itertools.islice(of(a1, "through_time"), 60):
        T_x, t = question.values["T_x"], question.values["t"]
        right = changed_predictions(reference, T_x, t)
        answers = {right: "", right - 1: "K13", t: "K14", T_x: "K15", 1: "K16", 2: "K16", right + 1: None}
        assert {n: hint(key["through_time"], question, n) for n in answers} == answers


# ------------------------------------------------------------------------------------- the hints


def suspects(test: Callable[[Asked], None], question: DrawnQuestion) -> tuple[Answer, dict[str, set[Answer]]]:
    """Return what a private test expects and suspects of a question."""
    told: list[tuple[Answer, dict[str, set[Answer]]]] = []
    namespace = test.__globals__  # type: ignore[attr-defined]
    kept = namespace["expect_answer"]
    namespace["expect_answer"] = lambda _asked, right, suspects: told.append((right, suspects))
    try:
        test(Asked(question, ""))
    finally:
        namespace["expect_answer"] = kept
    return told[0]


@pytest.mark.parametrize("name", ["types", "notation", "parameters", "shapes", "through_time"])
def test_no_answer_has_two_hints_and_a_right_one_none(a1: Assignment, key, name: str) -> None:
    for question in all_draws(next(of(a1, name))):
        right, by_hint = suspects(key[name], question)
        answers = [answer for group in by_hint.values() for answer in group]
        assert len(answers) == len(set(answers))
        assert hint(key[name], question, right) == ""


def test_the_sizes_of_a_question_are_all_different(a1: Assignment) -> None:
    for name in ("shapes", "parameters"):
        for question in all_draws(next(of(a1, name))):
            sizes = [value for name, value in question.values.items() if name != "array"]
            assert len(set(sizes)) == len(sizes)


def test_every_hint_of_a_question_has_a_text_and_a_specimen(a1: Assignment, key) -> None:
    named = {
        code
        for name, test in key.items()
        for question in of(a1, name)
        for code in suspects(test, question)[1]
    }
    rows = {path.name.split("_")[0].upper() for path in (FOLDER / "mistakes").glob("k*.yaml")}
    assert named == rows
    assert named <= set(a1.hints)


# ---------------------------------------------------------------------------------- stored sheets


@pytest.mark.parametrize(
    "path",
    [FOLDER / "solution" / "answers.yaml", *sorted((CHECKOUT / "examples/a1_rnn").glob("*/answers.yaml"))],
    ids=lambda path: path.parent.name,
)
def test_a_stored_sheet_holds_the_questions_of_its_id(a1: Assignment, path) -> None:
    text = path.read_text(encoding="utf-8")
    submission = intake.read(path.parent, a1)
    assert submission.answers is not None
    assert re.sub(r"(?m)^(    answer:) .*$", r"\1", text) == sheet(a1, submission.answers.id)
    assert all(submission.answers.given.values())


def test_the_solution_is_that_of_nobody_in_particular(a1: Assignment) -> None:
    answers = intake.read(FOLDER / "solution", a1).answers
    assert answers is not None
    assert answers.id == COMMON
