"""The platform's folder with a pack unpacked in it, what it says of students, results.json held to laws."""

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from support.tiny import RIGHT, write

import autograder
from autograder import loading, manifest
from autograder.container.places import Places, places
from autograder.model.assignment import Assignment, Limits, Part
from autograder.model.report import GradeReport

SECRET = b"a secret of tests"
SCHEMA = Path(autograder.__file__).parent / "container" / "results.schema.json"
METADATA: dict[str, Any] = {
    "id": 123456,
    "created_at": "2027-02-14T21:05:04.123456+03:00",
    "assignment_id": 25828,
    "submission_method": "upload",
    "users": [
        {
            "id": 1234,
            "email": "sara@example.edu",
            "name": "Sara Student",
            "sid": "s4012",
            "sections": ["1"],
            "assignment": {
                "release_date": "2027-02-01T08:00:00.000000+03:00",
                "due_date": "2027-02-15T23:59:00.000000+03:00",
                "late_due_date": None,
            },
        }
    ],
    "assignment": {
        "id": 25828,
        "course_id": 1234,
        "title": "Homework",
        "due_date": "2027-02-15T23:59:00.000000+03:00",
        "late_due_date": None,
        "group_submission": False,
        "group_size": None,
        "total_points": "16.0",
        "outline": [{"id": 1, "title": "Autograder"}],
    },
    "previous_submissions": [],
}
"""A file as the platform's documentation shows one."""


def unpacked(root: Path, source: str = RIGHT, course: str = "") -> Places:
    """Lay the tiny assignment out as the platform does, with a submission; `course` is its course.yaml."""
    write(root / "source")
    if course:
        (root / "source" / "assignments" / "course.yaml").write_text(course, encoding="utf-8")
    return submitted(root, "tiny", source)


def submitted(root: Path, assignment: str, source: str) -> Places:
    """Complete a pack with secret and manifest, and put a submission beside it."""
    folder = root / "source"
    shutil.rmtree(folder / "student_template", ignore_errors=True)
    for name in ("solution", "mistakes", "variants"):
        shutil.rmtree(folder / "assignments" / assignment / name, ignore_errors=True)
    (folder / "secret").write_bytes(SECRET)
    (folder / "setup.sh").write_bytes(b"#!/bin/sh\n")
    seal(folder, assignment)
    (root / "submission").mkdir()
    (root / "submission" / "rnn.py").write_text(source, encoding="utf-8")
    (root / "submission_metadata.json").write_text(json.dumps(METADATA), encoding="utf-8")
    return places(root)


def seal(folder: Path, assignment: str) -> None:
    """Write the manifest of what lies in a folder now."""
    (folder / manifest.NAME).unlink(missing_ok=True)
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    packed = manifest.manifest("gradescope", assignment, files, ("setup.sh",))
    (folder / manifest.NAME).write_bytes(packed.to_json())


def assignment_of(report: GradeReport, **more: Any) -> Assignment:
    """Return an assignment with the checks of a report."""
    parts = tuple(
        Part(p.id, p.title, "rnn.py", "numpy", tuple(g.check for g in p.checks)) for p in report.parts
    )
    return Assignment("a1_rnn", report.title, Path(), ("rnn.py",), parts, {}, (), Limits(), {}, **more)


@cache
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def held(document: dict[str, Any], assignment: Assignment | None = None) -> dict[str, Any]:
    """Hold a results.json to the schema and to the laws that a schema cannot say; return it as it is read."""
    text = json.dumps(document, allow_nan=False)
    validator().validate(document)
    assert sum(test["score"] for test in document["tests"]) == pytest.approx(document["score"])
    if assignment is not None:
        assert sum(test["max_score"] for test in document["tests"]) == pytest.approx(float(assignment.points))
    read: dict[str, Any] = json.loads(text)
    return read


def written(where: Places) -> dict[str, Any]:
    """Read results.json as the platform does, and hold it to the laws."""
    text = (where.results / "results.json").read_text("utf-8")
    document = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} in the results"))
    named = document["extra_data"].get("assignment")
    return held(document, loading.load(where.source / "assignments" / named) if named else None)
