"""A sheet of answers may hold anything: what can be read is, the rest is said, nothing raises."""

import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.asked import QUESTIONS, asking

from autograder import intake
from autograder.intake import limits
from autograder.intake.answers import Sheet, parse_sheet, read_answers
from autograder.intake.found import Found
from autograder.model.finding import Finding, finding
from autograder.model.submission import Answers
from autograder.questions import sheet

ASSIGNMENT = asking()
EMPTY = sheet(ASSIGNMENT, "s1")
MISSING = [finding("answer_missing", question=question.id) for question in QUESTIONS]


def read(data: bytes | str, path: str = "answers.yaml") -> Sheet:
    raw = data if isinstance(data, bytes) else data.encode()
    return read_answers(Found({"rnn.py": b""}, answers={path: raw}), "rnn.py", ASSIGNMENT)


def answered(**answers: str) -> str:
    lines = [line for name, answer in answers.items() for line in (f"  {name}:", f"    answer: {answer}")]
    return "\n".join(["id: s1", "questions:", *lines]) + "\n"


def given_for(answer: str) -> str:
    found = read(answered(count=answer)).answers
    assert found is not None
    return found.given["count"]


def test_an_assignment_without_questions_has_no_use_for_answers() -> None:
    found = Found({}, answers={"answers.yaml": b"id: s1"})
    plain = ASSIGNMENT.__class__(**{**vars(ASSIGNMENT), "questions": ()})
    assert read_answers(found, "", plain) == Sheet()


def test_a_missing_sheet_is_said() -> None:
    sheet_ = read_answers(Found({"rnn.py": b""}), "rnn.py", ASSIGNMENT)
    assert sheet_ == Sheet(notes=(finding("answers_missing", file="answers.yaml"),))


def test_an_untouched_sheet_has_no_answers_yet() -> None:
    found = read(EMPTY)
    assert found.answers == Answers("s1", dict.fromkeys(("direction", "count", "sizes"), ""))
    assert list(found.notes) == MISSING


def test_answers_are_kept_as_they_were_written() -> None:
    found = read(answered(direction="B) Ahead", count="007", sizes="(4, 3)"))
    assert found.answers == Answers("s1", {"direction": "B) Ahead", "count": "007", "sizes": "(4, 3)"})


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("12", "12"),
        ("0012", "0012"),
        ("[4, 3]", "[4, 3]"),
        ("\n    - 4\n    - 3", "[4, 3]"),
        ("true", "true"),
        ("no", "no"),
        ("~", ""),
        ("null", ""),
        ('""', ""),
        ("'12'", "12"),
        ("\n      12", "12"),
        ("|\n      4\n      3", "4 3"),
        ('"4\\u202e\\u0007"', "4"),
        ("٤", "٤"),
        ("9" * 5000, "9" * limits.TEXT),
        ("{a: 1}", "{'a': '1'}"),
    ],
)
def test_numbers_lists_and_blocks_are_text(written: str, text: str) -> None:
    assert given_for(written) == text


def test_an_answer_may_stand_at_the_question_itself() -> None:
    assert parse_sheet(b"questions: {count: 12}") == Answers("", {"count": "12"})


def test_an_id_keeps_its_zeros_and_loses_what_cannot_be_seen() -> None:
    assert parse_sheet(b"id: 00712\nquestions: {}").id == "00712"
    assert parse_sheet(b'id: "\\u200e s 1 \\n"\nquestions: {}').id == "s 1"


def test_each_answer_that_cannot_be_used_is_said() -> None:
    found = read(answered(direction="z", count="", other="3", more="4"))
    assert list(found.notes) == [
        finding("answer_to_no_question", file="answers.yaml", name="more"),
        finding("answer_to_no_question", file="answers.yaml", name="other"),
        finding("answer_unreadable", question="direction", expected="choice", text="z"),
        finding("answer_missing", question="count"),
        finding("answer_missing", question="sizes"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_any_editor_s_encoding_is_read(encoding: str) -> None:
    raw = answered(direction="ب").replace("\n", "\r\n").encode(encoding)
    found = read(raw).answers
    assert found is not None
    assert found.given["direction"] == "ب"


BILLION = "a: &a [x, x]\nb: &b [*a, *a]\nquestions: {count: *b}\n"


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        ("", 1, "has no questions"),
        ("just words", 1, "has no questions"),
        ("- 1", 1, "has no questions"),
        ("id: s1", 1, "has no questions"),
        ("questions: 3", 1, "has no questions"),
        ("questions: [1]", 1, "has no questions"),
        (EMPTY.replace("    answer:", '    answer: "', 1), EMPTY.count("\n") + 1, "is not YAML: "),
        (answered(count="*"), 4, "is not YAML: "),
        (answered(count="&a 1"), 4, "questions.count.answer: anchors and aliases are not allowed"),
        (answered(count="!!python/object/apply:os.system [id]"), 4, "tags are not allowed"),
        (BILLION, 1, "a: anchors and aliases are not allowed"),
        (answered(count="1") + "  count:\n    answer: 2\n", 5, 'the key "count" stands here twice'),
        ("a: " + "[" * 40 + "]" * 40, 1, "is nested deeper than 20 levels"),
        ("a: " + "[" * 5000, 1, ""),
        ("questions: {}\n---\nquestions: {}\n", 3, "a second document begins"),
        (b"\x80\x81\x00\xff" * 9, 1, ""),
        ("x" * (limits.ANSWERS + 1), 1, f"is larger than {limits.ANSWERS} bytes"),
    ],
)
def test_what_is_no_sheet_is_said_with_its_line(data: bytes | str, line: int, said: str) -> None:
    found = read(data)
    (broken,) = found.notes
    assert (found.answers, broken.code) == (None, "answers_broken")
    assert (broken.params["file"], broken.params["line"]) == ("answers.yaml", line)
    assert said in str(broken.params["text"])


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@example(b"questions: {? [a]: 1}")
@example(b"%YAML 9.9\n--- {}")
@example("questions: {\ud800: 1}".encode("utf-8", "surrogatepass"))
def test_any_bytes_are_a_sheet_or_a_note(data: bytes) -> None:
    found = read(data)
    assert (found.answers is None) == any(note.code == "answers_broken" for note in found.notes)


FRAGMENTS = [
    "[",
    "]",
    "{",
    "}",
    ":",
    "- ",
    "&a ",
    "*a",
    "!!x ",
    "|",
    ">",
    '"',
    "'",
    "#",
    "\t",
    "\n",
    "---\n",
    "%",
    "\0",
]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(EMPTY)), st.sampled_from(FRAGMENTS)), min_size=1, max_size=6))
def test_a_sheet_that_was_damaged_anywhere_is_a_sheet_or_a_note(damage: list[tuple[int, str]]) -> None:
    text = EMPTY
    for place, fragment in damage:
        text = text[:place] + fragment + text[place:]
    found = read(text)
    assert isinstance(found.answers, Answers) or found.notes


@pytest.mark.parametrize(
    "flood",
    [
        "[" * 60_000,
        "{" * 60_000,
        "? " * 30_000,
        "- " * 30_000,
        "a:\n" * 20_000,
        "[a, " * 15_000,
        "#" * 60_000,
    ],
)
def test_a_flood_is_read_in_no_time(flood: str) -> None:
    started = time.monotonic()
    assert [note.code for note in read(flood).notes] == ["answers_broken"]
    assert time.monotonic() - started < 3


# ------------------------------------------------------------------------------- where it may lie


def submitted(folder: Path, *paths: str) -> Path:
    for path in ("rnn.py", *paths):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("" if path.endswith(".py") else answered(count=f"'{path}'"))
    return folder


def taken(path: Path) -> tuple[str, tuple[Finding, ...]]:
    submission = intake.read(path, ASSIGNMENT)
    assert submission.answers is not None
    return submission.answers.given["count"], submission.notes


@pytest.mark.parametrize("name", ["answers.yaml", "answers.yml", "Answers.YAML", "answers.yaml.txt"])
def test_a_sheet_is_known_by_its_name(tmp_path: Path, name: str) -> None:
    assert taken(submitted(tmp_path, name))[0] == name


def test_the_sheet_beside_the_code_comes_before_one_at_the_top(tmp_path: Path) -> None:
    (tmp_path / "hw").mkdir()
    submitted(tmp_path, "answers.yaml", "hw/answers.yaml")
    (tmp_path / "rnn.py").rename(tmp_path / "hw" / "rnn.py")
    text, notes = taken(tmp_path)
    assert text == "hw/answers.yaml"
    assert finding("file_ignored", file="answers.yaml", reason="duplicate") in notes


def test_the_least_deep_sheet_comes_first(tmp_path: Path) -> None:
    assert taken(submitted(tmp_path, "z/answers.yaml", "a/b/answers.yaml"))[0] == "z/answers.yaml"


def test_a_sheet_in_a_zip_is_read(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("hw/rnn.py", "")
        archive.writestr("hw/answers.yaml", answered(count="3"))
    (tmp_path / "hw.zip").write_bytes(stream.getvalue())
    assert taken(tmp_path / "hw.zip")[0] == "3"


def test_a_file_that_is_handed_in_alone_has_no_sheet(tmp_path: Path) -> None:
    submitted(tmp_path, "answers.yaml")
    submission = intake.read(tmp_path / "rnn.py", ASSIGNMENT)
    assert submission.answers is None
    assert finding("answers_missing", file="answers.yaml") in submission.notes


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    submitted(tmp_path / "hw")
    (tmp_path / "secret").write_text(answered(count="3"))
    (tmp_path / "hw" / "answers.yaml").symlink_to(tmp_path / "secret")
    assert intake.read(tmp_path / "hw", ASSIGNMENT).answers is None


def test_answers_are_no_part_of_the_fingerprint(tmp_path: Path) -> None:
    without = intake.read(submitted(tmp_path), ASSIGNMENT).sha256
    assert intake.read(submitted(tmp_path, "answers.yaml"), ASSIGNMENT).sha256 == without


def test_a_sheet_is_never_taken_for_code(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(answered(count="3"))
    submission = intake.read(tmp_path, ASSIGNMENT)
    assert submission.modules == ()
    assert finding("file_missing", file="rnn.py") in submission.notes
