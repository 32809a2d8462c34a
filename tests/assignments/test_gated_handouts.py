"""The handout of a3_gated: one text in two languages, right under every convention."""

import doctest
import importlib.util
import itertools
import json
import re
import sys
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from support.graded import CHECKOUT
from support.handouts import Handout, code_words, equations, fences, numbers, rows

import reference
from autograder.authoring.handout import render
from autograder.loading import load
from autograder.messages.catalogue import LANGUAGES
from autograder.model.assignment import Assignment
from reference.lstm import lstm_cell_forward, lstm_forward
from reference.tagger import tag, tagger_loss

FOLDER = CHECKOUT / "assignments" / "a3_gated"
SECTIONS = [
    *("start", "conventions", "gates", "gru-step", "gru-sequence", "gru-step-back", "gru-through-time"),
    *("lstm-step", "lstm-sequence", "lstm-step-back", "lstm-through-time", "init", "torch-weights"),
    *("counting", "reading-frame", "windows", "forecast", "forecaster", "questions"),
    *("grading", "hand-in", "help"),
]
CONVENTIONS = [
    {"lstm_output": output, "gru_reset": reset}
    for output, reset in itertools.product(("tanh", "linear"), ("before", "after"))
]
MEASURED = json.loads((FOLDER / "tests" / "public" / "thresholds.json").read_text("utf-8"))

every_convention = pytest.mark.parametrize("conventions", CONVENTIONS, ids=lambda one: "-".join(one.values()))
every_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def a3() -> Assignment:
    return load(FOLDER)


def raw(language: str) -> Handout:
    return Handout(FOLDER, language)


# ------------------------------------------------------------------------- one text, two languages


@every_language
def test_the_sections_are_the_declared_ones_in_order(language: str) -> None:
    assert raw(language).sections == SECTIONS
    assert len(re.findall(r"^## ", raw(language).text, re.MULTILINE)) == len(SECTIONS)


@pytest.mark.parametrize("what", [fences, equations])
def test_both_languages_have_the_same_code_and_equations(what: Callable[[str], list[str]]) -> None:
    english, arabic = (what(raw(language).text) for language in LANGUAGES)
    assert len(english) > 20
    assert english == arabic


@every_convention
@pytest.mark.parametrize("name", SECTIONS)
def test_both_languages_name_the_same_things_in_each_section(
    name: str, conventions: Mapping[str, str]
) -> None:
    english, arabic = (
        Handout(FOLDER, language, conventions).section(name).replace(f".{language}.", ".")
        for language in LANGUAGES
    )
    assert code_words(english) == code_words(arabic)
    assert len(rows(english)) == len(rows(arabic))


@every_language
def test_every_link_inside_leads_to_a_section(language: str) -> None:
    links = re.findall(r"\]\(#([^)]+)\)", raw(language).text)
    assert set(links) >= set(SECTIONS) - {"start", "conventions", "grading", "hand-in", "help"}
    assert set(links) <= set(SECTIONS)


@every_convention
@every_language
def test_the_page_can_be_written_with_its_three_pictures(
    language: str, conventions: Mapping[str, str]
) -> None:
    page = render(Handout(FOLDER, language, conventions).text, language, FOLDER)
    assert all(f'<h2 id="{name}">' in page for name in SECTIONS)
    assert page.count("<svg") == 3
    assert "**" not in re.sub(r"<pre.*?</pre>|<svg.*?</svg>|<code.*?</code>", "", page, flags=re.DOTALL)


@every_language
def test_the_minutes_add_up_to_two_and_a_half_hours(language: str) -> None:
    minutes = [row[-1] for row in rows(raw(language).section("start"))]
    assert sum(int(cell) for cell in minutes if cell.isdecimal()) == 150


# ----------------------------------------------------------------------- what assignment.yaml says


@every_convention
@every_language
def test_every_function_is_explained_with_its_arguments(
    a3: Assignment, language: str, conventions: Mapping[str, str]
) -> None:
    text = Handout(FOLDER, language, conventions).text
    for name, signature in a3.functions.items():
        arguments = ", ".join(rf"{argument}(?:=[^,`]+)?" for argument, _ in signature.args)
        assert re.search(rf"`{name}\({arguments}\)", text), name


@every_convention
@every_language
def test_the_default_of_reset_is_the_convention(language: str, conventions: Mapping[str, str]) -> None:
    text = Handout(FOLDER, language, conventions).text
    for call in ("gru_cell_forward(x_t, a_prev, params, reset=", "gru_forward(x, a0, params, reset="):
        assert f'`{call}"{conventions["gru_reset"]}")`' in text


@every_language
def test_the_points_are_those_of_the_assignment(a3: Assignment, language: str) -> None:
    table = dict(rows(raw(language).section("grading")))
    parts = {part.title.get(language): sum(check.points for check in part.checks) for part in a3.parts}
    printed = {name: Fraction(points) for name, points in table.items() if points[:1] in "0123456789"}
    assert printed == parts
    assert Fraction(rows(raw(language).section("grading"))[-1][1].strip("*")) == sum(parts.values())


@every_language
def test_no_line_of_the_solution_stands_in_the_handout(language: str) -> None:
    text = raw(language).text
    code = "\n".join(path.read_text("utf-8") for path in sorted((FOLDER / "solution").glob("*.py")))
    code = re.sub(r'""".*?"""', "", code, flags=re.DOTALL)
    lines = {line.split("#")[0].strip() for line in code.splitlines()} - {"import numpy as np"}
    assert len(lines) > 100
    assert [line for line in sorted(lines) if len(line) > 15 and line in text] == []


# ---------------------------------------------------------------------------- the worked examples


@pytest.fixture
def student(monkeypatch: pytest.MonkeyPatch, conventions: Mapping[str, str]) -> None:
    """Let `gated` and `datasets` be right code under the conventions, as a student's own files are."""
    gated, output = ModuleType("gated"), conventions["lstm_output"]
    vars(gated).update({name: getattr(reference, name) for name in reference.__all__})
    for told in (lstm_cell_forward, lstm_forward, tagger_loss, tag):
        setattr(gated, told.__name__, partial(told, output=output))
    monkeypatch.setitem(sys.modules, "gated", gated)
    monkeypatch.setitem(sys.modules, "datasets", sys.modules["reference.datasets"])


def failures(text: str, folder: Path) -> tuple[int, int]:
    path = folder / "handout.md"
    path.write_text(text, encoding="utf-8")
    with np.printoptions():
        result = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    return result.failed, result.attempted


@pytest.mark.usefixtures("student")
@every_convention
@every_language
def test_the_examples_print_what_the_handout_says(
    language: str, conventions: Mapping[str, str], tmp_path: Path
) -> None:
    failed, attempted = failures(Handout(FOLDER, language, conventions).text, tmp_path)
    assert failed == 0
    assert attempted > 80


@pytest.mark.usefixtures("student")
@pytest.mark.parametrize("conventions", CONVENTIONS[:1])
def test_an_example_that_prints_something_else_would_be_noticed(
    conventions: Mapping[str, str], tmp_path: Path
) -> None:
    text = Handout(FOLDER, "en", conventions).text.replace("[[-0.3686  0.1766]]", "[[-0.3687  0.1766]]")
    assert failures(text, tmp_path)[0] == 1


@every_language
def test_the_examples_of_the_default_conventions_run_with_the_solution(
    a3: Assignment, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "gated", imported("gated", FOLDER / "solution" / "gated.py"))
    monkeypatch.setitem(sys.modules, "datasets", sys.modules["reference.datasets"])
    assert failures(Handout(FOLDER, language, a3.conventions).text, tmp_path)[0] == 0


def imported(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


Values = dict[str, np.ndarray]


def sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def gru_on_paper(weights: Values, start: Values, nudge: Values) -> Values:
    """Take one step as on paper, in columns; `nudge` adds to quantities, so that differences can be taken."""
    v: Values = {}

    def put(name: str, value: np.ndarray) -> np.ndarray:
        v[name] = value + nudge.get(name, 0.0)
        return v[name]

    a, x = put("a_prev", start["a"]), put("x_t", start["x"])
    gates = {}
    for gate in "ur":
        z = put(f"z_{gate}", weights[f"W{gate}"] @ np.concatenate([a, x]) + weights[f"b{gate}"])
        gates[gate] = put(f"gate_{gate}", sigmoid(z))
    g = put("g", gates["r"] * a)
    c = put("candidate", np.tanh(put("z_c", weights["Wc"] @ np.concatenate([g, x]) + weights["bc"])))
    put("a_next", gates["u"] * c + (1 - gates["u"]) * a)
    return v


def lstm_on_paper(weights: Values, start: Values, nudge: Values, output: str) -> Values:
    """Take one step as on paper, like gru_on_paper."""
    v: Values = {}

    def put(name: str, value: np.ndarray) -> np.ndarray:
        v[name] = value + nudge.get(name, 0.0)
        return v[name]

    a, c, x = put("a_prev", start["a"]), put("c_prev", start["c"]), put("x_t", start["x"])
    z = {k: put(f"z_{k}", weights[f"W{k}"] @ np.concatenate([a, x]) + weights[f"b{k}"]) for k in "ufoc"}
    u, f, o = (put(f"gate_{k}", sigmoid(z[k])) for k in "ufo")
    c_next = put("c_next", u * put("candidate", np.tanh(z["c"])) + f * c)
    put("a_next", o * (np.tanh(c_next) if output == "tanh" else c_next))
    return v


PRINTED_AS = {
    "a<t-1>": "a_prev",
    "c<t-1>": "c_prev",
    "a<t>": "a_next",
    "c<t>": "c_next",
    "gate_r * a<t-1>": "g",
    "dc": "dc_next",
    "d gate_u": "dgate_u",
}


def given(handout: Handout) -> Values:
    """Return what the worked examples start from."""
    namespace: dict[str, object] = {"np": np}
    for example in doctest.DocTestParser().get_examples(handout.text):
        if re.match(r"(gru|lstm|x|a0|c0) = ", example.source):
            exec(example.source, namespace)  # noqa: S102 (the handout's own lines)
    return namespace  # type: ignore[return-value]


def slopes(step: Callable[[Values], Values], upstream: Values) -> Values:
    """Return the gradient of each quantity of a step by differences."""

    def loss(nudge: Values) -> float:
        after = step(nudge)
        return float(sum(d @ after[name] for name, d in upstream.items()))

    def slope(name: str, value: np.ndarray) -> np.ndarray:
        units = 1e-6 * np.eye(len(value))
        return np.array([(loss({name: e}) - loss({name: -e})) / 2e-6 for e in units])

    return {f"d{name}": slope(name, value) for name, value in step({}).items()}


def on_paper(handout: Handout, cell: str) -> tuple[list[Values], Values]:
    """Return the values of both steps, and the gradients of the first one."""
    start = given(handout)
    weights: Values = start[cell]  # type: ignore[assignment]
    take = gru_on_paper
    if cell == "lstm":
        take = partial(lstm_on_paper, output=handout.conventions["lstm_output"])  # type: ignore[index]
    before = {"a": start["a0"][0], "c": start["c0"][0]}
    steps = []
    for t in range(2):
        steps.append(take(weights, {**before, "x": start["x"][0, t]}, {}))
        before = {"a": steps[-1]["a_next"], "c": steps[-1].get("c_next")}
    first = {"a": start["a0"][0], "c": start["c0"][0], "x": start["x"][0, 0]}
    upstream = {"a_next": np.array([1.0, -1.0]), "c_next": np.array([0.5, 2.0])}
    if cell == "gru":
        del upstream["c_next"]
    return steps, slopes(lambda nudge: take(weights, first, nudge), upstream)


@every_convention
@every_language
@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_the_numbers_of_the_worked_examples_are_right(
    cell: str, language: str, conventions: Mapping[str, str]
) -> None:
    handout = Handout(FOLDER, language, conventions)
    steps, gradients = on_paper(handout, cell)
    seen = 0
    for section in (f"{cell}-step", f"{cell}-step-back"):
        table = itertools.dropwhile(lambda row: row[0] != cell.upper(), rows(handout.section(section)))
        for label, *cells in itertools.islice(table, 2, None):
            name = PRINTED_AS.get(label.strip("`"), label.strip("`"))
            right = [gradients[name]] if section.endswith("back") else [step[name] for step in steps]
            assert [numbers(one) for one in cells] == [pytest.approx(v, abs=5.1e-5) for v in right], label
            seen += 1
    assert seen == {"gru": 13, "lstm": 16}[cell]


def test_the_worked_examples_are_no_stored_case() -> None:
    stored = (FOLDER / "tests" / "public" / "cases.json").read_text(encoding="utf-8")
    assert "[0.25, -0.5]" not in stored


# ------------------------------------------------------------------------- what has been measured


def ends(measure: Mapping[str, float], places: int) -> list[str]:
    return [f"{measure['min']:.{places}f}", f"{measure['max']:.{places}f}"]


@every_language
def test_the_shares_of_right_tags_are_the_measured_ones(language: str) -> None:
    table = [row for row in rows(raw(language).section("reading-frame")) if len(row) == 3][2:]
    kinds = ("rnn", "gru", "lstm", "lstm_linear")
    reached = [ends(MEASURED["measures"][kind]["accuracy"], 3) for kind in kinds]
    asked = [str(MEASURED["thresholds"]["accuracy"])]
    assert [re.findall(r"[\d.]+", row[2]) for row in table] == [*reached, asked]
    n_a = MEASURED["settings"]["dna"]["n_a"]
    counts = [reference.count_parameters(kind[:4].strip("_"), n_a, 4) + n_a + 1 for kind in kinds]
    assert [int(row[1]) for row in table[:-1]] == counts


@every_language
def test_the_errors_of_the_forecasts_are_the_measured_ones(language: str) -> None:
    table = rows(raw(language).section("forecaster"))[-3:]
    right = [
        [f"{MEASURED['naive']['rmse']:.2f}"],
        ends(MEASURED["measures"]["forecaster"]["rmse"], 2),
        [f"{MEASURED['thresholds']['rmse']:.2f}"],
    ]
    assert [re.findall(r"[\d.]+", row[1]) for row in table] == right


@every_language
def test_the_settings_of_the_trainings_are_those_of_the_checks(language: str) -> None:
    dna, series = MEASURED["settings"]["dna"], MEASURED["settings"]["forecast"]
    written = ", ".join(f"{name}={dna[name]}" for name in ("n_a", "epochs", "batch_size", "learning_rate"))
    text = raw(language).section("reading-frame")
    assert f"`{written}`" in text
    assert {str(dna["training_bases"]), str(dna["stride"])} <= set(re.findall(r"\d+", text))
    code = raw(language).section("forecaster")
    assert f"training_windows(series, {series['test_size']}, {series['length']}, 1)" in code
    told = ", ".join(f"{series[n]}" for n in ("n_hidden", "epochs", "batch_size", "learning_rate"))
    assert f"train_forecaster(inputs, targets[:, 0], {told})" in code


@pytest.mark.slow
@pytest.mark.usefixtures("student")
@pytest.mark.parametrize("conventions", CONVENTIONS[:1])
def test_the_forecast_of_the_handout_runs_and_beats_the_naive_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    torch = pytest.importorskip("torch")
    from reference.in_torch import forecaster

    monkeypatch.setitem(sys.modules, "forecaster", forecaster)
    monkeypatch.chdir(FOLDER)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    code = next(fence for fence in fences(raw("en").text) if "train_forecaster(inputs" in fence)
    exec("\n".join(code.splitlines()[1:-1]), {})  # noqa: S102 (the handout's own lines)
    network, naive = map(float, capsys.readouterr().out.split())
    assert network < naive
