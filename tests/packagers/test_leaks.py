"""Whatever is private is found in whatever it is packed; what is public, or the engine's, is no leak."""

import gzip
import html
import importlib.util
import io
import json
import marshal
import re
import tarfile
import tokenize
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from autograder.errors import AssignmentError
from autograder.packagers import checkout
from autograder.packagers.leaks import Leak, LeakKind, refuse_leaks, scan
from autograder.packagers.secrets import Place, Secrets, Source
from autograder.packagers.sources import IDIOMS

CHECKOUT = Path(__file__).parents[2]
A1 = CHECKOUT / "assignments" / "a1_rnn"
PUBLIC_FILES = sorted(path for path in (CHECKOUT / "student_template").rglob("*") if path.is_file())
NOT_TOKENS = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}

Pack = Callable[[str], dict[str, bytes]]


def function(path: Path, name: str) -> str:
    """Return the source of a function as it stands in a file."""
    found = re.search(
        rf"^def {name}\(.*?(?=^\S|\Z)", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert found
    return found[0]


def private_test() -> str:
    return function(A1 / "tests/private/test_forward.py", "wrong_states")


def reference_body() -> str:
    return function(CHECKOUT / "reference/rnn.py", "rnn_cell_backward").partition("# With")[2]


def solution() -> str:
    return function(A1 / "solution/rnn.py", "softmax").rpartition('"""')[2]


def mistake() -> str:
    return function(A1 / "mistakes/b02_carry_skips_tanh.py", "rnn_cell_backward")


def variant() -> str:
    return function(A1 / "variants/v09_einsum.py", "rnn_cell_backward")


SECRETS = {
    "assignments/a1_rnn/tests/private/": private_test,
    "reference/": reference_body,
    "assignments/a1_rnn/solution/": solution,
    "assignments/a1_rnn/mistakes/": mistake,
    "assignments/a1_rnn/variants/": variant,
}


# ----------------------------------------------------------------------------- where it may be hidden


def zipped(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def tarred(files: dict[str, bytes], mode: str) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return data.getvalue()


def commented_zip(text: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.comment = text.encode()[:60_000]
    return data.getvalue()


def notebook(text: str, place: str) -> bytes:
    lines = text.splitlines(keepends=True)
    output = {"output_type": "stream", "name": "stdout", "text": lines if place == "output" else ["x"]}
    page = "".join(f"<span class='n'>{html.escape(word)}</span> " for word in text.split(" "))
    shown = {"output_type": "display_data", "data": {"text/html": [page if place == "html" else "x"]}}
    source = lines if place == "source" else ["1"]
    cell = {"cell_type": "code", "source": source, "outputs": [output, shown], "metadata": {}}
    metadata = {"left": {"behind": [text]}} if place == "metadata" else {}
    return json.dumps({"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()


def coloured(text: str) -> str:
    return re.sub(r"(\w+)", "\x1b[0;32m\\1\x1b[0m", text)


CONTAINERS: dict[str, Pack] = {
    "as a file": lambda text: {"a.py": text.encode()},
    "in UTF-16": lambda text: {"a.txt": text.encode("utf-16")},
    "without encoding": lambda text: {"a.txt": b"\xff\xe9 " + text.encode()},
    "in a wheel": lambda text: {"a-1-py3-none-any.whl": zipped({"a/b.py": text.encode()})},
    "in a zip in a zip": lambda text: {"a.zip": zipped({"b.zip": zipped({"c.py": text.encode()})})},
    "in a zip of another name": lambda text: {"a.docx": b"some bytes " + zipped({"c.py": text.encode()})},
    "in the comment of a zip": lambda text: {"a.zip": commented_zip(text)},
    "in an sdist": lambda text: {"a.tar.gz": tarred({"a/b.py": text.encode()}, "w:gz")},
    "in a tar in a zip": lambda text: {"a.zip": zipped({"b": tarred({"c": text.encode()}, "w")})},
    "in a tar.xz": lambda text: {"a": tarred({"c": text.encode()}, "w:xz")},
    "compressed alone": lambda text: {"a.gz": gzip.compress(text.encode())},
    "in a loose object of git": lambda text: {"objects/1f": zlib.compress(b"blob 9\0" + text.encode())},
    "in a notebook's cell": lambda text: {"a.ipynb": notebook(text, "source")},
    "in a notebook's output": lambda text: {"a.ipynb": notebook(text, "output")},
    "in a notebook's page": lambda text: {"a.ipynb": notebook(text, "html")},
    "in a notebook's metadata": lambda text: {"a.ipynb": notebook(text, "metadata")},
    "in a page": lambda text: {"a.html": f"<pre>{html.escape(text)}</pre>".encode()},
    "in a string": lambda text: {"a.py": f"x = {text!r}".encode()},
    "in a broken file": lambda text: {"a.py": f"def f(:\n'''\n{text}".encode()},
    "commented out": lambda text: {"a.py": re.sub("^", "# ", text, flags=re.MULTILINE).encode()},
    "in a difference": lambda text: {"a.diff": re.sub("^", "-", text, flags=re.MULTILINE).encode()},
    "in a traceback": lambda text: {
        "a.txt": "".join(
            f"---> {n} {coloured(line)}\n" for n, line in enumerate(text.splitlines(), 10)
        ).encode()
    },
}
REWRITTEN: dict[str, Callable[[str], str]] = {
    "with other white space": lambda text: re.sub(r"\s+", " \t ", text),
    "with the line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "with other quotation marks": lambda text: text.replace('"', "'"),
    "without comments": lambda text: re.sub(r"#.*", "", text),
    "with more comments": lambda text: text.replace("\n", "  # of one's own\n"),
    "with marks of direction": lambda text: text.replace("(", "\u2066(\u2069"),
}


def names(leaks: tuple[Leak, ...]) -> set[str]:
    return {leak.source.file for leak in leaks if leak.source}


@pytest.fixture(scope="module", params=SECRETS)
def only(request: pytest.FixtureRequest, private: Secrets) -> tuple[str, Secrets]:
    """Give a text of one folder, and that folder's files alone: the solution repeats the reference."""
    sources = tuple(source for source in private.private if source.file.startswith(request.param))
    return SECRETS[request.param](), Secrets(sources, private.public)


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_private_text_is_found(container: str, only: tuple[str, Secrets]) -> None:
    text, secrets = only
    assert LeakKind.TEXT in {leak.kind for leak in scan(CONTAINERS[container](text), secrets)}


@pytest.mark.parametrize("change", REWRITTEN)
def test_a_private_text_is_found_written_otherwise(change: str, only: tuple[str, Secrets]) -> None:
    text, secrets = only
    assert LeakKind.TEXT in {leak.kind for leak in scan({"a.py": REWRITTEN[change](text).encode()}, secrets)}


def compiled(source: str, magic: bytes = importlib.util.MAGIC_NUMBER) -> bytes:
    return magic + bytes(12) + marshal.dumps(compile(source, "a.py", "exec"))


@pytest.mark.parametrize(
    "file",
    [
        "tests/private/test_forward.py",
        "solution/rnn.py",
        "mistakes/b02_carry_skips_tanh.py",
        "variants/v09_einsum.py",
        "../../reference/rnn.py",
    ],
)
def test_a_compiled_private_file_is_found(file: str, private: Secrets) -> None:
    path = (A1 / file).resolve()
    found = scan({"a.zip": zipped({"x.pyc": compiled(path.read_text(encoding="utf-8"))})}, private)
    assert path.relative_to(CHECKOUT).as_posix() in names(found)


def test_a_compiled_public_file_is_no_leak(private: Secrets) -> None:
    for path in [CHECKOUT / "student_template/a1_rnn/rnn.py", *A1.glob("tests/public/*.py")]:
        assert scan({"x.pyc": compiled(path.read_text(encoding="utf-8"))}, private) == ()


def test_a_leak_is_told_with_its_place_in_both_files() -> None:
    words = [f"word{n}" for n in range(20)]
    own = Secrets((Source("t.py", "a\nb\n" + "\n".join(words)),))
    planted = "first line\n\n" + " ".join(words[4:])
    (leak,) = scan({"a.zip": zipped({"b.py": planted.encode()})}, own)
    assert leak == Leak("a.zip!b.py", LeakKind.TEXT, 3, Place("t.py", 7), " ".join(words[4:])[:100])
    assert str(leak).startswith("a.zip!b.py:3: repeats a private text (t.py:7): word4 word5 ")


# ------------------------------------------------------------------------------------------- numbers

ARRAY = "X = np.array([[0.8445117899, -1.3349558190, 2.0], [12345.678912, 3e-9, 0.7]])\n"
NUMBERS = [0.8445117899, -1.3349558190, 12345.678912, 3e-9, 0.7]
OWN = Secrets((Source("assignments/t/tests/private/test_t.py", ARRAY),))


def listed(form: str) -> str:
    return ", ".join(form.format(number) for number in NUMBERS)


@pytest.mark.parametrize(
    "text",
    [
        listed("{!r}"),
        listed("{:.6f}"),
        listed("{:.6g}"),
        listed("{:.8f}"),
        listed("{:.7e}"),
        "\n".join(f"{n},{abs(x)}" for n, x in enumerate(NUMBERS)),
        json.dumps({"x": [{"value": x} for x in NUMBERS]}),
        json.dumps({"text": ["[" + " ".join(map(repr, NUMBERS)) + "]\\n"]}),
        "".join(f"<td>{x}</td>" for x in NUMBERS),
    ],
)
def test_numbers_of_a_private_array_are_found(text: str) -> None:
    found = scan({"a.txt": text.encode()}, OWN)
    assert {leak.kind for leak in found} == {LeakKind.NUMBERS}
    assert names(found) == {"assignments/t/tests/private/test_t.py"}


def test_numbers_are_found_in_stored_arrays_and_compiled_files() -> None:
    stored = io.BytesIO()
    np.savez(stored, x=np.array(NUMBERS))
    for data in (stored.getvalue(), compiled(f"x = {NUMBERS}")):
        assert {leak.kind for leak in scan({"a": data}, OWN)} == {LeakKind.NUMBERS}


@pytest.mark.parametrize(
    "text", ["0.8445117899, 0.1, 12345.678912", "0.8445117899 and 1.3349558190", "1, 2, 3, 4"]
)
def test_two_numbers_are_no_leak_nor_are_whole_ones(text: str) -> None:
    assert scan({"a.txt": text.encode()}, OWN) == ()


def test_public_numbers_are_no_leak() -> None:
    public = Source("cases.json", json.dumps(NUMBERS))
    assert scan({"a.txt": listed("{!r}").encode()}, Secrets(OWN.private, (public,))) == ()


@given(st.lists(st.floats(1e-3, 1e6).filter(lambda x: round(x, 6) % 1 != 0), min_size=3, max_size=6))
def test_any_private_array_is_found_rounded_to_six_digits(array: list[float]) -> None:
    own = Secrets((Source("t.py", f"X = {array}"),))
    assert scan({"a": " ".join(f"{x:.6f}" for x in array).encode()}, own)


# --------------------------------------------------------------------------------------- other leaks


def test_the_secret_itself_is_found() -> None:
    key = b"0123456789abcdef"
    found = scan({"a.zip": zipped({"b": b"x = '" + key + b"'"})}, Secrets((), keys=(key,)))
    assert found == (Leak("a.zip!b", LeakKind.KEY),)


def test_what_cannot_be_looked_into_is_a_leak(private: Secrets) -> None:
    found = scan({".git/HEAD": b"ref: refs/heads/main\n", "ok.txt": b"fine"}, private)
    assert [(leak.path, leak.kind) for leak in found] == [(".git/HEAD", LeakKind.UNREADABLE)]


def test_a_folder_and_a_file_are_scanned_as_a_mapping_is(tmp_path: Path, private: Secrets) -> None:
    files = {"deep/er/a.py": mistake().encode(), ".hidden/b.py": variant().encode()}
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(data)
    assert set(scan(tmp_path, private)) == set(scan(files, private))
    assert names(scan(tmp_path / "deep/er/a.py", private)) == names(
        scan({"a.py": mistake().encode()}, private)
    )


def test_a_bundle_with_a_leak_is_refused_and_each_leak_is_told(private: Secrets) -> None:
    with pytest.raises(AssignmentError, match="nothing is written") as caught:
        refuse_leaks({"a.py": mistake().encode(), "b.py": variant().encode()}, private)
    for file in ("a.py", "b.py"):
        told = rf"^{file}:\d+: repeats a private text \(assignments/a1_rnn/\S+\): def rnn_cell_backward"
        assert re.search(told, str(caught.value), re.MULTILINE)
    refuse_leaks({"a.py": b"x = 1"}, private)


# ---------------------------------------------------------------------------------------- what is none


def test_neither_the_engine_nor_the_student_s_folder_has_a_leak(private: Secrets) -> None:
    files = {path.relative_to(CHECKOUT).as_posix(): path.read_bytes() for path in PUBLIC_FILES}
    assert [str(leak) for leak in scan({**checkout.engine(), **files}, private)] == []


@pytest.mark.parametrize("length", [11, 12])
def test_eleven_lexemes_are_no_leak_and_twelve_are(length: int) -> None:
    own = Secrets((Source("t.py", " ".join(f"word{n}" for n in range(30))),))
    found = scan({"a.txt": " ".join(f"word{n}" for n in range(7, 7 + length)).encode()}, own)
    assert bool(found) == (length == 12)
    assert not found or found[0].source == Place("t.py", 1)


# ----------------------------------------------------------------------------------------------- law


def squeezed(text: str) -> str:
    """Return a text without what does not count, nor what marks code in a handout."""
    return re.sub(r"\s|`|^>>> |^\.\.\. ", "", text, flags=re.MULTILINE).replace("'", '"')


def statements(source: str) -> Iterator[list[str]]:
    """Yield the tokens between imports, as Python's own tokenizer has them."""
    kept, statement = list[str](), list[str]()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NEWLINE and statement[0] in {"import", "from"}:
            yield kept
            kept, statement = [], []
        elif token.type == tokenize.NEWLINE:
            kept, statement = kept + statement, []
        elif token.type not in NOT_TOKENS:
            statement.append(token.string)
    yield kept


PRIVATE_RUNS = [
    tokens
    for folder in ("tests/private", "solution", "mistakes", "variants")
    for path in sorted((A1 / folder).glob("*.py"))
    for tokens in statements(path.read_text(encoding="utf-8-sig"))
    if len(tokens) >= 12
]
PUBLIC_TEXTS = [
    squeezed(text)
    for path in [*PUBLIC_FILES, *(CHECKOUT / "autograder/authoring/scaffold").rglob("*.j2")]
    if path.suffix not in {".html", ".svg", ".ipynb"}
    for text in [path.read_text(encoding="utf-8")]
] + [squeezed(idiom) for idiom in IDIOMS]


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_twelve_tokens_of_any_private_file_are_found_anywhere_in_any_public_file(
    private: Secrets, data: st.DataObject
) -> None:
    tokens = data.draw(st.sampled_from(PRIVATE_RUNS))
    start = data.draw(st.integers(0, len(tokens) - 12))
    run = " ".join(tokens[start : start + 12])
    assume(not any(squeezed(run) in text for text in PUBLIC_TEXTS))
    text = data.draw(st.sampled_from(PUBLIC_FILES)).read_text(encoding="utf-8")
    place = data.draw(st.integers(0, len(text)))
    assert scan({"planted": f"{text[:place]} {run} {text[place:]}".encode()}, private)
