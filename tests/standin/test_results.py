import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.standin.results import judge, read, total

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["score", "tests"]), inner),
)


@pytest.fixture
def reading(tmp_path):
    """Read a file of that content."""

    def write(content):
        path = tmp_path / "results.json"
        path.write_bytes(content)
        return read(path)

    return write


def test_a_score_alone_is_enough(reading):
    result = reading(b'{"score": 2.5}')
    assert (result.faults, result.remarks, result.score) == ((), (), 2.5)
    assert result.content == b'{"score": 2.5}'


def test_without_a_score_the_tests_are_added_up():
    result = judge({"tests": [{"score": 0.1}, {"score": 0.2}, {"name": "unscored"}]})
    assert result.faults == ()
    assert result.score == pytest.approx(0.3)


def test_every_field_that_the_platform_documents_is_accepted():
    test = {
        "score": 1,
        "max_score": 2,
        "status": "failed",
        "name": "n",
        "name_format": "html",
        "number": "1.1",
        "output": "o",
        "output_format": "md",
        "tags": ["a"],
        "visibility": "hidden",
        "extra_data": {},
    }
    whole = {
        "score": 1,
        "execution_time": 3,
        "output": "o",
        "output_format": "simple_format",
        "test_output_format": "ansi",
        "test_name_format": "text",
        "visibility": "after_due_date",
        "stdout_visibility": "after_published",
        "extra_data": {},
        "tests": [test],
        "leaderboard": [{"name": "speed", "value": 3, "order": "asc"}],
    }
    assert judge(whole).faults == judge(whole).remarks == ()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\xff", "results.json is not UTF-8: invalid start byte."),
        (b"", "results.json is not valid JSON: line 1, column 1: Expecting value."),
        (b'{\n"a" 1}', "results.json is not valid JSON: line 2, column 5: Expecting ':' delimiter."),
        (b"[" * 100_000, "results.json is not valid JSON: it is nested too deep."),
        (
            b'{"score": NaN}',
            "results.json is not valid JSON: it holds NaN, which hangs the platform or scores 0.",
        ),
        (
            b'{"score": -Infinity}',
            "results.json is not valid JSON: it holds -Infinity, which hangs the platform or scores 0.",
        ),
        (b"3", "results.json holds 3; it must hold an object with `score` or `tests`."),
        (b"[]", "results.json holds a list; it must hold an object with `score` or `tests`."),
        (b"{}", "results.json has neither `score` nor tests with a score."),
        (b'{"score": "3"}', '`score` in results.json is "3"; it must be a finite number.'),
        (b'{"score": true}', "`score` in results.json is true; it must be a finite number."),
        (b'{"score": null}', "`score` in results.json is null; it must be a finite number."),
        (b'{"score": 1e999}', "`score` in results.json is Infinity; it must be a finite number."),
        (
            b'{"score": 1' + b"0" * 400 + b"}",
            "`score` in results.json is a long value; it must be a finite number.",
        ),
        (b'{"tests": {}}', "`tests` in results.json is an object; it must be a list."),
        (b'{"score": 1, "tests": [3]}', "`tests[0]` in results.json is 3; it must be an object."),
        (
            b'{"score": 1, "tests": [{"status": null}]}',
            "`tests[0].status` in results.json is null; it must be one of passed, failed, or left out.",
        ),
        (
            b'{"score": 1, "tests": [{"output": ["a"]}]}',
            "`tests[0].output` in results.json is a list; it must be text.",
        ),
        (
            b'{"score": 1, "visibility": "shown"}',
            (
                '`visibility` in results.json is "shown"; it must be one of visible, hidden, '
                "after_due_date, after_published, or left out."
            ),
        ),
    ],
)
def test_what_the_platform_refuses_is_said_in_a_sentence(reading, content, fault):
    assert reading(content).faults == (fault,)
    assert reading(content).document is None


def test_a_number_of_too_many_digits_is_refused(reading):
    (fault,) = reading(b'{"score": ' + b"1" * 5000 + b"}").faults
    assert fault.startswith("results.json is not valid JSON: Exceeds the limit (4300")


def test_a_missing_file_is_said(tmp_path):
    assert read(tmp_path / "results.json").faults == ("run_autograder wrote no results/results.json.",)


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "secret").write_text('{"score": 1}')
    (tmp_path / "results.json").symlink_to(tmp_path / "secret")
    assert read(tmp_path / "results.json").faults == ("results/results.json is not a plain file.",)
    (tmp_path / "other").symlink_to(tmp_path / "nowhere")
    assert read(tmp_path / "other").faults == ("results/results.json is not a plain file.",)


def test_what_the_platform_changes_is_a_remark():
    document = {
        "score": 2,
        "output": "a\0",
        "tests": [{"score": 1, "output": "x" * 100_001}, {"score": 0.5}],
    }
    assert judge(document).remarks == (
        "`output` holds NUL characters; the platform shows U+FFFD.",
        "`tests[0].output` has 100,001 characters; the platform cuts it at 100,000.",
        "The scores of the tests add up to 1.5, and `score` says 2, which counts.",
    )


@given(JSON)
def test_no_document_is_too_odd_to_be_judged(document):
    judge(document)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_a_score_that_is_the_sum_of_the_tests_is_no_remark(scores):
    document = {"tests": [{"score": score} for score in scores]}
    assert judge({**document, "score": total(document)}).remarks == ()


@given(st.binary(max_size=50) | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_file_is_too_odd_to_be_read(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("odd") / "results.json"
    path.write_bytes(content)
    assert read(path).content == content
