"""Whatever is handed in becomes a submission, or a word for who grades, in bounded time and memory."""

import io
import json
import tracemalloc
import zipfile
from functools import partial

import pytest
from hostile.fuzz.handed_in import ASSIGNMENT, held
from hostile.fuzz.nasty import TEXT
from hostile.fuzz.pace import UNHURRIED, grows_with_length_only
from hostile.fuzz.targets import answers, archive, notebook, python
from hypothesis import given
from hypothesis import strategies as st

from autograder import intake
from autograder.intake import limits

LEAST_SECONDS = 0.05
"""What an eighth of a file as large as may be is taken to cost at least: less is noise."""
MOST_BYTES = 600 * 2**20
TOKENS = st.sampled_from(
    [
        *(
            "def f",
            "(x)",
            ":",
            "\n",
            "    ",
            "\t",
            "return",
            " ",
            "x",
            ".",
            ",",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            '"""',
        ),
        *(
            "'",
            '"',
            "\\",
            "#",
            "@",
            "=",
            "lambda",
            "import",
            "from",
            "class",
            "if",
            "else",
            "try",
            "except",
            "f'{",
            "}'",
        ),
        *(
            "\r",
            "\f",
            "\x00",
            "\x1a",
            "\ufeff",
            "\u2028",
            "0",
            "1e9",
            "0x",
            "-",
            "*",
            "**",
            ";",
            "%",
            "!",
            "async",
            "yield",
        ),
        *(
            "match x:",
            "case _:",
            "\ud800",
            "é",
            "\u0661",
            "del",
            "global",
            "nonlocal",
            "f",
            "coding: utf-7",
            "&",
            "|",
            "- ",
        ),
    ]
)
SOURCES = st.lists(TOKENS, max_size=60).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-8-sig", "utf-32", "cp1256"])


def encoded(text: str, encoding: str = "utf-8") -> bytes:
    errors = "replace" if encoding.startswith("cp") else "surrogatepass"
    return text.encode(encoding, errors)


@UNHURRIED
@given(SOURCES | TEXT, ENCODINGS)
def test_any_text_is_a_file(text: str, encoding: str) -> None:
    python.one(encoded(text, encoding))


@UNHURRIED
@given(st.binary(max_size=200), st.sampled_from([python, notebook, archive, answers]))
def test_any_bytes_are_what_is_asked_for(data: bytes, target: object) -> None:
    target.one(data)  # type: ignore[attr-defined]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | SOURCES | TEXT,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["cells", "cell_type", "source", "input", "worksheets", "metadata", "code"]),
            inner,
        )
    ),
    max_leaves=12,
)
CELLS = st.fixed_dictionaries({"cell_type": st.just("code") | JSON, "source": st.lists(SOURCES) | JSON})


@UNHURRIED
@given(JSON | st.fixed_dictionaries({"cells": st.lists(CELLS, max_size=4) | JSON}))
def test_any_json_is_a_notebook(content: object) -> None:
    notebook.one(json.dumps(content).encode())


@UNHURRIED
@given(
    st.lists(
        st.tuples(TEXT | st.sampled_from(["rnn.py", "../rnn.py", "a/rnn.py", "RNN.PY"]), SOURCES), max_size=6
    )
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_any_names_and_texts_are_an_archive(members: list[tuple[str, str]]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        for name, text in members:
            written.writestr(named(name), encoded(text))
    archive.one(stream.getvalue())


def named(name: str) -> str:
    """Return what zipfile can write of a name: 65,535 bytes at most, no NUL, and something must be left."""
    return encoded(name)[:20_000].partition(b"\0")[0].decode("utf-8", "replace") or "rnn"


SHEETS = st.lists(
    st.sampled_from(
        ["id:", "questions:", "\n", "  ", " ", "- ", "[", "]", "{", "}", "&a", "*a", "!!int", "|", ">", "'"]
    )
    | st.sampled_from(
        ['"', "? ", ": ", "#", "---", "...", "%YAML 9", "<<:", "~", "0x1f", ".nan", "direction", "\t"]
    )
    | TEXT,
    max_size=20,
).map("".join)


@UNHURRIED
@given(SHEETS)
def test_any_text_is_a_sheet_of_answers(text: str) -> None:
    answers.one(encoded(text))


@UNHURRIED
@given(
    st.text(st.characters(exclude_categories=(), exclude_characters="/\x00"), min_size=1, max_size=60),
    st.sampled_from([".py", ".ipynb", ".zip", ".tar.gz", ""]),
    st.binary(max_size=100) | SOURCES.map(encoded),
)
def test_any_name_of_a_file_is_read(
    tmp_path_factory: pytest.TempPathFactory, stem: str, end: str, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("handed_in") / (stem.strip(".") + end or "file")
    try:
        path.write_bytes(data)
    except (OSError, UnicodeEncodeError):  # no name of a file of this system
        return
    assert held(intake.read(path, ASSIGNMENT)).id


REPEATED = (
    *(
        "(",
        "[",
        "{",
        ")",
        "'",
        '"',
        '"""',
        "\\\n",
        "\n",
        "\t\n",
        "#\n",
        "@",
        "@f\n",
        "a.",
        "a.\\\n",
        "x=",
        "-",
        "not ",
    ),
    *(
        "lambda:",
        "f'{",
        "f'",
        "if x:\n ",
        "def f():\n ",
        "def f(",
        "class A:\n\t",
        "import a.",
        "from . import a\n",
    ),
    *(
        "a = 1\n",
        "a;",
        "a,",
        "1+",
        "0x",
        "9",
        "1e9",
        "é",
        "\u0661",
        "a\ud800",
        "\r",
        "\f",
        "try:\n",
        "else:\n",
        "x if x else ",
    ),
    *(
        "def f(): pass\n",
        "a[0] = 1\n",
        "print(1)\n",
        "b" * 200 + "\n",
        "match x:\n case ",
        "%%time\n",
        "!ls\n",
        "a?\n",
        "*a, ",
    ),
    *(
        "{a: b}, ",
        "- ",
        "? ",
        "&a ",
        "*a ",
        "a: ",
        "[a, ",
        "{a: ",
        "|\n ",
        "<<: ",
        "!!a ",
        "%a\n",
        "a: b\n",
        "'a': ",
        "\x00",
    ),
)
SIZES = {"python": limits.FILE, "notebook": limits.FILE, "answers": limits.ANSWERS}


@pytest.mark.slow
@pytest.mark.parametrize("piece", REPEATED, ids=ascii)
@pytest.mark.parametrize("kind", SIZES)
def test_the_cost_of_a_file_grows_with_its_length_only(kind: str, piece: str) -> None:
    target = {"python": python, "notebook": notebook, "answers": answers}[kind]
    most = SIZES[kind] // len(encoded(piece))
    eighth, whole = (
        partial(target.one, in_a_notebook(piece * count) if kind == "notebook" else encoded(piece) * count)
        for count in (most // 8, most)
    )
    assert grows_with_length_only(eighth, whole, LEAST_SECONDS)


def in_a_notebook(text: str) -> bytes:
    return json.dumps({"cells": [{"cell_type": "code", "source": text}]}).encode()


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["(", "a = 1\n", "1+", "'a': ", "a,", "f'{", "lambda:", "def f(): pass\n"], ids=ascii
)
def test_a_piece_that_fills_a_file_takes_bounded_memory(piece: str) -> None:
    data = encoded(piece) * (limits.FILE // len(piece))
    tracemalloc.start()
    python.one(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MOST_BYTES
