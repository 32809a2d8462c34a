"""A small assignment, and ways to hand something in for it."""

import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from autograder.intake import read
from autograder.model.assignment import Assignment, Limits, Signature
from autograder.model.finding import Finding
from autograder.model.submission import Submission
from autograder.model.text import Text

SAMPLES = Path(__file__).parent / "samples"
FUNCTIONS = ("softmax", "rnn_cell_forward", "rnn_forward")

Submit = Callable[[str, "str | bytes"], Submission]


@pytest.fixture(scope="session")
def assignment() -> Assignment:
    return Assignment(
        id="a1",
        title=Text("RNN", "RNN"),
        folder=Path("a1"),
        files=("rnn.py",),
        parts=(),
        functions={name: Signature(name, (), ()) for name in FUNCTIONS},
        imports=("numpy", "math", "random", "collections"),
        limits=Limits(),
        suites={},
        forbid={"torch": Text("numpy alone", "numpy"), "numpy.linalg.svd": Text("by hand", "-")},
    )


@pytest.fixture
def submit(tmp_path: Path, assignment: Assignment) -> Submit:
    """Write one file and read it as a submission."""

    def write_and_read(name: str, content: str | bytes) -> Submission:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read(path, assignment)

    return write_and_read


@pytest.fixture
def grade_text(submit: Submit) -> Callable[[str], Submission]:
    """Hand in `rnn.py` with this text."""
    return lambda text: submit("rnn.py", text)


@pytest.fixture
def sample(assignment: Assignment) -> Callable[[str], Submission]:
    """Hand in one of the files under samples/."""
    return lambda name: read(SAMPLES / name, assignment)


@pytest.fixture(scope="session")
def zipped() -> Callable[[Mapping[str, str]], bytes]:
    """Make a zip of texts by their names."""

    def make(files: Mapping[str, str]) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return buffer.getvalue()

    return make


@pytest.fixture(scope="session")
def tarred() -> Callable[[Mapping[str, str]], bytes]:
    """Make a .tar.gz of texts by their names."""

    def make(files: Mapping[str, str]) -> bytes:
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
            for name, text in files.items():
                member = tarfile.TarInfo(name)
                member.size = len(text.encode())
                archive.addfile(member, io.BytesIO(text.encode()))
        return buffer.getvalue()

    return make


@pytest.fixture(scope="session")
def notebook() -> Callable[..., str]:
    """Make a notebook of format 4 with these code cells."""

    def make(*cells: str) -> str:
        of_code = [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in cells]
        words = {"cell_type": "markdown", "source": ["# A title, no code: def f(:"], "metadata": {}}
        return json.dumps({"cells": [words, *of_code], "nbformat": 4, "nbformat_minor": 5, "metadata": {}})

    return make


@pytest.fixture(scope="session")
def facts() -> Callable[[Submission], list[tuple[str, dict[str, object]]]]:
    """Return the notes of a submission as plain (code, parameters)."""
    return lambda submission: [plain(finding) for finding in submission.notes]


@pytest.fixture(scope="session")
def source_of() -> Callable[[Submission], str]:
    """Return all the code of a submission that runs."""
    return lambda submission: "\n".join(c.source for module in submission.modules for c in module.chunks)


@pytest.fixture(scope="session")
def run() -> Callable[[Submission], dict[str, object]]:
    """Execute the statements of a submission written by these tests, as a worker does."""

    def execute(submission: Submission) -> dict[str, object]:
        names: dict[str, object] = {}
        for chunk in submission.modules[0].chunks:
            exec(compile("\n" * (chunk.line - 1) + chunk.source, "rnn.py", "exec"), names)  # noqa: S102
        return names

    return execute


def plain(finding: Finding) -> tuple[str, dict[str, object]]:
    return finding.code, dict(finding.params)
