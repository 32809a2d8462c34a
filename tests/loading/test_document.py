"""Only plain YAML is read, and every problem has its line."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import AssignmentError
from autograder.loading import document
from autograder.loading.document import Document, read


def parsed(folder: Path, text: str | bytes) -> Document:
    path = folder / "x.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, "x.yaml")


def refused(folder: Path, text: str | bytes) -> str:
    with pytest.raises(AssignmentError) as raised:
        parsed(folder, text)
    return str(raised.value)


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("0.1", Decimal("0.1")),
        ('"0.1"', "0.1"),
        ("1/3", "1/3"),
        ("no", "no"),
        ("0x10", "0x10"),
        ("1:30", "1:30"),
        ("1e9", "1e9"),
        ("2020-01-01", "2020-01-01"),
        ("true", True),
        ("null", None),
        ("", None),
        ('""', ""),
    ],
)
def test_only_plain_numbers_booleans_and_null_are_more_than_text(
    tmp_path: Path, scalar: str, value: object
) -> None:
    data = parsed(tmp_path, f"key: {scalar}\n").data
    assert data == {"key": value}
    assert type(data["key"]) is type(value)  # type: ignore[index]


def test_every_value_has_its_line(tmp_path: Path) -> None:
    lines = parsed(tmp_path, "a:\n  - b: 1\n    c: 2\n  - 3\n").lines
    assert lines == {(): 1, ("a",): 1, ("a", 0): 2, ("a", 0, "b"): 2, ("a", 0, "c"): 3, ("a", 1): 4}


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    assert parsed(tmp_path, "# only a comment\n").data is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x 1\nb: *x\n", ["1: a: anchors and aliases", "2: b: anchors and aliases"]),
        ("a: !!python/object:os.system x\n", ["1: a: tags are not allowed: tag:yaml.org,2002:python/object"]),
        ("a: 1\nb: 2\na: 3\n", ['3: a: the key "a" stands here twice']),
        ("? [a, b]\n: 1\n", ["1: a key must be a word, not a list"]),
        ("a: 1\n---\nb: 2\n", ["3: a second document begins"]),
        ("a: [1, 2\nb: 3\n", ["is not YAML: "]),
        ("a: \0\n", ["1: is not YAML: "]),
        (b"a: 1\nb: \xff\n", ["2: is not UTF-8 text"]),
    ],
)
def test_more_than_plain_yaml_is_refused(tmp_path: Path, text: str | bytes, said: list[str]) -> None:
    message = refused(tmp_path, text)
    assert all(line in message for line in said)
    assert message.startswith("x.yaml:")


def test_all_problems_are_said_at_once(tmp_path: Path) -> None:
    assert len(refused(tmp_path, "a: &x 1\na: !t 2\nb: *x\n").splitlines()) == 4


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    assert "is nested deeper than 20 levels" in refused(tmp_path, "[" * 3000 + "]" * 3000)


def test_an_alias_bomb_is_refused(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40))
    assert "anchors and aliases are not allowed" in refused(tmp_path, bomb)


def test_a_large_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "SIZE_LIMIT", 10)
    assert refused(tmp_path, "a: 1234567890\n") == "x.yaml: is larger than 10 bytes"


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match=r"^x\.yaml: cannot be read: No such file"):
        read(tmp_path / "x.yaml", "x.yaml")


@given(st.one_of(st.text(), st.binary(), st.text(alphabet='ab:- \n[]{}!&*?"|>%@#~')))
def test_any_bytes_give_a_document_or_an_assignment_error(
    tmp_path_factory: pytest.TempPathFactory, text: str | bytes
) -> None:
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(raw)
    assert is_read_or_refused(path)


def is_read_or_refused(path: Path) -> bool:
    """Tell that reading ended in one of its two ways; any other exception passes through."""
    try:
        return isinstance(read(path, path.name), Document)
    except AssignmentError as error:
        return str(error).startswith(f"{path.name}:")
