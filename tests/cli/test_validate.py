"""`autograder validate`: a matrix on standard error, JSON on standard output, pages in a folder, a status."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from support.gates import generated_in
from support.graded import CHECKOUT, strong_or_skip
from support.tiny import DOUBLE, SHAPE, TOTAL, write

from autograder.analysis.trial import Setting, Trial
from autograder.cli import cli
from autograder.cli.validate import bar
from autograder.errors import UsageError

Run = Callable[..., Result]
SCHEMA = json.loads((CHECKOUT / "tests/analysis/validation.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command with the tiny assignment, quickly: one seed, one process."""
    write(tmp_path)
    monkeypatch.setenv("AUTOGRADER_ASSIGNMENTS", str(tmp_path / "assignments"))

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["validate", "--seeds", "1", "--jobs", "1", *arguments])

    return invoke


def mistake(tmp_path: Path, fails: str) -> None:
    folder = tmp_path / "assignments" / "tiny" / "mistakes"
    folder.mkdir()
    header = f'"""\nrow: R01\ntitle: Three\nfails: [{fails}]\n"""\n'
    (folder / "three.py").write_text(f"{header}\n\ndef double(x):\n    return 3 * x\n", encoding="utf-8")


def of(result: Result) -> Any:
    """Return what is said of the only assignment."""
    (one,) = json.loads(result.stdout)
    return one


def test_a_suite_that_is_as_stated_is_clean(run: Run, tmp_path: Path) -> None:
    strong_or_skip()
    mistake(tmp_path, DOUBLE.id)
    result = run("tiny", "--json")
    assert result.exit_code == 0, result.stderr
    assert (of(result)["clean"], of(result)["problems"]) == (True, [])
    assert of(result)["mistakes"]["three"]["killed_by"] == [DOUBLE.id]
    assert "tiny: mistake: 1 of 1 as stated" in result.stderr
    assert "tiny: 6 trials, no contradictions" in result.stderr


def test_json_is_as_the_schema_says_and_the_same_with_any_number_of_jobs(run: Run, tmp_path: Path) -> None:
    strong_or_skip()
    mistake(tmp_path, DOUBLE.id)
    one, two = (run("tiny", "--json", "--jobs", jobs).stdout for jobs in "12")
    assert one == two
    jsonschema.validate(json.loads(one)[0], SCHEMA)


def test_only_what_is_named_is_tried_beside_the_solution(run: Run, tmp_path: Path) -> None:
    strong_or_skip()
    mistake(tmp_path, DOUBLE.id)
    result = run("tiny", "--only", "th*", "--json")
    assert result.exit_code == 0, result.stderr
    assert "tiny: 4 trials, no contradictions" in result.stderr
    refused = run("tiny", "--only", "th*", "--only", "four")
    assert isinstance(refused.exception, UsageError)
    assert "there is no mistake and no variant four" in str(refused.exception)


def test_a_contradiction_is_shown_and_fails(run: Run, tmp_path: Path) -> None:
    strong_or_skip()
    mistake(tmp_path, TOTAL.id)
    result = run("--all", "--sample", "--json")
    assert result.exit_code == 1
    assert of(result)["clean"] is False
    assert {(one["file"], one["seed"], one["cast"], one["what"]) for one in of(result)["problems"]} == {
        ("assignments/tiny/mistakes/three.py", 1, cast, f"{check} {what}")
        for cast in ("", "float32")
        for check, what in ((DOUBLE.id, "loses points"), (TOTAL.id, "does not lose points"))
    }
    assert "assignments/tiny/mistakes/three.py contradicts its header:" in result.stderr
    assert f"  {TOTAL.id} does not lose points (in all 2 trials)" in result.stderr
    assert "tiny: mistake: 0 of 1 as stated" in result.stderr


def test_out_is_a_folder_with_the_page_and_the_data(run: Run, tmp_path: Path) -> None:
    strong_or_skip()
    mistake(tmp_path, DOUBLE.id)
    result = run("tiny", "--json", "--out", str(tmp_path / "new" / "out"))
    folder = tmp_path / "new" / "out"
    assert {path.name for path in folder.iterdir()} == {"kill_matrix.html", "validation.json"}
    assert json.loads((folder / "validation.json").read_text(encoding="utf-8")) == of(result)
    assert "<strong>R01</strong> Three" in (folder / "kill_matrix.html").read_text(encoding="utf-8")
    assert result.stderr.rstrip().endswith("kill_matrix.html")


def test_of_several_assignments_each_has_a_folder_of_its_own(run: Run, tmp_path: Path) -> None:
    strong_or_skip()
    result = run("tiny", "tiny", "--out", str(tmp_path / "out"))
    assert result.exit_code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["tiny"]


def test_a_course_decides_what_is_validated(run: Run, tmp_path: Path) -> None:
    strong_or_skip()
    course = tmp_path / "course.yaml"
    course.write_text(f"assignments: {{tiny: {{off: [{SHAPE.id}]}}}}\n", encoding="utf-8")
    result = run("tiny", "--json", "--course", str(course))
    assert [*of(result)["checks"]] == [DOUBLE.id, TOTAL.id]


@pytest.mark.parametrize("arguments", [[], ["tiny", "--all"]])
def test_assignments_are_named_or_all_of_them(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert isinstance(result.exception, UsageError)
    assert str(result.exception) == "name one assignment or more, or say --all"


@pytest.mark.parametrize("somebody_looks", [True, False])
def test_contradictions_are_told_as_they_come_and_somebody_who_looks_sees_a_bar(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    somebody_looks: bool,  # noqa: FBT001
) -> None:
    from support.trials import specimen

    monkeypatch.setattr("sys.stderr.isatty", lambda: somebody_looks)
    monkeypatch.setenv("COLUMNS", "100")
    with bar("tiny", 2) as on_trial:
        on_trial(
            Trial(
                specimen("m"),
                Setting(2),
                score=0,
                results=(),
                problems=("t.x loses points", "t.y loses points"),
            )
        )  # type: ignore[arg-type]
    said = capsys.readouterr().err
    assert "assignments/tiny/mistakes/m.py (seed 2): t.x loses points (and 1 more)" in said
    assert ("1/2" in said) is somebody_looks


# ------------------------------------------------------------------------------------------ conventions


@pytest.mark.slow
@pytest.mark.parametrize(("setting", "mistakes"), [((), 2), (("--convention", "lstm_output=linear"), 1)])
def test_a_suite_is_validated_under_any_setting(
    run: Run, tmp_path: Path, setting: tuple[str, ...], mistakes: int
) -> None:
    strong_or_skip()
    generated_in(tmp_path)
    result = run("gates", *setting)
    assert result.exit_code == 0, result.stderr
    assert f"gates: mistake: {mistakes} of {mistakes} as stated" in result.stderr
    left_out = "gates: left out assignments/gates/mistakes/l02_linear.py (only under lstm_output=tanh)"
    assert (left_out in result.stderr) == bool(setting)


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("lstm_output=cubic", 'gates: "cubic" is not one of tanh, linear'),
        ("output=linear", 'gates: "output" is no convention of the assignment; it declares lstm_output'),
    ],
)
def test_a_setting_that_there_is_not_is_refused(run: Run, tmp_path: Path, setting: str, message: str) -> None:
    generated_in(tmp_path)
    result = run("gates", "--convention", setting)
    assert isinstance(result.exception, UsageError)
    assert message in str(result.exception)
