"""Data files, given code and several files: what assignment.yaml and course.yaml may say of them."""

from pathlib import Path

import pytest
from support.gates import write

from autograder.errors import AssignmentError
from autograder.loading import datafiles, load


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path)


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "assignment.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def course(folder: Path, settings: str) -> Path:
    path = folder.parents[1] / "mine" / "course.yaml"
    path.parent.mkdir()
    path.write_text(f"assignments:\n  gates:\n    {settings}\n", encoding="utf-8")
    return path


def test_an_assignment_knows_its_data_its_given_code_and_the_file_of_each_function(folder):
    gates = load(folder)
    assert dict(gates.data) == {"values.txt": folder / "data" / "values.txt"}
    assert (gates.given, list(gates.given_files)) == (("step",), ["datasets.py"])
    assert gates.given_files["datasets.py"].read_text(encoding="utf-8").startswith('"""Data as arrays')
    assert gates.functions_of("forecaster.py") == ("Forecaster", "predict")
    assert "step" in gates.functions_of("gated.py")
    assert "step" not in gates.to_write
    assert gates.in_torch == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("given: [step]", "given: [stop]", r'given\[0\]: no function is called "stop"; did you mean "step"'),
        ("given: [step]", "given: [step, step]", r'given\[1\]: "step" stands here a second time'),
        (
            "given_files: [datasets.py]",
            "given_files: [gated.py]",
            r'"gated.py" stands in files:, so students',
        ),
        ("given_files: [datasets.py]", "given_files: [no.py]", r'no file "no.py" in ../../book'),
        ("data: [values.txt]", "data: [value.txt]", r"data\[0\]: there is no file .*value\.txt"),
        ("data: [values.txt]", "data: [../x]", r'data\[0\]: "\.\./x" is not the name of a file without'),
        ("file: forecaster.py}", "file: forecast.py}", r'functions\.\w+\.file: "forecast.py" is not one of'),
    ],
)
def test_what_is_not_there_is_told(folder, old, new, message):
    edit(folder, old, new)
    with pytest.raises(AssignmentError, match=message):
        load(folder)


def test_a_file_that_is_too_large_is_refused(folder, monkeypatch):
    monkeypatch.setattr(datafiles, "LARGEST", 3)
    with pytest.raises(
        AssignmentError, match=r"values\.txt is larger than 3 bytes, and goes into every pack"
    ):
        load(folder)


# ---------------------------------------------------------------------------------------- a course's own


def test_a_course_points_to_data_of_its_own_beside_its_file(folder):
    path = course(folder, "data: {values.txt: ours.csv}")
    (path.parent / "ours.csv").write_text("9\n", encoding="utf-8")
    assert load(folder, course=path).data["values.txt"].read_text(encoding="utf-8") == "9\n"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("data: {values.txt: ours.csv}", r"course\.yaml:3: .*there is no file .*mine/ours\.csv"),
        ("data: {other.txt: x}", r"gates has no data file of this name; it has values\.txt"),
    ],
)
def test_a_course_s_data_must_be_there(folder, settings, message):
    with pytest.raises(AssignmentError, match=message):
        load(folder, course=course(folder, settings))
