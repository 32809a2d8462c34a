"""The zip for Gradescope: everything that grading reads, nothing else, the same bytes each time."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from support.tiny import CHECKS, REFERENCE, manifest, write

from autograder import loading
from autograder.errors import AssignmentError, UsageError
from autograder.manifest import verify
from autograder.packagers import checkout
from autograder.packagers.gradescope import contents, pack_gradescope
from autograder.secret import Secret

CHECKOUT = Path(__file__).parents[2]
OWN = Secret(b"a secret of somebody's own")
SCRIPTS = {"setup.sh", "run_autograder"}

COURSE = """\
language: ar
assignments:
  other: {total: 5}
  tiny:
    points: {t.double.values: 0.30, t.total.values: 1/3}
    dates: {due: 2027-02-15T23:59+03:00}
    visibility: {private: after_published}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the folder of the tiny assignment, with what an assignment also holds."""
    folder = write(tmp_path)
    for name in (
        "mistakes/r01.py",
        "variants/v01.py",
        "solution/answers.yaml",
        "starter.ar.yaml",
        "notes.txt",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("not for the platform", encoding="utf-8")
    for name in ("tests/private/__pycache__/test_it.pyc", "tests/.ipynb_checkpoints/x.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    return folder


@pytest.fixture
def assignment(folder):
    return loading.load(folder)


def change(folder: Path, **keys: object) -> None:
    """Change keys of assignment.yaml."""
    path = folder / "assignment.yaml"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **keys}), encoding="utf-8")


def unpacked(path: Path, to: Path) -> Path:
    """Unpack as the platform does, modes too."""
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            Path(archive.extract(member, to)).chmod(member.external_attr >> 16 & 0o777)
    return to


# ---------------------------------------------------------------------------------- what it holds


def test_it_holds_what_grading_reads_and_nothing_else(assignment):
    names = {name for name in contents(assignment, b"") if not name.startswith("engine/")}
    assert names == SCRIPTS | {
        "MANIFEST.json",
        "requirements.txt",
        "assignments/tiny/assignment.yaml",
        "assignments/tiny/tests/public/test_it.py",
        "assignments/tiny/tests/private/test_it.py",
        "assignments/tiny/tests/private/test_other.py",
        "assignments/hints.yaml",
        "book/__init__.py",
        "secret",
    }


def test_the_pack_of_a_real_assignment_holds_no_answer_that_grading_does_not_need():
    names = set(contents(loading.load(CHECKOUT / "assignments" / "a1_rnn"), b""))
    here = {
        name.removeprefix("assignments/a1_rnn/") for name in names if name.startswith("assignments/a1_rnn/")
    }
    assert {name for name in here if not name.startswith("tests/")} == {
        "assignment.yaml",
        "questions.yaml",
        "handout.en.md",
        "handout.ar.md",
    }
    outside = {name.split("/")[0] for name in names if "/" in name}
    assert outside == {"engine", "assignments", "reference"}


def test_the_engine_is_the_whole_package_without_caches(assignment):
    files = {path for path in (CHECKOUT / "autograder").rglob("*") if path.is_file()}
    code = {path.relative_to(CHECKOUT).as_posix() for path in files if "__pycache__" not in path.parts}
    packed = {
        name.removeprefix("engine/") for name in contents(assignment, b"") if name.startswith("engine/")
    }
    assert packed == code


def test_the_secret_is_its_bytes(assignment):
    assert contents(assignment, b"\x00\xff secret")["secret"] == b"\x00\xff secret"


def test_the_unpacked_assignment_is_the_one_that_was_packed(assignment, tmp_path):
    source = unpacked(pack_gradescope(assignment, OWN, tmp_path / "out"), tmp_path / "source")
    arrived = loading.load(source / "assignments" / "tiny")
    assert arrived.reference == source / "book"
    assert {suite: [path.name for path in paths] for suite, paths in arrived.suites.items()} == {
        suite: [path.name for path in paths] for suite, paths in assignment.suites.items()
    }
    at_home = {"folder": assignment.folder, "reference": assignment.reference, "suites": assignment.suites}
    assert replace(arrived, **at_home) == assignment


def test_an_unpacked_pack_is_undamaged(assignment, tmp_path):
    source = unpacked(pack_gradescope(assignment, OWN, tmp_path / "out"), tmp_path / "source")
    assert verify(source) == ()
    (source / "book" / "__init__.py").unlink()
    (source / "setup.sh").chmod(0o644)
    assert [damage.file for damage in verify(source)] == ["book/__init__.py", "setup.sh"]


def test_an_assignment_keeps_its_id_whatever_its_folder_is_called(folder, tmp_path):
    folder = folder.rename(folder.with_name("renamed"))
    course = tmp_path / "c.yaml"
    course.write_text("assignments: {renamed: {total: 7}}", encoding="utf-8")
    packed = pack_gradescope(loading.load(folder), OWN, tmp_path / "out", course=course)
    source = unpacked(packed, tmp_path / "source")
    assert loading.load(source / "assignments" / "tiny").points == 7


def test_a_reference_may_be_in_the_assignments_folder(folder):
    (folder / "reference").mkdir()
    (folder / "reference" / "__init__.py").write_text(REFERENCE, encoding="utf-8")
    change(folder, reference="reference")
    assert "assignments/tiny/reference/__init__.py" in contents(loading.load(folder), b"")


# ------------------------------------------------------------------------------------------- torch


def test_without_a_torch_part_neither_pytorch_nor_its_reference_is_packed(assignment, tmp_path):
    (tmp_path / "book" / "in_torch").mkdir()
    (tmp_path / "book" / "in_torch" / "model.py").write_text("import torch\n", encoding="utf-8")
    files = contents(assignment, b"")
    assert "book/in_torch/model.py" not in files
    assert b"torch" not in files["requirements.txt"]


def test_with_a_torch_part_both_are(folder, tmp_path):
    (tmp_path / "book" / "in_torch").mkdir()
    (tmp_path / "book" / "in_torch" / "model.py").write_text("import torch\n", encoding="utf-8")
    parts = manifest(CHECKS, {})["parts"]
    change(folder, parts=[{**parts[0], "profile": "torch"}])
    files = contents(loading.load(folder), b"")
    assert "book/in_torch/model.py" in files
    assert re.search(rb"^torch==", files["requirements.txt"], re.MULTILINE)


def test_what_is_installed_is_pinned_and_is_what_the_checkout_installs_to_grade():
    pins = checkout.requirements(torch=False).splitlines()
    base = (CHECKOUT / "requirements" / "base.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.match(r"[a-z0-9-]+==\d", pin) for pin in pins)
    left = {line for line in base if line and not line.startswith("#")} - set(pins)
    assert {line.split("==")[0] for line in left} == {"hatchling", "pathspec", "trove-classifiers"}


# ------------------------------------------------------------------------------------------ course


def test_a_courses_settings_for_the_assignment_go_with_it(folder, tmp_path):
    (folder.parent / "other").mkdir()
    shutil.copy(folder / "assignment.yaml", folder.parent / "other")
    course = tmp_path / "course.yaml"
    course.write_text(COURSE, encoding="utf-8")
    here = loading.load(folder, course=course)
    source = unpacked(pack_gradescope(here, OWN, tmp_path / "out", course=course), tmp_path / "source")
    arrived = loading.load(source / "assignments" / "tiny")
    assert [check.points for check in arrived.checks] == [1, Fraction(3, 10), Fraction(1, 3)]
    assert (arrived.parts, arrived.dates, arrived.language) == (here.parts, here.dates, "ar")
    assert b"other" not in (source / "assignments" / "course.yaml").read_bytes()


def test_without_a_course_none_goes_with_it(assignment):
    assert "assignments/course.yaml" not in contents(assignment, b"")


# ------------------------------------------------------------------------------------ reproducible


def test_packed_twice_it_is_the_same(assignment, tmp_path):
    first = pack_gradescope(assignment, OWN, tmp_path / "first").read_bytes()
    for path in assignment.folder.rglob("*.py"):
        os.utime(path, (0, 0))
    assert pack_gradescope(assignment, OWN, tmp_path / "second").read_bytes() == first


def test_packed_elsewhere_by_somebody_else_it_is_the_same(tmp_path):
    for name in ("autograder", "assignments", "reference", "requirements", "gradescope"):
        shutil.copytree(CHECKOUT / name, tmp_path / "copy of it" / name, copy_function=shutil.copyfile)
    arguments = ["pack", "gradescope", "a1_rnn", "--demo", "--out", tmp_path]
    packed = []
    for place, zone, locale, umask in (
        (CHECKOUT, "UTC", "C.UTF-8", 0o022),
        (tmp_path / "copy of it", "Asia/Riyadh", "POSIX", 0o077),
    ):
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(place), "TZ": zone, "LC_ALL": locale}
        subprocess.run(
            [sys.executable, "-m", "autograder", *arguments],
            cwd=place,
            env=environment,
            umask=umask,
            check=True,
        )
        packed.append((tmp_path / "a1_rnn-gradescope.zip").read_bytes())
    assert packed[0] == packed[1]


# ----------------------------------------------------------------------------------------- refused


def test_the_sample_secret_is_refused_however_it_is_named(assignment, tmp_path):
    sample = b"only a sample of a secret"
    for secret in (Secret(sample, sample=True), Secret(sample)):
        with pytest.raises(UsageError, match="known to everybody"):
            pack_gradescope(assignment, secret, tmp_path)
    assert pack_gradescope(assignment, Secret(sample, sample=True), tmp_path, demo=True).is_file()


def test_a_students_copy_is_refused(folder, tmp_path):
    data = json.loads((folder / "assignment.yaml").read_text("utf-8"))
    del data["reference"]
    (folder / "assignment.yaml").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(UsageError, match="tiny names no reference, as a student's copy"):
        pack_gradescope(loading.load(folder), OWN, tmp_path)


def test_what_lies_outside_the_checkout_is_refused(folder, tmp_path, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "hints.yaml").write_text("{}", encoding="utf-8")
    change(folder, hints=os.path.relpath(elsewhere / "hints.yaml", folder))
    with pytest.raises(AssignmentError, match=r"hints\.yaml lies outside"):
        pack_gradescope(loading.load(folder), OWN, tmp_path)


def test_without_a_checkout_it_says_so(assignment, tmp_path, monkeypatch):
    monkeypatch.setattr(checkout, "CHECKOUT", tmp_path)
    with pytest.raises(
        UsageError, match="packing needs a checkout of rnn-autograder: gradescope/run_autograder"
    ):
        pack_gradescope(assignment, OWN, tmp_path)


def test_only_its_owner_can_read_the_pack(assignment, tmp_path):
    path = pack_gradescope(assignment, OWN, tmp_path)
    assert path == tmp_path / "tiny-gradescope.zip"
    assert path.stat().st_mode & 0o777 == 0o600
