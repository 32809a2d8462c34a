"""assignments/README.md does what it says: its commands are run, its files written, its outputs compared.

The first line of a fenced block says what it is: `sh` is run, `text` stands in the output of the block
before; `file PATH`, `end of PATH` and `below "TEXT" [+LINES] in PATH` say where a block is written.
"""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.graded import CHECKOUT, copy_checkout, strong_or_skip

from autograder import checks
from autograder.loading.schema import AssignmentKeys, CheckKeys, PartKeys
from autograder.runner import fixtures

README = CHECKOUT / "assignments" / "README.md"
BLOCK = re.compile(r"^```(\w+)(.*)\n((?:.*\n)*?)```$", re.MULTILINE)
PLACE = re.compile(r'(?:file|end of|below "(?P<text>[^"]+)"(?: \+(?P<lines>\d+))? in) (?P<path>\S+)')


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, what its first line says besides, its content."""

    language: str
    place: str
    text: str


def blocks() -> list[Block]:
    found = BLOCK.findall(README.read_text(encoding="utf-8"))
    return [Block(language, place.strip(), text) for language, place, text in found]


def write(block: Block, root: Path) -> None:
    """Do with a block what its first line says."""
    match = PLACE.fullmatch(block.place)
    assert match, block
    path = root / match["path"]
    if block.place.startswith("file"):
        assert not path.exists()
        path.write_text(block.text, encoding="utf-8")
    elif block.place.startswith("end of"):
        blank = "\n\n" if path.suffix == ".py" else ""
        path.write_text(path.read_text(encoding="utf-8") + blank + block.text, encoding="utf-8")
    else:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        (place,) = (number for number, line in enumerate(lines) if line.strip().startswith(match["text"]))
        lines.insert(place + 1 + int(match["lines"] or 0), block.text)
        path.write_text("".join(lines), encoding="utf-8")


def run(command: str, root: Path) -> str:
    """Run a line as in a shell, with this interpreter's autograder; return what it wrote."""
    engine = f"{shlex.quote(sys.executable)} -m autograder"
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "COLUMNS": "120"}
    environment.pop("AUTOGRADER_ASSIGNMENTS", None)
    done = subprocess.run(  # noqa: S602 (our own page, as a reader would type it)
        re.sub(r"^autograder\b", engine.replace("\\", r"\\"), command),
        shell=True,
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    fine = {0, 1} if command.startswith("autograder check") else {0}  # 1: a check failed
    assert done.returncode in fine, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.slow
def test_the_page_does_what_it_says(tmp_path):
    strong_or_skip()
    copy_checkout(tmp_path)
    before = {path for path in tmp_path.rglob("*") if "__pycache__" not in path.parts}
    said = ""
    for block in blocks():
        if block.language == "sh":
            said = "".join(run(command, tmp_path) for command in block.text.splitlines())
        elif block.language == "text":
            assert [line for line in block.text.splitlines() if line not in said] == [], said
        else:
            write(block, tmp_path)
    after = {path for path in tmp_path.rglob("*") if "__pycache__" not in path.parts}
    assert {path.relative_to(tmp_path).parts[0] for path in after - before} == {"out"}


def test_every_place_that_a_block_names_is_in_the_text_above_it():
    text = README.read_text(encoding="utf-8")
    for block in blocks():
        if block.place:
            path = PLACE.fullmatch(block.place)["path"]
            above = text[: text.index(f" {block.place}\n")]
            assert f"`{path}`" in above


def words_of_tables() -> set[str]:
    """Return all code in the first columns of the page's tables."""
    cells = re.findall(r"^\| (`.+?) \|", README.read_text(encoding="utf-8"), re.MULTILINE)
    return {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}


def test_every_word_of_a_test_is_explained():
    source = Path(fixtures.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r"^@pytest\.fixture\ndef (\w+)", source, re.MULTILINE)) - {"bench", "check_id"}
    assert "student" in named
    assert named <= words_of_tables()
    assert set(checks.__all__) <= words_of_tables()


def test_every_key_of_an_assignment_is_explained():
    text = README.read_text(encoding="utf-8")
    for model in (AssignmentKeys, PartKeys, CheckKeys):
        assert [key for key in model.model_fields if f"`{key}`" not in text] == []
    assert set(AssignmentKeys.model_fields) <= words_of_tables()
