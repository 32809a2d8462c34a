"""The handout of a1_rnn: one text in two languages, whose numbers, examples and points are right."""

import doctest
import importlib.util
import re
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from support.graded import CHECKOUT

from autograder.authoring.handout import render
from autograder.messages.catalogue import LANGUAGES
from autograder.model.assignment import Assignment

FOLDER = CHECKOUT / "assignments" / "a1_rnn"
SECTIONS = [
    *("start", "conventions", "unrolled", "building-blocks", "one-step", "sequence", "types", "step-back"),
    *("through-time", "checking", "example", "questions", "grading", "hand-in", "help"),
]
WEIGHTS = {
    "Waa": np.array([[0.5, -1.0], [1.0, 0.5]]),
    "Wax": np.array([[1.0], [0.5]]),
    "ba": np.array([-0.25, 0.5]),
    "Wya": np.array([[1.0, -1.0], [0.5, 2.0]]),
    "by": np.array([0.5, -0.5]),
}
X = {1: np.array([-0.5]), 2: np.array([1.0])}
A0 = np.array([0.5, -1.0])
DA = {1: np.array([1.0, -1.0]), 2: np.array([0.5, 2.0])}
"""The worked example of the handout."""


def handout(language: str) -> str:
    return (FOLDER / f"handout.{language}.md").read_text(encoding="utf-8")


def section(language: str, name: str) -> str:
    return handout(language).partition(f"{{#{name}}}")[2].partition("\n## ")[0]


def rows(markdown: str) -> list[list[str]]:
    """Return the cells of all table rows."""
    lines = (line.strip() for line in markdown.splitlines())
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in lines if line.startswith("|")]


def fences(markdown: str) -> list[str]:
    return re.findall(r"^```.*?^```$", markdown, re.DOTALL | re.MULTILINE)


def equations(markdown: str) -> list[str]:
    return re.findall(r"\$\$.*?\$\$", markdown, re.DOTALL)


# ------------------------------------------------------------------------- one text, two languages


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sections_are_the_declared_ones_in_order(language: str) -> None:
    assert re.findall(r"^## .+ \{#([a-z-]+)\}$", handout(language), re.MULTILINE) == SECTIONS
    assert len(re.findall(r"^## ", handout(language), re.MULTILINE)) == len(SECTIONS)


@pytest.mark.parametrize("what", [fences, equations])
def test_both_languages_have_the_same_code_and_equations(what) -> None:
    english, arabic = (what(handout(language)) for language in LANGUAGES)
    assert len(english) > 5
    assert [text.replace("handout.en", "handout.ar") for text in english] == arabic


@pytest.mark.parametrize("name", SECTIONS)
def test_both_languages_name_the_same_things_in_each_section(name: str) -> None:
    english, arabic = (section(language, name).replace(f".{language}.", ".") for language in LANGUAGES)
    assert set(re.findall(r"`[^`\n]+`", english)) == set(re.findall(r"`[^`\n]+`", arabic))
    assert len(rows(english)) == len(rows(arabic))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_inside_leads_to_a_section(language: str) -> None:
    links = re.findall(r"\]\(#([^)]+)\)", handout(language))
    assert links
    assert set(links) <= set(SECTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_can_be_written(language: str) -> None:
    page = render(handout(language), language, FOLDER)
    assert all(f'<h2 id="{name}">' in page for name in SECTIONS)
    assert "<svg" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_function_of_the_assignment_is_explained_with_its_arguments(
    a1: Assignment, language: str
) -> None:
    text = handout(language)
    for name, signature in a1.functions.items():
        arguments = ", ".join(argument for argument, _ in signature.args).replace("w, eps", "w, eps=1e-5")
        assert f"`{name}({arguments})`" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_the_solution_stands_in_the_handout(language: str) -> None:
    solution = (FOLDER / "solution" / "rnn.py").read_text(encoding="utf-8")
    code = re.sub(r'""".*?"""', "", solution, flags=re.DOTALL)
    lines = {line.split("#")[0].strip() for line in code.splitlines()} - {"import numpy as np"}
    assert len(lines) > 30
    assert not [line for line in lines if len(line) > 15 and line in handout(language)]


# ----------------------------------------------------------------------- what assignment.yaml says


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_points_are_those_of_the_assignment(a1: Assignment, language: str) -> None:
    table = {
        name: points for name, points in rows(section(language, "grading")) if points[:1] in "0123456789"
    }
    parts = {part.title.get(language): sum(check.points for check in part.checks) for part in a1.parts}
    assert {name: Fraction(points) for name, points in table.items() if name in parts} == parts
    assert rows(section(language, "grading"))[-1][1] == "**16**"
    assert sum(Fraction(points) for points in table.values()) == 16


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_modules_that_may_be_imported_are_those_of_the_assignment(a1: Assignment, language: str) -> None:
    listed = re.search(r"numpy [^:]*: ([a-z,،\s]+)\.", section(language, "hand-in"))
    assert listed
    assert ["numpy", *re.split(r"[,،]\s*", listed[1])] == sorted(
        a1.imports, key=lambda name: (name != "numpy", name)
    )


# ----------------------------------------------------------------------------- the worked example


@pytest.fixture
def rnn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `rnn` be the solution, as it is the student's file for a student."""
    spec = importlib.util.spec_from_file_location("rnn", FOLDER / "solution" / "rnn.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "rnn", module)
    spec.loader.exec_module(module)


@pytest.mark.usefixtures("rnn")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_print_what_the_handout_says(language: str) -> None:
    path = FOLDER / f"handout.{language}.md"
    with np.printoptions():
        result = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert result.failed == 0
    assert result.attempted > 30


@pytest.mark.usefixtures("rnn")
def test_an_example_that_prints_something_else_would_be_noticed(tmp_path: Path) -> None:
    wrong = tmp_path / "handout.md"
    wrong.write_text(handout("en").replace("[[-0.5051 -1.6893]]", "[[-0.5052 -1.6893]]"), encoding="utf-8")
    with np.printoptions():
        assert doctest.testfile(str(wrong), module_relative=False, report=False).failed == 1


class Paper:
    """The example's network as on paper: columns, plain loops, and each step with weights of its own.

    `bumps` adds to a quantity of one step, so that any gradient is a difference of two losses.
    """

    def __init__(self, bumps: dict[tuple[str, int], np.ndarray] | None = None) -> None:
        self.bumps = bumps or {}
        self.states, self.sums, self.scores = {0: self.value("a", 0, A0)}, {}, {}
        for t in (1, 2):
            before = self.states[t - 1]
            z = self.value("Waa", t) @ before + self.value("Wax", t) @ self.value("x", t, X[t])
            self.sums[t] = z + self.value("ba", t)
            self.states[t] = self.value("a", t, np.tanh(self.sums[t]))
            self.scores[t] = self.value("Wya", t) @ self.states[t] + self.value("by", t)

    def value(self, name: str, t: int, value: np.ndarray | None = None) -> np.ndarray:
        return (WEIGHTS[name] if value is None else value) + self.bumps.get((name, t), 0.0)

    def loss(self) -> float:
        return float(sum(np.dot(DA[t], self.states[t]) for t in (1, 2)))


def gradient(name: str, t: int, size: tuple[int, ...]) -> np.ndarray:
    result = np.zeros(size)
    for k in np.ndindex(size):
        bump = np.zeros(size)
        bump[k] = 1e-6
        result[k] = (Paper({(name, t): bump}).loss() - Paper({(name, t): -bump}).loss()) / 2e-6
    return result


def forward() -> dict[str, list[np.ndarray]]:
    paper, steps = Paper(), (1, 2)
    exps = {t: np.exp(paper.scores[t]) for t in steps}
    return {
        "x<t>": [X[t] for t in steps],
        "a<t-1>": [paper.states[t - 1] for t in steps],
        "z<t>": [paper.sums[t] for t in steps],
        "a<t>": [paper.states[t] for t in steps],
        "s<t>": [paper.scores[t] for t in steps],
        "y_hat<t>": [exps[t] / exps[t].sum() for t in steps],
    }


def backward() -> dict[str, list[np.ndarray]]:
    paper, steps = Paper(), (2, 1)
    whole = {t: gradient("a", t, (2,)) for t in (0, *steps)}
    return {
        "da<t>": [DA[t] for t in steps],
        "da_prev<t+1>": [whole[t] - DA[t] for t in steps],
        "delta<t>": [whole[t] for t in steps],
        "1 - a<t>**2": [1 - paper.states[t] ** 2 for t in steps],
        "dz<t>": [gradient("ba", t, (2,)) for t in steps],
        "dx<t>": [gradient("x", t, (1,)) for t in steps],
        "da_prev<t>": [whole[t - 1] - (DA[t - 1] if t > 1 else 0) for t in steps],
    }


def shares() -> dict[str, list[np.ndarray]]:
    sizes = {"Waa": (2, 2), "Wax": (2, 1), "ba": (2,)}
    steps = {name: [gradient(name, t, size) for t in (2, 1)] for name, size in sizes.items()}
    all_of = {name: [*of_steps, sum(of_steps)] for name, of_steps in steps.items()}
    return {
        "dWaa[0]": [d[0] for d in all_of["Waa"]],
        "dWaa[1]": [d[1] for d in all_of["Waa"]],
        "dWax[:, 0]": [d[:, 0] for d in all_of["Wax"]],
        "dba": all_of["ba"],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_of_the_worked_example_are_right(language: str) -> None:
    right = {**forward(), **backward(), **shares()}
    printed = {
        row[0].strip("`"): [[float(n) for n in re.findall(r"-?\d+\.\d+", cell)] for cell in row[1:]]
        for row in rows(section(language, "example"))
        if row[0].startswith("`")
    }
    assert printed.keys() == right.keys()
    for name, cells in printed.items():
        assert [len(cell) for cell in cells] == [len(numbers) for numbers in right[name]]
        for cell, numbers in zip(cells, right[name], strict=True):
            assert cell == pytest.approx(numbers, abs=5.1e-5), name


def test_the_worked_example_is_no_stored_case() -> None:
    stored = (FOLDER / "tests" / "public" / "cases.json").read_text(encoding="utf-8")
    assert "[-0.25, 0.5]" not in stored
