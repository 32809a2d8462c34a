"""A network that did not learn the reading frame is trained once more, from other weights, not twice."""

import importlib.util
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, NoReturn

import numpy as np
import pytest

import autograder

ASSIGNMENT = Path(autograder.__file__).parents[1] / "assignments" / "a3_gated"
SUITE = ASSIGNMENT / "tests" / "public" / "test_tagger.py"
STUCK, LEARNT = False, True
TAGS = np.array([[1.0, 0.0, 1.0, 1.0]])
MEASURED = {
    "thresholds": {"accuracy": 0.96},
    "measures": {},
    "settings": {"dna": {"n_a": 3, "epochs": 2, "batch_size": 1, "learning_rate": 0.1}},
}


class FailedError(Exception):
    """What the answer of the fake student raises."""


class Tags:
    def __init__(self, array: np.ndarray) -> None:
        self.array = array

    def fail(self, code: str, **params: float) -> NoReturn:
        raise FailedError(code, params)


class Fake:
    """A student whose trainings succeed or not, as the test says; it remembers what they started from."""

    def __init__(self, *succeeds: bool) -> None:
        self.succeeds = list(succeeds)
        self.starts: list[np.ndarray] = []

    def train_tagger(self, _kind: str, _x: object, _y: object, params: Any, *_: object) -> SimpleNamespace:
        self.starts.append(params["Wu"])
        learnt = {name: SimpleNamespace(array=value) for name, value in params.items()}
        return SimpleNamespace(losses=SimpleNamespace(array=np.ones(2)), **learnt)

    def tag(self, *_: object) -> SimpleNamespace:
        right = self.succeeds[len(self.starts) - 1]
        return SimpleNamespace(probabilities=Tags(TAGS if right else 1 - TAGS))


def suite() -> ModuleType:
    spec = importlib.util.spec_from_file_location("suite_of_the_tagger", SUITE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def learn(student: Fake) -> tuple[list[str], list[dict[str, object]]]:
    charts: list[str] = []
    kept: list[dict[str, object]] = []
    frame = suite().ReadingFrame(
        student,
        np.random.default_rng(0),
        MEASURED,
        (np.zeros((1, 4, 4)), TAGS) * 2,
        keep=lambda **values: kept.append(values),
        progress=print,
        chart=lambda title, **_: charts.append(title),
        linear=False,
    )
    frame.learn("gru")
    return charts, kept


def test_one_that_learns_is_trained_once() -> None:
    student = Fake(LEARNT)
    charts, kept = learn(student)
    assert len(student.starts) == len(kept) == 1
    assert charts == ["losses", "accuracy_by_position"]


def test_one_that_was_stuck_is_trained_again_from_other_weights() -> None:
    student = Fake(STUCK, LEARNT)
    charts, kept = learn(student)
    first, second = student.starts
    assert not np.allclose(first, second)
    assert [np.array_equal(one["params"]["Wu"], second) for one in kept] == [True]  # type: ignore[index]
    assert charts == ["losses", "accuracy_by_position"] * 2


def test_after_the_second_training_it_is_judged() -> None:
    student = Fake(STUCK, STUCK, LEARNT)
    with pytest.raises(FailedError) as caught:
        learn(student)
    assert caught.value.args == ("accuracy_too_low", {"got": 0.0, "expected": 0.96})
