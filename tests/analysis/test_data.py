"""A validation as data: it has the documented form, and says what the trials gave."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from support.tiny import DOUBLE, SHAPE, TOTAL

from autograder import __version__
from autograder.analysis import data
from autograder.analysis.validation import Validation

SCHEMA = json.loads(Path(__file__).with_name("validation.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made(validation: Validation) -> Any:
    return json.loads(json.dumps(data.as_data(validation)))


def test_the_data_are_as_the_schema_says(made: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(made, SCHEMA)


def test_every_key_is_documented(made: Any) -> None:
    words = (data.__doc__ or "").replace(",", " ").split()
    assert [key for key in (*made, *made["mistakes"]["three"]) if key not in words] == []


def test_it_says_what_was_graded_and_how(made: Any) -> None:
    assert (made["assignment"], made["engine"], made["points"]) == ("tiny", __version__, "3")
    assert made["settings"] == [{"seed": 1, "cast": ""}, {"seed": 2, "cast": ""}]
    assert made["clean"] is False


def test_scores_stand_in_the_order_of_the_settings(made: Any) -> None:
    assert made["solution"]["scores"] == ["3", "3"]
    assert made["starter"]["scores"] == ["0", "0"]
    assert made["variants"]["slow"]["scores"] == ["3", "2"]


def test_a_mistake_says_who_killed_it_and_what_its_student_is_told(made: Any) -> None:
    assert made["mistakes"]["three"] == {
        "row": "R01",
        "title": "Title of three",
        "file": "assignments/tiny/mistakes/three.py",
        "fails": [DOUBLE.id],
        "may_fail": {},
        "killed_by": [DOUBLE.id],
        "named_check_killed": True,
        "lost": {DOUBLE.id: 2},
        "carried": {TOTAL.id: 2},
        "codes": {DOUBLE.id: ["suspect"]},
        "hints": {DOUBLE.id: ["R01"]},
        "told": "own_hint",
        "told_private": "own_hint",
        "trials": 2,
        "problems": [],
    }


def test_a_mistake_that_survives_a_trial_is_not_killed(made: Any) -> None:
    lucky = made["mistakes"]["lucky"]
    assert (lucky["killed_by"], lucky["named_check_killed"]) == ([], False)
    assert lucky["lost"] == {DOUBLE.id: 1, TOTAL.id: 1}
    assert lucky["problems"] == [f"{DOUBLE.id} does not lose points"]


def test_a_contradiction_names_file_seed_and_cast(made: Any) -> None:
    assert len(made["problems"]) == 4
    assert made["problems"][0] == {
        "kind": "variant",
        "name": "slow",
        "file": "assignments/tiny/variants/slow.py",
        "seed": 2,
        "cast": "",
        "what": f"{TOTAL.id} loses points",
    }


def test_checks_are_counted_and_weak_ones_are_listed(made: Any) -> None:
    assert made["checks"][SHAPE.id] == {"killed": 1, "alone": []}
    assert made["checks"][DOUBLE.id] == {"killed": 1, "alone": ["three"]}
    assert made["weak_checks"] == []
    assert made["told"] == {"own_hint": 1, "other_hint": 0, "pattern": 1, "plain": 1}
    assert made["told_private"] == {"own_hint": 1, "other_hint": 0, "pattern": 0, "plain": 2}
