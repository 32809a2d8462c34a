"""README.md does what it says: its commands are run, word for word, by a stranger in a fresh copy.

`make demo` and `make test` are run by CI itself.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.graded import CHECKOUT, copy_checkout, strong_or_skip

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
SOME_CHECKS_FAIL = ("autograder check", "python -m pytest")
"""Commands that exit with 1 in the untouched student's folder."""


def fresh_copy(folder: Path) -> Path:
    """Copy what an instructor's commands need."""
    copy_checkout(folder)
    shutil.copytree(CHECKOUT / "examples", folder / "examples")
    return folder


def commands(role: str) -> list[str]:
    """Return the lines of the shell blocks of a section, without comments."""
    section = README.partition(f"\n## {role}\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def type_in(command: str, folder: Path, home: Path) -> str:
    """Run a line as it stands, with this interpreter's tools on the path; return what it wrote."""
    home.mkdir(exist_ok=True)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "HOME": str(home), "COLUMNS": "100"}
    for name in ("AUTOGRADER_ASSIGNMENTS", "AUTOGRADER_COURSE", "AUTOGRADER_SECRET_FILE"):
        environment.pop(name, None)
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    expected = 1 if command.startswith(SOME_CHECKS_FAIL) else 0
    assert done.returncode == expected, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.slow
def test_an_instructor_can_type_what_the_page_says(tmp_path):
    strong_or_skip()
    root = fresh_copy(tmp_path / "copy")
    said = {line: type_in(line, root, tmp_path / "home") for line in commands("For instructors")}
    assert len(said) == 9
    graded = next(text for line, text in said.items() if line.startswith("autograder grade"))
    assert "of 16 points" in graded
    assert "sample secret" not in graded
    written = {path.name for path in (root / "out" / "omar").iterdir()}
    named = set(re.findall(r"`([\w.]+\.(?:html|json))`", README))
    assert written == {name for name in named if not name.startswith("handout")}
    assert {path.name for path in (root / "dist").iterdir()} == {
        "a1_rnn-gradescope.zip",
        "a1_rnn-student.zip",
    }


@pytest.mark.slow
def test_a_student_can_type_what_the_page_says(tmp_path):
    root = fresh_copy(tmp_path / "copy") / "student_template" / "a1_rnn"
    said = [type_in(line, root, tmp_path / "home") for line in commands("For students")]
    assert len(said) == 3
    assert "not implemented yet" in said[0]
    assert "not implemented yet" in said[1]
    assert (root / "answers.yaml").is_file()
    for name in re.findall(r"`((?:handout|rnn)[\w.]*)`", README):
        assert (root / name).is_file()


def test_the_table_of_assignments_is_what_is_there():
    from autograder import loading

    rows = re.findall(r"^\| `(\w+)` \|[^|]*\| (\d+) \|", README, re.MULTILINE)
    assert dict(rows) == {a.id: str(a.points) for a in loading.load_all(CHECKOUT / "assignments")}


def test_every_link_leads_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (CHECKOUT / target).exists(), target
