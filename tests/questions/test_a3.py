"""The questions of a3_gated: what the key says is right is, and every mistake has its hint."""

import importlib.util
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
import yaml
from support.graded import CHECKOUT

import reference
from autograder import intake
from autograder.checks.question import Asked
from autograder.loading import load
from autograder.model.assignment import Assignment
from autograder.model.question import DrawnQuestion
from autograder.model.verdict import CheckFailed
from autograder.questions import COMMON, Answer, drawn, sheet

FOLDER = CHECKOUT / "assignments" / "a3_gated"
NAMES = ["cells", "parameters", "gates", "gradients", "leakage"]
MISTAKES = sorted((FOLDER / "mistakes").glob("*.yaml"))
SMALLEST = {
    "older": "rnn",
    "reading before": "rnn",
    "first of 200": "gru",
    "open reading frame": "gru",
    "switch": "gru",
    "brackets": "lstm",
    "sum": "lstm",
    "random": "none",
}
"""The cell of each task, by what the English text mentions."""
LEAKS = {
    "standard deviation of the whole": "statistics",
    "highest value of all years": "statistics",
    "shuffled": "windows",
    "values measured in the months before": "truth",
    "first forecast starts": "nothing",
}
"""What leaks in each procedure, by what the English text mentions."""

Key = dict[str, Callable[[Asked], None]]


@pytest.fixture(scope="module")
def a3() -> Assignment:
    return load(FOLDER)


@pytest.fixture(scope="module")
def key() -> Key:
    """Return the private test of each question, by the question's id."""
    path = FOLDER / "tests" / "private" / "test_questions.py"
    spec = importlib.util.spec_from_file_location("private_questions_of_a3", path)
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


def common(assignment: Assignment, name: str) -> DrawnQuestion:
    return next(question for question in drawn(assignment) if question.question.id == name)


def all_draws(assignment: Assignment, name: str) -> Iterator[tuple[DrawnQuestion, str]]:
    """Yield the question with everything that can be drawn, and the English words that were."""
    question = common(assignment, name)
    draws = question.question.draws
    for chosen in itertools.product(*(range(len(values)) for values in draws.values())):
        drawn_values = [values[place] for values, place in zip(draws.values(), chosen, strict=True)]
        values = [
            value if isinstance(value, int) else place
            for value, place in zip(drawn_values, chosen, strict=True)
        ]
        words = " ".join(value.en for value in drawn_values if not isinstance(value, int))
        yield replace(question, values=dict(zip(draws, values, strict=True))), words


def hint(test: Callable[[Asked], None], question: DrawnQuestion, answer: Answer) -> str | None:
    """Return "" for a right answer, the hint that a wrong one gets, or None where no hint knows it."""
    text = "abcdefgh"[question.options.index(answer)] if isinstance(answer, str) else str(answer)
    try:
        test(Asked(question, text))
    except CheckFailed as failed:
        (found,) = failed.findings
        return str(found.params["hint"]) if found.code == "answer_suspect" else None
    return ""


def hints(test: Callable[[Asked], None], question: DrawnQuestion) -> dict[str, str | None]:
    return {option: hint(test, question, option) for option in question.options}


# ------------------------------------------------------------------- what is right, found otherwise


@pytest.mark.parametrize(("name", "told"), [("cells", SMALLEST), ("leakage", LEAKS)])
def test_the_right_option_is_the_one_that_the_words_describe(
    a3: Assignment, key: Key, name: str, told: dict[str, str]
) -> None:
    seen = 0
    for question, words in all_draws(a3, name):
        (right,) = (option for mention, option in told.items() if mention in words)
        found = hints(key[name], question)
        assert [option for option, code in found.items() if code == ""] == [right]
        assert None not in found.values()
        seen += 1
    assert seen == len(told)


def test_the_numbers_learnt_are_those_of_a_network_that_is_drawn(a3: Assignment, key: Key) -> None:
    for question, cell in all_draws(a3, "parameters"):
        n_x, n_a, T_x = (question.values[name] for name in ("n_x", "n_a", "T_x"))
        start = {"A GRU": reference.init_gru, "An LSTM": reference.init_lstm}[cell]
        params = start(n_a, n_x, np.random.default_rng(0))
        count = sum(array.size for array in params.values())
        biases = sum(array.size for name, array in params.items() if name.startswith("b"))
        answers = {
            count: "",
            count * T_x: "K07",
            count - biases: "K19",
            count + biases: "K20",
            count - params["Wu"].size - params["bu"].size: "K21",
            count + 1: None,
        }
        assert {n: hint(key["parameters"], question, n) for n in answers} == answers


def memory(cell: str, gates: dict[str, float], old: float, candidate: float) -> float:
    """Return what one unit of the reference remembers when its gates are saturated or half open."""
    bias = {0.0: -1000.0, 0.5: 0.0, 1.0: 1000.0}
    wanted = {"r": 1.0, "o": 1.0, **gates}
    letters = "urc" if cell == "GRU" else "ufoc"
    params = {f"W{k}": np.zeros((1, 2)) for k in letters}
    params |= {f"b{k}": np.array([bias[wanted[k]] if k != "c" else np.arctanh(candidate)]) for k in letters}
    x, a = np.zeros((1, 1)), np.array([[old]])
    if cell == "GRU":
        return float(reference.gru_cell_forward(x, a, params)[0][0, 0])
    return float(reference.lstm_cell_forward(x, a, a, params)[1][0, 0])


def test_the_memory_is_what_the_cell_computes(a3: Assignment, key: Key) -> None:
    old, candidate = 0.3, 0.8
    meanings = {"keep": old, "candidate": candidate, "mean": (old + candidate) / 2, "sum": old + candidate}
    for question, words in all_draws(a3, "gates"):
        cell = re.search(r"GRU|LSTM", words)
        assert cell
        gates = {k: {"0": 0.0, "1": 1.0, "1/2": 0.5}[v] for k, v in re.findall(r"Γ(\w) = (\S+)`", words)}
        value = memory(cell[0], gates, old, candidate)
        (right,) = (option for option, one in {**meanings, "zero": 0.0}.items() if np.isclose(value, one))
        found = hints(key["gates"], question)
        assert [option for option, code in found.items() if code == ""] == [right]
        assert None not in found.values()


def test_clipping_is_the_remedy_for_large_gradients_alone(a3: Assignment, key: Key) -> None:
    for question, words in all_draws(a3, "gradients"):
        found = hints(key["gradients"], question)
        if "1e-" in words:
            assert found == {"gates": "", "clipping": "C12", "learning_rate": "K24", "sigmoid": "K24"}
        else:
            assert found == {"gates": "K24", "clipping": "", "learning_rate": "K24", "sigmoid": "K24"}


# ------------------------------------------------------------------------- hints, specimens, sheets


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


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_has_two_hints_and_a_right_one_none(a3: Assignment, key: Key, name: str) -> None:
    for question, _ in all_draws(a3, name):
        right, by_hint = suspects(key[name], question)
        answers = [answer for group in by_hint.values() for answer in group]
        assert len(answers) == len(set(answers))
        assert right not in answers


@pytest.mark.parametrize("path", MISTAKES, ids=lambda path: path.stem)
def test_a_mistake_gets_the_hint_of_its_row(a3: Assignment, key: Key, path) -> None:
    mistake = yaml.safe_load(path.read_text("utf-8"))
    ((name, answer),) = mistake["answers"].items()
    assert mistake["fails"] == [f"a3.questions.{name}"]
    with pytest.raises(CheckFailed) as failed:
        key[name](Asked(common(a3, name), str(answer)))
    assert failed.value.findings[0].params["hint"] == mistake["row"]


def test_every_hint_of_a_question_has_a_text_and_a_specimen(a3: Assignment, key: Key) -> None:
    named = {
        code
        for name, test in key.items()
        for question, _ in all_draws(a3, name)
        for code in suspects(test, question)[1]
    }
    assert named == {path.name.partition("_")[0].upper() for path in MISTAKES}
    assert named <= set(a3.hints)


def test_the_solution_answers_rightly_what_nobody_in_particular_is_asked(a3: Assignment, key: Key) -> None:
    answers = intake.read(FOLDER / "solution", a3).answers
    assert answers is not None
    assert answers.id == COMMON
    for name, text in answers.given.items():
        key[name](Asked(common(a3, name), text))
    stored = (FOLDER / "solution" / "answers.yaml").read_text("utf-8")
    assert re.sub(r"(?m)^(    answer:) .*$", r"\1", stored) == sheet(a3, COMMON)
