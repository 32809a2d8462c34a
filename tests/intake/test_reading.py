"""`read` as a whole: every way in gives a Submission, the same code the same hash."""

import ast
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.intake import read
from autograder.model.assignment import Assignment
from autograder.model.submission import Submission

GOOD = "import numpy as np\n\n\ndef softmax(z):\n    return np.exp(z) / np.exp(z).sum()\n"
Read = Callable[[str], Submission]
Facts = Callable[[Submission], list[tuple[str, dict[str, object]]]]


def test_a_file_becomes_chunks_with_their_lines_and_names(grade_text: Read) -> None:
    (module,) = grade_text(GOOD).modules
    assert (module.name, module.file) == ("rnn", "rnn.py")
    assert [(c.line, c.binds) for c in module.chunks] == [(1, ("np",)), (4, ("softmax",))]
    assert module.chunks[1].source == "def softmax(z):\n    return np.exp(z) / np.exp(z).sum()"


def test_a_correct_file_has_no_notes_and_no_problems(grade_text: Read) -> None:
    submission = grade_text(GOOD)
    assert (submission.notes, dict(submission.problems)) == ((), {})


def test_a_path_that_does_not_exist_is_the_callers_error(tmp_path: Path, assignment: Assignment) -> None:
    with pytest.raises(UsageError, match=r"nothing\.py: there is no such file or folder"):
        read(tmp_path / "nothing.py", assignment)


def test_a_path_that_cannot_be_asked_about_is_the_callers_error(assignment: Assignment) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read(Path("x" * 5000), assignment)


@pytest.fixture
def handed_in_everyhow(
    tmp_path: Path,
    zipped: Callable[[Mapping[str, str]], bytes],
    tarred: Callable[[Mapping[str, str]], bytes],
    notebook: Callable[..., str],
) -> list[Path]:
    """Write the same code as file, Windows file, zip, tar.gz, notebook and folder."""
    imports, definition = GOOD.split("\n\n\n")
    contents = {
        "rnn.py": GOOD.encode(),
        "windows.py": b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(),
        "rnn.zip": zipped({"deep/rnn.py": GOOD}),
        "rnn.tar.gz": tarred({"deep/rnn.py": GOOD}),
        "rnn.ipynb": notebook("%matplotlib inline", imports, definition, "print(softmax(1))").encode(),
        "folder/deep/rnn.py": GOOD.encode(),
    }
    (tmp_path / "folder" / "deep").mkdir(parents=True)
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return [*(tmp_path / name for name in contents if "/" not in name), tmp_path / "folder"]


def test_all_ways_to_hand_in_the_same_code_give_the_same_hash(
    handed_in_everyhow: list[Path], assignment: Assignment
) -> None:
    assert len({read(path, assignment).sha256 for path in handed_in_everyhow}) == 1


@pytest.mark.parametrize(
    "changed",
    [
        GOOD + "print(softmax(np.ones(3)))\n",
        GOOD.replace("(z):", "(z):\n    '''About it.'''"),
        "# a comment\n" + GOOD.replace(" / ", "/"),
        GOOD + "if __name__ == '__main__':\n    softmax(3)\n",
        GOOD.replace("def softmax", "def softmax(z):\n    pass\n\n\ndef softmax"),
    ],
    ids=["print", "docstring", "layout", "main", "starter above"],
)
def test_what_does_not_run_does_not_change_the_hash(grade_text: Read, changed: str) -> None:
    assert grade_text(changed).sha256 == grade_text(GOOD).sha256


@pytest.mark.parametrize(
    "changed",
    [
        GOOD.replace("np.exp(z) /", "np.exp(-z) /"),
        GOOD.replace("(z):", "(z, y=1):"),
        GOOD.replace("import numpy as np", "import numpy as np\nimport math"),
        GOOD.replace("softmax(z)", "softmaxx(z)"),
        GOOD.replace("np.exp(z).sum()", "'np.exp(z).sum()'"),
    ],
)
def test_what_runs_changes_the_hash(grade_text: Read, changed: str) -> None:
    assert grade_text(changed).sha256 != grade_text(GOOD).sha256


def test_the_hash_does_not_depend_on_the_version_of_python(grade_text: Read) -> None:
    assert grade_text(GOOD).sha256 == "f8efc485f32a60e9f7360525cba3919b88ca8b122cdfcb46974794820919eb5c"


def test_files_beside_it_that_it_imports_come_along(tmp_path: Path, assignment: Assignment) -> None:
    (tmp_path / "rnn.py").write_text(
        "from layers import scale\nimport layers as l\ndef softmax(z): return l.RATE\n"
    )
    (tmp_path / "layers.py").write_text("import tools\nRATE = 2\nscale = RATE\nunused = 1\nprint(RATE)\n")
    (tmp_path / "tools.py").write_text("def g(): pass\n")
    (tmp_path / "other.py").write_text("x = 1\n")
    submission = read(tmp_path, assignment)
    assert [m.name for m in submission.modules] == ["rnn", "layers", "tools"]
    assert [c.source for c in submission.modules[1].chunks] == ["import tools", "RATE = 2", "scale = RATE"]
    assert {note.code for note in submission.notes} == {"code_not_run"}


def test_an_own_file_cannot_take_the_place_of_an_allowed_module(
    tmp_path: Path, assignment: Assignment
) -> None:
    (tmp_path / "rnn.py").write_text(GOOD)
    (tmp_path / "numpy.py").write_text("def exp(z): return 7\n")
    assert [module.name for module in read(tmp_path, assignment).modules] == ["rnn"]


def test_a_star_import_of_an_own_file_brings_its_names(tmp_path: Path, assignment: Assignment) -> None:
    (tmp_path / "rnn.py").write_text("from layers import *\ndef softmax(z): return sigmoid(z) + gone\n")
    (tmp_path / "layers.py").write_text("def sigmoid(z): return z\n")
    submission = read(tmp_path, assignment)
    assert [f.params["name"] for f in submission.problems["softmax"]] == ["gone"]


def test_other_files_can_be_asked_for(tmp_path: Path, assignment: Assignment) -> None:
    (tmp_path / "gru.py").write_text(GOOD)
    (tmp_path / "rnn.py").write_text(GOOD)
    submission = read(tmp_path, assignment, part_files=["gru.py", "lstm.py"])
    assert [module.name for module in submission.modules] == ["gru"]
    assert [dict(note.params) for note in submission.notes] == [{"file": "lstm.py"}]


def test_without_the_file_there_is_still_a_submission(
    tmp_path: Path, assignment: Assignment, facts: Facts
) -> None:
    submission = read(tmp_path, assignment)
    assert submission.modules == ()
    assert facts(submission) == [("file_missing", {"file": "rnn.py"})]


def test_nothing_of_the_students_is_executed(tmp_path: Path, assignment: Assignment) -> None:
    trap = tmp_path / "ran"
    (tmp_path / "rnn.py").write_text(
        f"open({str(trap)!r}, 'w')\nX = open({str(trap)!r}, 'w')\ndef softmax(z): return X\n"
    )
    read(tmp_path, assignment)
    assert not trap.exists()


ANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def archives(
    zipped: Callable[[Mapping[str, str]], bytes], tarred: Callable[[Mapping[str, str]], bytes]
) -> Mapping[str, bytes]:
    files = {"rnn.py": GOOD, "b.py": GOOD}
    return {"zip": zipped(files), "tar": tarred(files)}


TOKENS = (
    *("def softmax(z):", "class C:", "if True:", "else:", "@a", "return", "x = 1", "print x", "import torch"),
    *("from x import *", "%time", "!ls", "\n", "    ", "\t", "\x0c", "\0", "é", ";", "#", "\\"),
    *("(", ")", "{", "]", "'''", '"', "'"),
)
CODE = st.lists(st.sampled_from(TOKENS), max_size=30).map("".join)


@ANY
@given(
    data=st.binary(max_size=300),
    name=st.sampled_from(["rnn.py", "rnn.ipynb", "rnn.zip", "rnn.tar.gz", "rnn"]),
)
def test_arbitrary_bytes_give_a_submission(submit: Callable[..., Submission], name: str, data: bytes) -> None:
    assert len(submit(name, data).sha256) == 64


@ANY
@given(
    start=st.sampled_from([b"PK\x03\x04", b"\x1f\x8b\x08", b"PK\x05\x06", b"\xff\xfe", b'{"cells": [']),
    rest=st.binary(),
)
def test_arbitrary_bytes_behind_a_known_start_give_a_submission(
    submit: Callable[..., Submission], start: bytes, rest: bytes
) -> None:
    assert len(submit("rnn.py", start + rest).sha256) == 64


@ANY
@given(
    kind=st.sampled_from(["zip", "tar"]), place=st.floats(0, 1, exclude_max=True), value=st.binary(max_size=8)
)
def test_a_damaged_archive_gives_a_submission(
    submit: Callable[..., Submission], archives: Mapping[str, bytes], kind: str, place: float, value: bytes
) -> None:
    good = archives[kind]
    at = int(place * len(good))
    assert len(submit("rnn.zip", good[:at] + value + good[at + len(value) :]).sha256) == 64


@pytest.mark.filterwarnings("ignore")  # of the parser, about odd escapes and numbers
@ANY
@given(text=CODE)
def test_arbitrary_code_gives_chunks_that_parse(submit: Callable[..., Submission], text: str) -> None:
    for module in submit("rnn.py", text).modules:
        for chunk in module.chunks:
            assert len(ast.parse(chunk.source).body) == 1


@pytest.mark.filterwarnings("ignore")  # of the parser, about odd escapes and numbers
@ANY
@given(cells=st.lists(CODE, max_size=4))
def test_an_arbitrary_notebook_gives_chunks_that_parse(
    submit: Callable[..., Submission], notebook: Callable[..., str], cells: list[str]
) -> None:
    for module in submit("rnn.ipynb", notebook(*cells)).modules:
        for chunk in module.chunks:
            assert len(ast.parse(chunk.source).body) == 1


@ANY
@given(
    content=st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["cells", "worksheets", "source", "input", "cell_type"]), inner, max_size=4
            )
        ),
    )
)
def test_arbitrary_json_gives_a_submission(submit: Callable[..., Submission], content: object) -> None:
    assert len(submit("rnn.ipynb", json.dumps(content)).sha256) == 64
