"""`check()` reads the cells of the session it is called in, and never runs them itself."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from support.tiny import DOUBLE, RIGHT, SHAPE, Tiny, write

import autograder
from autograder.model.finding import finding
from autograder.model.outcome import Status
from autograder.notebook import CheckError, Feedback, NotPassedError, check, in_cell

IMPORTS, DOUBLING, TOTALLING = RIGHT.split("\n\n\n")
RAISING = "def double(x):\n    y = x\n    return y.nothing"
Ran = Callable[..., None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the tiny assignment and go there."""
    written = write(tmp_path)
    monkeypatch.chdir(written)
    return written


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Ran:
    """Pretend that this process is a session in which these cells ran."""

    def session(*sources: str) -> None:
        entries = [(1, number, source) for number, source in enumerate(sources, 1)]
        shell = SimpleNamespace(history_manager=SimpleNamespace(get_range=lambda: entries))
        monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))

    return session


def status(feedback: Feedback) -> Status:
    (grade,) = feedback.report.checks
    assert grade.check.id == SHAPE.id
    return grade.outcome.status


@pytest.mark.usefixtures("folder")
def test_the_last_definition_that_ran_is_checked(ran: Ran) -> None:
    ran(IMPORTS, RAISING, "double(1)")
    assert status(check()) is Status.ERRORED
    ran(IMPORTS, RAISING, "double(1)", DOUBLING, "from autograder import check\ncheck()")
    assert status(check()) is Status.PASSED


@pytest.mark.usefixtures("folder")
def test_feedback_passes_when_every_check_does(ran: Ran) -> None:
    ran(IMPORTS, RAISING)
    assert not check().passed
    ran(IMPORTS, DOUBLING)
    assert check().passed


def test_what_must_pass_is_shown_and_raises_unless_it_does(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "wrong.py").write_text(f"{IMPORTS}\n{RAISING}\n", encoding="utf-8")
    with pytest.raises(NotPassedError, match=f"^{SHAPE.id}$") as raised:
        check(path=folder / "wrong.py").must_pass()
    assert raised.value._render_traceback_() == [f"NotPassedError: {SHAPE.id}"]
    (folder / "right.py").write_text(RIGHT, encoding="utf-8")
    check(path=folder / "right.py").must_pass()
    assert capsys.readouterr().out.count(f"Check {SHAPE.id}") == 2


@pytest.mark.usefixtures("folder")
def test_a_finding_names_the_cell_and_its_line(ran: Ran) -> None:
    ran(IMPORTS, "double = 1", RAISING, "double(1)")
    (raised,) = check().report.checks[0].outcome.findings
    assert (raised.params["file"], raised.params["line"]) == ("In[3]", 3)


@pytest.mark.usefixtures("folder")
def test_notes_name_cells_too(ran: Ran) -> None:
    ran("import os", DOUBLING)
    (note,) = check().report.notes
    assert (note.code, note.params["file"], note.params["line"]) == ("import_not_allowed", "In[1]", 1)


@pytest.mark.usefixtures("folder")
def test_nothing_of_the_session_runs_in_this_process(ran: Ran, tmp_path: Path) -> None:
    touch = f"import pathlib\npathlib.Path({str(tmp_path / 'ran')!r}).touch()"
    ran(touch, f"def double(x):\n    {touch.splitlines()[1]}\n    return x", "double(1)")
    check()
    assert not (tmp_path / "ran").exists()


@pytest.mark.usefixtures("folder")
def test_a_path_is_checked_instead_of_the_cells(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(RIGHT, encoding="utf-8")
    assert status(check(path=tmp_path / "mine.py")) is Status.PASSED


def test_an_assignment_can_be_named_from_anywhere(
    folder: Path, ran: Ran, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran(RIGHT)
    assert status(check(folder)) is Status.PASSED
    assert status(check(str(folder))) is Status.PASSED


@pytest.mark.parametrize("only", [SHAPE.id, [SHAPE.id]])
def test_checks_can_be_named(tmp_path: Path, ran: Ran, only: str | list[str]) -> None:
    folder = write(tmp_path, [SHAPE, Tiny("t.total.shape")])
    ran(RIGHT)
    assert [grade.check.id for grade in check(folder, only=only).report.checks] == [SHAPE.id]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("lang", "shown", "absent"),
    [(None, ("Tiny", "صغير"), ()), ("both", ("Tiny", "صغير"), ()), ("ar", ("صغير",), ("Tiny",))],
)
def test_feedback_is_text_and_html_in_the_languages_asked_for(
    ran: Ran, lang: str | None, shown: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    ran(RIGHT)
    feedback = check(lang=lang)
    for written in (repr(feedback), feedback._repr_html_()):
        assert all(word in written for word in shown)
        assert not any(word in written for word in absent)
    assert "<html" not in feedback._repr_html_()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("cells", "arguments", "message"),
    [
        ([], {}, "No cell that ran in this session defines a function"),
        (["x = 1"], {}, "No cell that ran in this session defines a function"),
        ([RIGHT], {"lang": "fr"}, "lang is 'fr'"),
        ([RIGHT], {"only": DOUBLE.id}, "no public check"),
        ([RIGHT], {"path": "nothing.py"}, "no file or folder"),
        ([RIGHT], {"assignment": "a9"}, "no assignment"),
    ],
)
def test_what_cannot_be_checked_is_said_without_a_traceback(
    ran: Ran, cells: list[str], arguments: dict[str, str], message: str
) -> None:
    ran(*cells)
    with pytest.raises(CheckError, match=message) as refused:
        check(**arguments)
    assert refused.value._render_traceback_() == str(refused.value).splitlines()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("module", [None, SimpleNamespace(get_ipython=lambda: None)])
def test_without_a_session_a_path_is_asked_for(monkeypatch: pytest.MonkeyPatch, module: object) -> None:
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    if module:
        monkeypatch.setitem(sys.modules, "IPython", module)
    with pytest.raises(CheckError, match=r'This is not a notebook.*`check\(path="rnn\.py"\)`'):
        check()


def test_a_traceback_names_the_cells_it_went_through(ran: Ran, folder: Path) -> None:
    ran("def inner(x):\n\n    return x.nothing", "def double(x):\n    return inner(x)")
    traces = [
        f.params["trace"] for f in check(folder).report.checks[0].outcome.findings if "trace" in f.params
    ]
    assert traces == ["double (In[2], 2) > inner (In[1], 3)"]


def test_a_line_of_another_file_stays() -> None:
    other = finding("raised", function="f", line=3, file="helpers.py")
    assert in_cell(other, ["rnn.py"], []) == other


def test_the_package_offers_check_and_nothing_else() -> None:
    assert autograder.check is check
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        autograder.chek  # noqa: B018


def test_to_import_the_package_costs_nothing() -> None:
    code = "import sys, autograder; print([m for m in sys.modules if m.startswith(('autograder', 'numpy'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['autograder']"
