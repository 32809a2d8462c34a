"""Stored cases."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from support.gates import generated_in
from support.in_process import RIGHT, SIGNATURES

import reference as textbook
from autograder import loading
from autograder.checks import cases
from autograder.errors import AssignmentError
from autograder.runner.bench import package

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
REFERENCE = SimpleNamespace(**RIGHT)
ASKED = {
    "t.layer": {"function": "layer_forward", "sizes": {"m": 2, "n_x": 3, "n_y": 4}, "seed": 1},
    "t.repeat": {"function": "repeat", "sizes": {"m": 2, "T_y": 3}, "seed": 2},
}


@pytest.fixture
def assignment(tmp_path):
    cases.file_of(tmp_path).parent.mkdir(parents=True)
    cases.file_of(tmp_path).write_text(json.dumps(ASKED), encoding="utf-8")
    return SimpleNamespace(folder=tmp_path, functions=SIGNATURES, conventions={})


def write(assignment):
    text = cases.fresh(assignment, REFERENCE)
    cases.file_of(assignment.folder).write_text(text, encoding="utf-8")


def stored(assignment):
    return cases.file_of(assignment.folder).read_text(encoding="utf-8")


def change(assignment, edit):
    path = cases.file_of(assignment.folder)
    entries = json.loads(path.read_text(encoding="utf-8"))
    edit(entries)
    path.write_text(json.dumps(entries), encoding="utf-8")


def test_a_written_case_holds_arguments_and_what_the_reference_returns(assignment):
    write(assignment)
    case = cases.load_case(cases.file_of(assignment.folder), "t.layer")
    x, params = case.args
    assert case.function == "layer_forward"
    assert x.shape == (2, 3)
    assert list(case.returns) == ["y"]
    assert np.array_equal(case.returns["y"], RIGHT["layer_forward"](x, params)[0])


def test_ints_stay_ints(assignment):
    write(assignment)
    assert type(cases.load_case(cases.file_of(assignment.folder), "t.repeat").args[1]) is int


def test_what_is_written_is_fresh(assignment):
    write(assignment)
    assert cases.fresh(assignment, REFERENCE) == stored(assignment)


def test_a_changed_number_is_computed_again(assignment):
    write(assignment)
    before = stored(assignment)
    change(assignment, lambda entries: entries["t.layer"]["returns"]["y"][0].__setitem__(0, 0.5))
    assert cases.fresh(assignment, REFERENCE) == before != stored(assignment)


def test_the_last_digit_may_differ_and_then_stays(assignment):
    write(assignment)

    def nudge(entries):
        entries["t.layer"]["returns"]["y"][0][0] += 1e-15

    change(assignment, nudge)
    nudged = json.loads(stored(assignment))
    assert json.loads(cases.fresh(assignment, REFERENCE)) == nudged


@pytest.mark.parametrize("text", ["not JSON", "[1]"])
def test_a_file_that_is_no_object_is_refused(assignment, text):
    cases.file_of(assignment.folder).write_text(text, encoding="utf-8")
    with pytest.raises(AssignmentError, match=r"cases\.json"):
        cases.load_case(cases.file_of(assignment.folder), "t.layer")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(AssignmentError, match="cannot be read"):
        cases.load_case(tmp_path / "cases.json", "t.layer")


def test_a_case_without_numbers_is_refused(assignment):
    with pytest.raises(AssignmentError, match=r"t\.layer has no proper function, args and returns"):
        cases.load_case(cases.file_of(assignment.folder), "t.layer")


def test_a_case_of_an_unknown_function_cannot_be_written(assignment):
    change(assignment, lambda entries: entries["t.layer"].update(function="nothing"))
    with pytest.raises(AssignmentError, match=r"t\.layer has no proper function, sizes and seed"):
        cases.fresh(assignment, REFERENCE)


@pytest.mark.parametrize(
    "path", sorted(ASSIGNMENTS.glob("*/tests/public/cases.json")), ids=lambda p: p.parts[-4]
)
def test_the_stored_cases_of_every_assignment_are_fresh(path):
    assert cases.fresh(loading.load(path.parents[2]), textbook) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("output", "function"), [("tanh", np.tanh), ("linear", np.asarray)])
def test_a_case_holds_the_results_under_each_setting_of_a_convention(tmp_path, output, function):
    gates = generated_in(tmp_path)
    path = cases.file_of(gates.folder)
    case = cases.load_case(path, "g.cell.stored", {"lstm_output": output})
    np.testing.assert_allclose(case.returns["a"], function(case.args[0] + case.args[1]), atol=1e-15)


def test_a_case_is_the_same_under_whatever_setting_it_was_written(tmp_path):
    gates = generated_in(tmp_path)
    linear = replace(gates, conventions={"lstm_output": "linear", "gru_reset": "after"})
    book = package(gates.reference)
    assert cases.fresh(linear, book) == cases.fresh(gates, book)
