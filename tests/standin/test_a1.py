"""The real pack of a1_rnn, as an instructor would try it."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from autograder import loading
from autograder.packagers.gradescope import pack_gradescope
from autograder.secret import Secret
from autograder.standin.machines import Options, Way
from autograder.standin.metadata import sample
from autograder.standin.trial import try_pack

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("wrapped")]

CHECKOUT = Path(__file__).parents[2]
EXAMPLES = CHECKOUT / "examples" / "a1_rnn"
SCHEMA = CHECKOUT / "autograder" / "container" / "results.schema.json"
LANDLOCK = pytest.mark.parametrize("landlock", [True, False], ids=["landlock", "no landlock"])


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Try the pack on a submission with this environment's packages; its results follow the schema."""
    if sys.prefix == sys.base_prefix:
        pytest.skip("these tests do not run in a virtual environment")
    assignment = loading.load("a1_rnn")
    out = tmp_path_factory.mktemp("pack")
    pack = pack_gradescope(assignment, Secret(b"a secret of these tests"), out)
    schema = json.loads(SCHEMA.read_text("utf-8"))

    def grade(submission, *, landlock=True):
        options = replace(Options(Way.HOST), venv=Path(sys.prefix), landlock=landlock)
        trial = try_pack(pack, submission, sample(), options)
        assert trial.faults == trial.reading.remarks == ()
        jsonschema.validate(trial.reading.document, schema)
        return trial

    return grade


def sandbox(trial):
    return trial.reading.document["extra_data"]["sandbox"]


@LANDLOCK
def test_the_right_example_earns_full_marks_fully_isolated_in_768_mb_and_half_a_cpu(graded, landlock):
    trial = graded(EXAMPLES / "right", landlock=landlock)
    assert trial.finished
    assert trial.reading.score == float(loading.load("a1_rnn").points)
    assert sandbox(trial)["strong"] is True
    assert ("landlock" in sandbox(trial)["layers"]) <= landlock
    assert trial.ran.usage.killed is False
    assert trial.ran.ended.seconds < 60


@LANDLOCK
def test_the_hostile_example_earns_its_floor(graded, landlock):
    trial = graded(EXAMPLES / "hostile", landlock=landlock)
    assert trial.finished
    assert trial.reading.score == 0


def test_an_empty_submission_earns_nothing_and_is_told_why(graded, tmp_path):
    trial = graded(tmp_path)
    assert trial.finished
    assert trial.reading.score == 0
    assert len(trial.reading.document["tests"]) == len(loading.load("a1_rnn").checks)
