"""The grade of a submission: what it follows from, and what it does not depend on."""

import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from support.graded import EXAMPLES, SECRET, Graded, strong_or_skip
from support.tiny import CHECKS, DOUBLE, LIMITS, RIGHT, SHAPE, TOTAL, Tiny, read, write

from autograder import intake, loading
from autograder.errors import SandboxError
from autograder.feedback.staff import staff_view
from autograder.feedback.student import student_view
from autograder.grading import Options, grade
from autograder.model.assignment import Assignment, Limits, Suite
from autograder.model.finding import finding
from autograder.model.outcome import Status
from autograder.model.report import GradeReport, SandboxFacts
from autograder.reports import gradescope, html
from autograder.worker import host, situation

WRONG = RIGHT.replace("x + x", "x + 1")
BOTH_WRONG = WRONG.replace("sum(axis=-1)", "sum(axis=-1) + 1")
IMPORTS = ("numpy", "math")
Grade = Callable[..., GradeReport]


@pytest.fixture(scope="module")
def tiny_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[host.Host]:
    assignment = loading.load(write(tmp_path_factory.mktemp("limits")))
    workers = host.start(strong_or_skip(), assignment.limits, assignment.imports)
    yield workers
    workers.close()


@pytest.fixture
def grade_tiny(tmp_path: Path, tiny_host: host.Host) -> Grade:
    """Grade source against a tiny suite."""

    def graded(
        source: str, checks: tuple[Tiny, ...] = CHECKS, workers: host.Host = tiny_host, **more: Any
    ) -> GradeReport:
        secret, options = more.pop("secret", SECRET), more.pop("options", Options())
        assignment = loading.load(write(tmp_path, checks, **more))
        return grade(assignment, read(tmp_path, source, assignment), workers, secret, options)

    return graded


def timeless(report: GradeReport) -> GradeReport:
    """Return a report without its times."""
    parts = tuple(
        replace(
            part,
            checks=tuple(replace(g, outcome=replace(g.outcome, seconds=0.0)) for g in part.checks),
        )
        for part in report.parts
    )
    return replace(report, parts=parts, seconds=0.0)


def found(report: GradeReport) -> list[object]:
    """Return what was found in each check, private values among it."""
    return [grade.outcome.findings for grade in report.checks]


# ------------------------------------------------------------------------- what it follows from


def test_a_grade_is_a_function_of_submission_and_secret(grade_tiny: Grade) -> None:
    assert timeless(grade_tiny(BOTH_WRONG)) == timeless(grade_tiny(BOTH_WRONG))


def test_another_secret_draws_other_inputs(grade_tiny: Grade) -> None:
    one, other = grade_tiny(BOTH_WRONG), grade_tiny(BOTH_WRONG, secret=b"another")
    assert found(one)[:2] == found(other)[:2], "these checks draw nothing"
    assert found(one)[2] != found(other)[2]


def test_comments_layout_and_names_of_files_do_not_matter(grade_tiny: Grade) -> None:
    commented = WRONG.replace("import numpy as np", '"""Mine."""\n\n\nimport numpy as np  # numbers')
    assert timeless(grade_tiny(commented)) == timeless(grade_tiny(WRONG))


def test_code_matters(grade_tiny: Grade) -> None:
    assert grade_tiny(WRONG).sha256 != grade_tiny(RIGHT).sha256


def notebook(source: str) -> str:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Homework"]},
        *(
            {"cell_type": "code", "metadata": {}, "source": piece, "outputs": [], "execution_count": None}
            for piece in source.split("\n\n\n")
        ),
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def handed_in(folder: Path, source: str) -> Iterator[Path]:
    """Yield the same code in every form that can be handed in."""
    (folder / "as_file").mkdir()
    (folder / "as_file" / "rnn.py").write_text(source, encoding="utf-8")
    yield folder / "as_file" / "rnn.py"
    yield folder / "as_file"
    with zipfile.ZipFile(folder / "as_zip.zip", "w") as archive:
        archive.writestr("homework/rnn.py", source)
    yield folder / "as_zip.zip"
    (folder / "rnn.ipynb").write_text(notebook(source), encoding="utf-8")
    yield folder / "rnn.ipynb"


def test_the_same_code_in_any_form_has_the_same_grade(tmp_path: Path, tiny_host: host.Host) -> None:
    assignment = loading.load(write(tmp_path))
    reports = []
    for path in handed_in(tmp_path, BOTH_WRONG):
        submission = intake.read(path, assignment)
        report = timeless(grade(assignment, submission, tiny_host, SECRET))
        reports.append(replace(report, submission="", notes=()))
    assert [report.score for report in reports] == [1] * 4
    assert all(report == reports[0] for report in reports)


# ----------------------------------------------------------------------------- the situation


@pytest.mark.parametrize("name", ["user+landlock", "weak"])
@pytest.mark.parametrize("source", [RIGHT, WRONG, "def double(x):\n    import os\n    os._exit(0)\n"])
def test_the_grade_is_the_same_in_every_situation(
    grade_tiny: Grade, monkeypatch: pytest.MonkeyPatch, name: str, source: str
) -> None:
    strongest = grade_tiny(source)
    monkeypatch.setenv(situation.FORCE, name)
    with host.hosting(allow_weak=True) as workers:
        workers.configure(Limits(**LIMITS), IMPORTS)  # type: ignore[arg-type]
        report = grade_tiny(source, workers=workers)
    assert report.sandbox.situation == name
    nowhere = SandboxFacts("", strong=True)
    assert timeless(replace(report, sandbox=nowhere, needs_review=())) == timeless(
        replace(strongest, sandbox=nowhere)
    )
    assert report.needs_review == ((finding("weak_sandbox"),) if name == "weak" else ())


def test_a_weak_sandbox_is_refused_unless_it_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(situation.FORCE, "weak")
    with pytest.raises(SandboxError, match="no strong sandbox here"), host.hosting(allow_weak=False):
        pass
    with host.hosting(allow_weak=True) as workers:
        assert not workers.facts.strong


# --------------------------------------------------------------------------------- how it ends


PATIENT = {"call_wall": 60, "total_wall": 120}
"""Limits that a busy machine does not reach before those of CPU time."""


def test_when_the_time_is_used_up_the_other_checks_say_so(grade_tiny: Grade) -> None:
    loop = RIGHT.replace("return x + x", "while True:\n        pass")
    checks = (DOUBLE, replace(DOUBLE, id="t.again"), TOTAL, SHAPE)
    report = grade_tiny(loop, checks, limits={**PATIENT, "call_cpu": 0.5, "total_cpu": 0.8})
    decided = {g.check.id: (g.outcome.status, g.outcome.findings[0].code) for g in report.checks}
    assert decided == {
        DOUBLE.id: (Status.TIMED_OUT, "timed_out"),
        "t.again": (Status.TIMED_OUT, "time_used_up"),
        TOTAL.id: (Status.TIMED_OUT, "time_used_up"),
        SHAPE.id: (Status.TIMED_OUT, "time_used_up"),
    }
    assert report.score == 0


def test_an_endless_loop_counts_against_the_cpu_budget(grade_tiny: Grade) -> None:
    loop = RIGHT.replace("return x + x", "while True:\n        pass")
    report = grade_tiny(loop, (DOUBLE, TOTAL), limits={**PATIENT, "call_cpu": 10, "total_cpu": 0.5})
    assert [g.outcome.findings[0].code for g in report.checks] == ["time_used_up", "time_used_up"]


def test_an_endless_loop_costs_only_its_own_checks(grade_tiny: Grade) -> None:
    loop = RIGHT.replace("return x + x", "while True:\n        pass")
    report = grade_tiny(loop, (DOUBLE, TOTAL))
    assert [g.outcome.status for g in report.checks] == [Status.TIMED_OUT, Status.PASSED]


def test_options_choose_checks_and_the_dtype_of_answers(grade_tiny: Grade) -> None:
    public = grade_tiny(RIGHT, options=Options(suites=(Suite.PUBLIC,)))
    assert [g.check.id for g in public.checks] == [SHAPE.id]
    only = grade_tiny(RIGHT, options=Options(only=(TOTAL.id,)))
    assert [g.check.id for g in only.checks] == [TOTAL.id]
    dtype = Tiny("t.dtype", "assert student.double(X).y.array.dtype == 'float32'")
    assert grade_tiny(RIGHT, (dtype,), options=Options(cast="float32")).score == 1
    assert grade_tiny(RIGHT, (dtype,)).score == 0


def test_a_fault_of_ours_leaves_its_points_pending(grade_tiny: Grade) -> None:
    report = grade_tiny(RIGHT, (SHAPE, Tiny("t.ours", "raise TypeError", points=2)))
    assert (report.score, report.pending, report.max_score) == (1, 2, 3)
    assert report.needs_review == (finding("grader_error"),)


# --------------------------------------------------------------------- what a student may learn


def student_outputs(report: GradeReport) -> dict[str, object]:
    """Return everything that a student is shown, without the time it took."""
    view = student_view(report)
    pages: dict[str, object] = {language: html.render(view, language) for language in ("en", "ar")}
    results = gradescope.results(report)
    return {**pages, "results": {key: value for key, value in results.items() if key != "execution_time"}}


def same_words(one: GradeReport, other: GradeReport) -> bool:
    codes = [[(f.code, f.params.get("hint")) for f in g.outcome.findings] for g in one.checks]
    return codes == [[(f.code, f.params.get("hint")) for f in g.outcome.findings] for g in other.checks]


@pytest.mark.parametrize("example", ["wrong_missing_carry", "wrong_prediction_from_old_state"])
def test_what_a_student_sees_does_not_depend_on_private_values(graded: Graded, example: str) -> None:
    one, other = graded(example), graded(example, b"another secret")
    assert same_words(one, other)
    assert student_outputs(private_checks(one)) == student_outputs(private_checks(other))


def private_checks(report: GradeReport) -> GradeReport:
    """Leave the public checks out, whose values a student is shown."""
    parts = (
        replace(part, checks=tuple(g for g in part.checks if g.check.suite is Suite.PRIVATE))
        for part in report.parts
    )
    return replace(report, parts=tuple(parts))


def test_a_student_sees_nothing_of_the_values_that_staff_see(grade_tiny: Grade) -> None:
    one, other = grade_tiny(BOTH_WRONG), grade_tiny(BOTH_WRONG, secret=b"another")
    assert found(one) != found(other)
    assert same_words(one, other)
    assert student_outputs(one) == student_outputs(other)
    got = one.checks[2].outcome.findings[0].params["got"]
    assert str(got)[:5] not in str(student_outputs(one))
    assert str(got)[:5] in html.render(staff_view(one), "en")


def test_the_score_of_the_right_example_is_full(graded: Graded, a1: Assignment) -> None:
    assert graded("right").score == a1.points == Fraction(16)


@pytest.mark.parametrize("ids", [(), ("sara",), ("omar", "SARA")])
def test_the_own_questions_or_those_of_one_of_a_group_need_no_review(
    a1: Assignment, a1_host: host.Host, ids: tuple[str, ...]
) -> None:
    assert grade_right(a1, a1_host, ids).needs_review == ()


def test_somebody_else_s_questions_are_marked_and_a_person_looks(a1: Assignment, a1_host: host.Host) -> None:
    report, said = grade_right(a1, a1_host, ("omar",)), finding("id_mismatch", text="sara")
    assert report.score == report.max_score == Fraction(4, 10)
    assert report.needs_review == (said,)
    assert said in student_view(report).notes


def grade_right(a1: Assignment, a1_host: host.Host, ids: tuple[str, ...]) -> GradeReport:
    """Grade one concept question of the example that is right, whose questions were drawn for sara."""
    submission = intake.read(EXAMPLES / "right", a1)
    return grade(a1, submission, a1_host, SECRET, Options(only=("a1.questions.types",), ids=ids))


def test_a_concept_question_starts_no_worker(a1: Assignment) -> None:
    class NoHost:
        facts = SandboxFacts("none", strong=True)

        def worker(self) -> None:
            raise AssertionError

    report = grade_right(a1, NoHost(), ())  # type: ignore[arg-type]
    assert report.score == Fraction(4, 10)


def test_an_answer_that_is_missing_is_said_once(a1: Assignment, a1_host: host.Host, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text("id: sara\nquestions: {types: z, notation: z}\n")
    submission = intake.read(tmp_path, a1)
    report = grade(a1, submission, a1_host, SECRET, Options(only=("a1.questions.types",)))
    said = [note.params.get("question") for note in report.notes if note.code == "answer_unreadable"]
    assert said == ["notation"], "of the question that is graded the check tells"
