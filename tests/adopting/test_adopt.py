"""Sample suites from end to end: what is adopted, and what right, wrong and hostile submissions get."""

from fractions import Fraction
from pathlib import Path

import pytest

from autograder import loading
from autograder.adopting.adopt import Request, adopt, refuse_if_wrong
from autograder.adopting.comparison import Fate
from autograder.errors import UsageError
from autograder.feedback.student import student_view
from autograder.model.assignment import Visibility
from autograder.model.outcome import Status
from autograder.reports.gradescope import results

SAMPLES = Path(__file__).parent / "samples"
SUITES = ("bank", "layers", "words", "stack")
GRADESCOPE_UTILS = {
    "bank": {"test_deposit": 1, "test_bank_and_rate": 0},
    "layers": {"test_softmax": 2, "test_step": 1},
    "words": {"test_lengths": 1, "test_longest": 3, "test_table": 1},
}
"""What the library, version 0.5.0, gives the wrong submissions for the adopted tests; 0 for all others."""


def scores(report):
    return {grade.check.id.rpartition(".")[2]: grade.score for grade in report.checks}


def outcome(report, name):
    return next(grade.outcome for grade in report.checks if grade.check.id.endswith(name))


@pytest.mark.parametrize("name", SUITES)
def test_the_solution_gets_full_marks(adopted, name):
    report = adopted(name).report
    assert [grade.outcome for grade in report.checks if grade.outcome.status is not Status.PASSED] == []
    assert report.score == report.max_score > 0


@pytest.mark.parametrize("name", sorted(GRADESCOPE_UTILS))
def test_wrong_submissions_get_what_the_library_gives_them(graded, name):
    found = scores(graded(name, SAMPLES / "wrong" / f"{name}.py"))
    assert {test: points for test, points in found.items() if points} == {
        test: points for test, points in GRADESCOPE_UTILS[name].items() if points
    }
    assert set(GRADESCOPE_UTILS[name]) <= set(found)


def test_what_the_sandbox_cannot_do_is_refused_and_named(adopted):
    rows = {row.test.name.partition(".")[2]: row for row in adopted("bank").rows}
    assert {name: (row.fate, row.why) for name, row in rows.items() if row.fate is not Fate.ADOPTED} == {
        "test_is_an_account": (Fate.REFUSED, "isinstance"),
        "test_patched": (Fate.REFUSED, "patch"),
        "test_skipped": (Fate.SKIPPED, ""),
    }
    assert rows["test_equal_accounts"].operators == ("eq", "ne")
    assert rows["test_deposit"].operators == ()


def test_a_monkeypatched_module_of_the_student_is_refused(adopted):
    refused = adopted("stack").of(Fate.REFUSED)
    assert [(row.test.name, row.why) for row in refused] == [("test_monkeypatched", "patch")]


def test_checks_have_the_order_points_and_visibility_of_the_decorators(adopted, out):
    adopted("bank")
    loaded = loading.load(out / "bank")
    found = [(c.id, c.points, c.visibility.value) for c in loaded.checks]
    assert found[:4] == [
        ("bank.TestAccount.test_deposit", 1, "visible"),
        ("bank.TestAccount.test_deposit_refuses", Fraction(3, 2), "visible"),
        ("bank.TestAccount.test_transfer", 1, "visible"),
        ("bank.TestAccount.test_withdraw_too_much", 2, "after_due_date"),
    ]
    assert [part.title.en for part in loaded.parts] == ["Question 1", "Question 2"]
    assert loaded.checks[0].title.ar == loaded.checks[0].title.en == "A deposit adds to the balance"
    assert loaded.checks[1].tags == ("errors",)


def test_a_failing_subtest_fails_its_test_which_does_not_vanish(graded):
    found = outcome(graded("words", SAMPLES / "wrong" / "words.py"), "test_counts")
    assert found.status is Status.FAILED
    assert found.findings[0].params["text"] == "(word='dog'): 1 != 0"


def test_a_score_that_is_no_number_earns_nothing_and_does_not_pass(graded):
    found = outcome(graded("words", SAMPLES / "wrong" / "words.py"), "test_share")
    assert (found.status, found.fraction) == (Status.FAILED, 0)


def test_the_leaderboard_gets_finite_values_only(adopted, graded):
    right = results(adopted("words").report)
    assert right["leaderboard"] == [{"name": "Accuracy", "value": 0.75, "order": "desc"}]
    assert "leaderboard" not in results(graded("words", SAMPLES / "wrong" / "words.py"))


def test_hidden_errors_hide_what_was_printed_too(graded):
    view = student_view(graded("bank", SAMPLES / "wrong" / "bank.py"), shown=tuple(Visibility))
    hidden = next(check for check in view.checks if check.id.endswith("test_interest"))
    assert [(f.code, dict(f.params)) for f in hidden.findings] == [
        ("assertion", {"text": "Look at how interest is added"})
    ]
    assert hidden.stdout == ""
    shown = next(check for check in view.checks if check.id.endswith("test_deposit_refuses"))
    assert shown.stdout == "depositing -1\n"


def test_staff_see_behind_hidden_errors(graded):
    note = outcome(graded("bank", SAMPLES / "wrong" / "bank.py"), "test_interest").staff_note
    assert "my private note" in note
    assert "ZeroDivisionError" in note


def test_a_missing_function_costs_the_tests_that_use_it(graded):
    report = graded("stack", SAMPLES / "wrong" / "stack.py")
    assert outcome(report, "test_show").status is Status.NOT_IMPLEMENTED
    assert outcome(report, "test_empty_pop").status is Status.PASSED
    assert scores(report)["test_partial"] == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "gained"),
    [("exit", {}), ("look", {}), ("flood", {}), ("loop", {}), ("equal", {"test_equal_accounts": 1})],
)
def test_hostile_submissions_gain_nothing_but_where_a_test_asks_their_own_operator(graded, name, gained):
    report = graded("bank", SAMPLES / "hostile" / f"{name}.py")
    assert {test: points for test, points in scores(report).items() if points} == gained
    assert report.pending == 0


@pytest.mark.slow
def test_a_submission_that_looks_around_finds_nothing_of_the_suite(graded):
    report = graded("bank", SAMPLES / "hostile" / "look.py")
    said = str(outcome(report, "test_deposit").findings)
    assert "session.py" in said
    assert not {"test_bank", "adopting", "150"} & set(said.replace("/", "|").replace(".", "|").split("|"))


def test_nothing_is_written_while_a_test_is_refused(tmp_path, workers):
    suite = tmp_path / "test_f.py"
    suite.write_text(
        "import f\n\ndef test_file():\n    assert f.__file__\n\ndef test_f():\n    assert f.f() == 1\n"
    )
    (tmp_path / "f.py").write_text("def f():\n    return 1\n")
    adoption = adopt(Request(suite, tmp_path / "f.py", tmp_path / "out", "f"), Configured(workers))
    assert [(row.fate, row.why) for row in adoption.rows] == [(Fate.REFUSED, "source"), (Fate.ADOPTED, "")]
    assert adoption.report is None
    assert not (tmp_path / "out").exists()


def test_a_test_that_the_solution_does_not_pass_is_refused(tmp_path, workers):
    suite = tmp_path / "test_f.py"
    suite.write_text("import f\n\ndef test_f():\n    assert f.f() == 2\n")
    (tmp_path / "f.py").write_text("def f():\n    return 1\n")
    row = adopt(Request(suite, tmp_path / "f.py", tmp_path, "g"), Configured(workers)).rows[0]
    assert (row.fate, row.why) == (Fate.REFUSED, "fails")
    assert "assert 1 == 2" in row.detail


class Configured:
    """Workers that are configured already."""

    def __init__(self, workers):
        self.facts, self.worker = workers.facts, workers.worker

    def configure(self, *_args):
        pass


@pytest.fixture
def request_of(tmp_path):
    def make(**changes):
        suite, solution = tmp_path / "test_f.py", tmp_path / "f.py"
        suite.write_text("import f\n")
        solution.write_text("x = 1\n")
        return Request(**{"suite": suite, "solution": solution, "out": tmp_path, "identity": "hw", **changes})

    return make


def test_the_solution_is_a_python_file(request_of, tmp_path):
    with pytest.raises(UsageError, match="not a Python file"):
        refuse_if_wrong(request_of(solution=tmp_path / "f.txt"))


def test_a_folder_that_is_there_is_not_written_over(request_of, tmp_path):
    (tmp_path / "hw").mkdir()
    with pytest.raises(UsageError, match="exists already"):
        refuse_if_wrong(request_of())


def test_a_suite_has_python_files(request_of, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no Python file"):
        refuse_if_wrong(request_of(suite=tmp_path / "empty"))


def test_an_id_is_one(request_of):
    with pytest.raises(UsageError, match="not an id"):
        refuse_if_wrong(request_of(identity="HW 1"))
