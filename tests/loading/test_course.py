"""A course's settings are found, read strictly, and laid over its assignments."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.errors import AssignmentError, UsageError
from autograder.loading import find_course, load, load_all
from autograder.loading.course_schema import CourseKeys, DatesKeys, ResubmissionsKeys, SettingsKeys
from autograder.model.assignment import Dates, Visibility
from autograder.model.platform import Platform, Resubmissions
from autograder.model.text import Text

CHECKOUT = Path(__file__).parents[2]
DOCUMENTATION = CHECKOUT / "docs" / "course.md"
COURSE = """\
language: both
help: {en: "Ask in the forum.", ar: "اسأل في المنتدى."}
assignments:
  tiny:
    language: ar
    handout: {en: "https://example.edu/en", ar: "https://example.edu/ar"}
    points: {t.cell.example: 1/4}
    total: 7
    visibility: {private: after_due_date}
    dates: {release: 2027-02-01T08:00+03:00, due: "2027-02-15 23:59:59Z"}
    conventions: {gru_reset: before}
    questions: common
    time_limit: 20m
    format: md
    leaderboard: [seconds, score, seconds]
    resubmissions: {max: 9, every: 90m}
"""

Refused = Callable[[str], str]


@pytest.fixture
def refused(folder: Path) -> Refused:
    """Give a function that says what the loader says of a course.yaml."""

    def load_with(text: str) -> str:
        (folder.parent / "course.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(AssignmentError) as raised:
            load(folder)
        return str(raised.value)

    return load_with


def settings(text: str) -> str:
    return f"assignments:\n  tiny:\n    {text}\n"


# ------------------------------------------------------------------------------------- found


def test_the_settings_beside_the_assignments_are_used(folder: Path) -> None:
    (folder.parent / "course.yaml").write_text(COURSE, encoding="utf-8")
    assignment = load(folder)
    assert [check.points for check in assignment.checks] == [Fraction(3), Fraction(4), Fraction(12)]
    assert assignment.points == 7
    assert (assignment.language, assignment.one_draw) == ("ar", True)
    assert assignment.help == Text("Ask in the forum.", "اسأل في المنتدى.")
    assert assignment.handout == Text("https://example.edu/en", "https://example.edu/ar")
    assert assignment.conventions == {"gru_reset": "before"}
    assert [check.visibility for check in assignment.checks] == [
        Visibility.VISIBLE,
        Visibility.AFTER_DUE_DATE,
        Visibility.AFTER_DUE_DATE,
    ]
    assert assignment.dates == Dates(
        release=datetime(2027, 2, 1, 5, tzinfo=timezone.utc),
        due=datetime(2027, 2, 15, 23, 59, 59, tzinfo=timezone.utc),
    )
    assert assignment.platform == Platform(
        1200.0, "md", ("seconds", "score"), Resubmissions(max=9, every=timedelta(minutes=90))
    )
    assert assignment.dates.release is not None
    assert assignment.dates.release.utcoffset() == timedelta(hours=3)


def test_an_assignment_that_the_settings_do_not_name_has_the_course_s(folder: Path) -> None:
    (folder.parent / "course.yaml").write_text("language: en\n", encoding="utf-8")
    assert load(folder).language == "en"
    assert load(folder).points == Fraction(13, 30)
    assert load(folder).platform == Platform()


def test_a_file_that_is_named_goes_before_the_environment_s_and_that_before_what_lies_beside(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside, spring, autumn = (folder.parent / name for name in ("course.yaml", "spring.yaml", "autumn.yaml"))
    for path, language in ((beside, "en"), (spring, "ar"), (autumn, "both")):
        path.write_text(f"language: {language}\n", encoding="utf-8")
    assert (find_course(None, folder.parent), load(folder).language) == (beside, "en")
    monkeypatch.setenv("AUTOGRADER_COURSE", str(spring))
    assert (find_course(None, folder.parent), load(folder).language) == (spring, "ar")
    assert (find_course(autumn, folder.parent), load(folder, course=autumn).language) == (autumn, "both")
    assert [assignment.language for assignment in load_all(folder.parent, str(autumn))] == ["both"]


def test_there_may_be_none(tmp_path: Path) -> None:
    assert find_course(None, tmp_path) is None


def test_a_file_that_is_asked_for_must_be_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = r"^there is no file nowhere\.yaml with the settings of a course$"
    with pytest.raises(UsageError, match=said):
        load(folder, course="nowhere.yaml")
    monkeypatch.setenv("AUTOGRADER_COURSE", "nowhere.yaml")
    with pytest.raises(UsageError, match=said):
        load(folder)


def test_a_students_copy_does_not_look_beside_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = folder / "assignment.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("reference: reference\n", ""), "utf-8")
    course = folder.parent / "course.yaml"
    course.write_text("language: en\n", encoding="utf-8")
    assert load(folder).language == "both"
    assert load(folder, course=course).language == "en"
    monkeypatch.setenv("AUTOGRADER_COURSE", "nowhere.yaml")
    assert load(folder).language == "both"


# ------------------------------------------------------------------------------------- refused


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "course.yaml:1: must be a mapping, not nothing"),
        (
            "languages: en\n",
            "course.yaml:1: languages: unknown key; the keys here are language, help, assignments",
        ),
        ("language: fr\n", 'course.yaml:1: language: "fr" is not one of en, ar, both'),
        ("help: {en: Forum}\n", 'course.yaml:1: help: the key "ar" is missing'),
        ("assignments:\n  tiny:\n", "course.yaml:2: assignments.tiny: must be a mapping, not nothing"),
        (
            "assignments:\n  tinny: {}\n",
            'assignments.tinny: "tinny" is not one of tiny; did you mean "tiny"?',
        ),
        (
            settings("totl: 3"),
            "course.yaml:3: assignments.tiny.totl: unknown key; the keys here are language,",
        ),
        (settings("total: 0"), "course.yaml:3: assignments.tiny.total: must be above 0"),
        (settings("points: {t.cell.example: a}"), 'points["t.cell.example"]: must be a number such as 1'),
        (
            settings("off: t.cell.more"),
            'course.yaml:3: assignments.tiny.off: must be a list, not "t.cell.more"',
        ),
        (settings("questions: all"), 'assignments.tiny.questions: "all" is not one of personal, common'),
        (
            settings("visibility: {private: after_due}"),
            '"after_due" is not one of visible, hidden, after_due_date, after_published; did you mean "after',
        ),
        (
            settings("handout: {en: handout.html, ar: 'http://example.edu'}"),
            'handout.en: "handout.html" is not an address that begins with https://',
        ),
        (
            settings("time_limit: 600"),
            "course.yaml:3: assignments.tiny.time_limit: must be a time such as 10m, 6h or 2d, not 600",
        ),
        (settings("time_limit: 1h"), 'time_limit: Gradescope gives 2m to 40m to a grading, not "1h"'),
        (settings("time_limit: 1m"), 'time_limit: Gradescope gives 2m to 40m to a grading, not "1m"'),
        (settings("format: HTML"), 'tiny.format: "HTML" is not one of html, md'),
        (
            settings("leaderboard: [score, points]"),
            'course.yaml:3: assignments.tiny.leaderboard[1]: "points" is not one of score, seconds',
        ),
        (
            settings("resubmissions: {every: 6}"),
            "tiny.resubmissions.every: must be a time such as 10m, 6h or 2d, not 6",
        ),
        (settings("resubmissions: {every: 0h}"), 'such as 10m, 6h or 2d, not "0h"'),
        (
            settings("resubmissions: {max: 0}"),
            "tiny.resubmissions.max: must be a whole number above 0, not 0",
        ),
        (
            settings("resubmissions: {per_hour: 1}"),
            "resubmissions.per_hour: unknown key; the keys here are max, per_day, every",
        ),
        (settings("dates: {due: 2027-02-15}"), "must be a time with its zone such as 2027-02-15T23:59+03:00"),
        (settings("dates: {due: 2027-02-15T23:59}"), "dates.due: must be a time with its zone such as 2027"),
        (settings("dates: {due: 2027-02-30T23:59Z}"), 'not "2027-02-30T23:59Z"'),
        (
            settings("dates: {due: 3}"),
            "dates.due: must be a time with its zone such as 2027-02-15T23:59+03:00, not 3",
        ),
        (settings("conventions: {gru_reset: none}"), '.gru_reset: "none" is not one of before, after'),
        (
            settings("conventions: {lstm_output: linear}"),
            "tiny.conventions.lstm_output: tiny does not declare it; it declares gru_reset",
        ),
        (
            settings("points: {t.cell.exampel: 1}"),
            'points["t.cell.exampel"]: no check has the id "t.cell.exampel"; did you mean "t.cell.example"?',
        ),
        (
            settings("visibility: {privat: hidden}"),
            'visibility.privat: no check or suite has the id "privat"; did you mean "private"?',
        ),
        (settings("off: [t.cell]"), 'assignments.tiny.off[0]: no check or part has the id "t.cell"'),
        (settings("off: [t.cell.more, t.cell.more]"), 'tiny.off[1]: "t.cell.more" stands here a second time'),
        (
            settings("off: [t.cell.more]\n    points: {t.cell.more: 1}"),
            'course.yaml:4: assignments.tiny.points["t.cell.more"]: this check is off',
        ),
        (
            settings("off: [t.cell.more]\n    visibility: {t.cell.more: visible}"),
            'visibility["t.cell.more"]: this check is off',
        ),
        (
            settings("off: [cell]"),
            "course.yaml:3: assignments.tiny.off: no check is left that counts; bonus checks do not",
        ),
        (
            settings("off: [t.cell.example, t.cell.values]\n    total: 3"),
            "course.yaml:3: assignments.tiny.off: no check is left that counts; bonus checks do not",
        ),
        (
            settings("dates: {release: 2027-03-01T00:00Z, late_due: 2027-03-01T00:00+01:00}"),
            "dates.late_due: 2027-03-01T00:00:00+01:00 is before release, 2027-03-01T00:00:00+00:00",
        ),
        (
            settings("visibility: {public: hidden}"),
            'public: "t.cell.values" is visible and cannot depend on "t.cell.example", which is hidden',
        ),
        (
            settings(
                "visibility: {private: hidden,\n      t.cell.example: hidden,\n      t.cell.values: visible}"
            ),
            'course.yaml:4: assignments.tiny.visibility["t.cell.example"]: "t.cell.values" is visible and',
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(refused: Refused, text: str, said: str) -> None:
    message = refused(text)
    assert said in message
    assert re.match(r"course\.yaml:\d: ", message)
    assert "\n" not in message


def test_a_visible_check_cannot_use_what_a_hidden_one_trains(folder: Path, refused: Refused) -> None:
    path = folder / "assignment.yaml"
    text = path.read_text("utf-8").replace("suite: public", "suite: public\n        trains: gru")
    path.write_text(text.replace("depends_on: [t.cell.example]", "uses: [gru]"), "utf-8")
    said = refused(settings("visibility: {public: hidden}"))
    assert '"t.cell.values" is visible and cannot depend on "t.cell.example", which is hidden' in said


def test_a_bonus_check_alone_cannot_be_scaled(folder: Path, refused: Refused) -> None:
    manifest = folder / "assignment.yaml"
    text = manifest.read_text("utf-8").replace("suite: public", "suite: public\n        bonus: true")
    manifest.write_text(text.replace("tags: [values]", "bonus: true"), "utf-8")
    said = refused(settings("total: 3"))
    assert said == "course.yaml:3: assignments.tiny.total: no check is left that counts; bonus checks do not"


def test_a_floor_that_is_above_all_points_is_refused(folder: Path, refused: Refused) -> None:
    manifest = folder / "assignment.yaml"
    manifest.write_text("starter_floor: 1/10\n" + manifest.read_text("utf-8"), "utf-8")
    said = refused(settings("points: {t.cell.example: 1/100, t.cell.values: 1/100}"))
    assert said == (
        "course.yaml:2: assignments.tiny: the points are 1/50 together, "
        "but the starter alone is said to earn 1/10"
    )


def test_settings_are_refused_by_the_name_of_their_own_file(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "spring.yaml").write_text("language: [", encoding="utf-8")
    with pytest.raises(AssignmentError, match=r"^spring\.yaml:\d: is not YAML: "):
        load(folder, course=tmp_path / "spring.yaml")


def test_what_is_wrong_for_several_assignments_is_said_together(folder: Path) -> None:
    second = folder.parent / "second"
    folder.rename(second)
    copy_of(second, folder)
    (folder.parent / "course.yaml").write_text("assignments:\n  tiny: {off: [a]}\n  second: {off: [b]}\n")
    with pytest.raises(AssignmentError) as raised:
        load_all(folder.parent)
    assert [line.split(":")[2] for line in str(raised.value).splitlines()] == [
        " assignments.second.off[0]",
        " assignments.tiny.off[0]",
    ]


def copy_of(source: Path, target: Path) -> None:
    for path in [path for path in source.rglob("*") if path.is_file()]:
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())


# -------------------------------------------------------------------------------- documentation


def test_the_complete_example_of_the_documentation_is_one(tmp_path: Path) -> None:
    example = re.search(r"```yaml\n(.*?)```", DOCUMENTATION.read_text("utf-8"), re.DOTALL)
    assert example is not None
    (tmp_path / "course.yaml").write_text(example[1], encoding="utf-8")
    assignment = load("a1_rnn", root=CHECKOUT / "assignments", course=tmp_path / "course.yaml")
    assert (assignment.points, assignment.language, assignment.one_draw) == (20, "ar", True)
    assert set(assignment.off) == {"a1.forward.edges", "a1.backward.edges"}


def test_the_documentation_names_every_key_and_every_visibility() -> None:
    text = DOCUMENTATION.read_text("utf-8")
    models = (CourseKeys, SettingsKeys, DatesKeys, ResubmissionsKeys)
    keys = [name for model in models for name in model.model_fields]
    assert [name for name in [*keys, *(v.value for v in Visibility)] if f"`{name}`" not in text] == []


def test_the_error_of_the_documentation_is_the_one_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("assignments: {a1_rnn: {off: [a1.forward.edge]}}\n")
    with pytest.raises(AssignmentError) as raised:
        load("a1_rnn", root=CHECKOUT / "assignments", course=tmp_path / "course.yaml")
    said = str(raised.value).partition(" ")[2]
    assert f"course.yaml:14: {said}\n" in DOCUMENTATION.read_text("utf-8")
