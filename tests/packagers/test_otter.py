"""The zips for Otter and the plugin beside it, without a run of Otter: what they hold, do and say."""

import json
import runpy
import subprocess
import sys
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from support.tiny import write

from autograder import loading
from autograder.errors import GraderError, UsageError
from autograder.manifest import verify
from autograder.model.assignment import Visibility
from autograder.packagers import grading
from autograder.packagers.otter import settings
from autograder.packagers.otter.carried import ALWAYS, BONUS, HIDDEN, lost
from autograder.packagers.otter.notebook import otter_notebook
from autograder.packagers.otter.pack import OTTER, contents, pack_otter
from autograder.packagers.otter.sheets import sheets
from autograder.packagers.otter.student import contents as bundle
from autograder.packagers.otter.tests import graded_tests, own_tests
from autograder.packagers.otter.words import said, said_of, said_of_all
from autograder.secret import Secret

CHECKOUT = Path(__file__).parents[2]
OWN = Secret(b"a secret of somebody's own")
PACK = "files/autograder_pack/"


@pytest.fixture
def assignment(tmp_path):
    return loading.load(write(tmp_path))


@pytest.fixture(scope="module")
def a1():
    return loading.load(CHECKOUT / "assignments" / "a1_rnn")


def with_checks(assignment, **changes):
    """Return an assignment whose first check is changed."""
    first, *others = assignment.parts
    check, *more = first.checks
    return replace(assignment, parts=(replace(first, checks=(replace(check, **changes), *more)), *others))


# ---------------------------------------------------------------------------------- what it holds


def test_what_grades_is_below_files_where_otters_image_takes_it_along(assignment):
    names = {name for name in contents(assignment, b"s") if not name.startswith(f"{PACK}engine/")}
    assert names == {
        "README.md",
        "setup.sh",
        "run_autograder",
        "run_otter.py",
        "requirements.txt",
        "environment.yml",
        "otter_config.json",
        *(f"tests/{check.id}.py" for check in assignment.checks),
        f"{PACK}MANIFEST.json",
        f"{PACK}assignments/tiny/assignment.yaml",
        f"{PACK}assignments/tiny/tests/public/test_it.py",
        f"{PACK}assignments/tiny/tests/private/test_it.py",
        f"{PACK}assignments/tiny/tests/private/test_other.py",
        f"{PACK}assignments/hints.yaml",
        f"{PACK}book/__init__.py",
        f"{PACK}secret",
    }


def test_its_manifest_vouches_for_what_grades(assignment, tmp_path):
    with zipfile.ZipFile(pack_otter(assignment, OWN, tmp_path / "out")) as archive:
        archive.extractall(tmp_path / "source")
    folder = tmp_path / "source" / PACK
    assert verify(folder) == ()
    (folder / "secret").write_bytes(b"another secret, of a student")
    with pytest.raises(GraderError, match="secret is not the file that was packed"):
        grading.refuse_damage(folder)


def test_packed_twice_it_is_the_same_bytes(assignment, tmp_path):
    once, twice = (pack_otter(assignment, OWN, tmp_path / name).read_bytes() for name in "ab")
    assert once == twice


def test_only_its_owner_can_read_it_and_its_scripts_can_be_run(assignment, tmp_path):
    path = pack_otter(assignment, OWN, tmp_path)
    assert path.name == "tiny-otter.zip"
    assert path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(path) as archive:
        run = {member.filename for member in archive.infolist() if member.external_attr >> 16 & 0o100}
    assert run == {"setup.sh", "run_autograder"}


def test_the_sample_secret_is_refused_but_for_a_demo(a1, tmp_path):
    sample = Secret((a1.folder.parent / "sample_secret.txt").read_bytes().strip(), sample=True)
    with pytest.raises(UsageError, match="known to everybody"):
        pack_otter(a1, sample, tmp_path)
    assert pack_otter(a1, sample, tmp_path, demo=True).is_file()


def test_a_test_file_holds_a_name_and_points_and_fails_whoever_asks_it(assignment):
    for check in assignment.checks:
        text = graded_tests(assignment)[f"tests/{check.id}.py"].decode("ascii")
        assert f"name = {check.id!r}" in text
        assert f"points={float(check.points)}" in text
        assert 'raise RuntimeError("not graded' in text
        assert "autograder" not in text


def test_otter_and_what_grading_needs_are_pinned(assignment):
    files = contents(assignment, b"s")
    pins = files["requirements.txt"].decode().splitlines()
    assert pins[0] == f"otter-grader[grading]=={OTTER}"
    assert all("==" in pin for pin in pins)
    *conda, pip = yaml.safe_load(files["environment.yml"])["dependencies"]
    assert conda == ["python=3.11", "pip"]
    assert pip == {"pip": pins}


def test_a_shell_reads_the_scripts(assignment, tmp_path):
    for name in ("setup.sh", "run_autograder"):
        (tmp_path / name).write_bytes(contents(assignment, b"s")[name])
        subprocess.run(["/bin/sh", "-n", tmp_path / name], check=True)


def test_the_readme_says_what_otter_cannot_carry(assignment):
    text = contents(assignment, b"s")["README.md"].decode()
    for what, becomes in lost(assignment):
        assert f"| {what} | {becomes} |" in text
    assert "otter run rnn.ipynb -a tiny-otter.zip" in text


def test_bonus_and_hidden_checks_are_told_of_where_there_are_some(assignment):
    assert not {HIDDEN, BONUS} & set(lost(assignment))
    assert HIDDEN in lost(with_checks(assignment, visibility=Visibility.HIDDEN))
    assert BONUS in lost(with_checks(assignment, bonus=True))


# ---------------------------------------------------------------------------- otter_config.json


def config(assignment):
    return json.loads(settings.otter_config(assignment))


def test_the_config_names_the_plugin_and_tells_it_what_follows_from_the_assignment(a1):
    (plugin,) = config(a1)["plugins"]
    assert plugin == {
        "autograder.packagers.otter.plugin.SandboxPlugin": {
            "assignment": "a1_rnn",
            "language": "both",
            "seconds": 360.0,
        }
    }
    (given,) = plugin.values()
    assert settings.read(given) == grading.settings(a1)


@pytest.mark.parametrize("change", [{"language": "fr"}, {"seconds": "soon"}, {"assignment": None}], ids=str)
def test_a_config_that_is_not_ours_is_refused(a1, change):
    (given,) = config(a1)["plugins"][0].values()
    with pytest.raises(UsageError, match=r"otter_config.json: .* needs `assignment`"):
        settings.read({**given, **change})


def test_a_full_mark_is_the_assignments(a1, assignment):
    assert config(a1)["points_possible"] == 16.0
    bonus = with_checks(assignment, bonus=True)
    assert config(bonus)["points_possible"] == float(bonus.points) < float(assignment.points)
    assert b"points=0.0" in graded_tests(bonus)[f"tests/{bonus.checks[0].id}.py"]


@pytest.mark.parametrize(
    ("visibility", "later", "summary"),
    [
        (Visibility.VISIBLE, True, False),
        (Visibility.AFTER_DUE_DATE, True, True),
        (Visibility.AFTER_PUBLISHED, True, True),
        (Visibility.HIDDEN, False, True),
    ],
)
def test_visibility_is_carried_as_far_as_otter_knows_it(assignment, visibility, later, summary):
    changed = with_checks(assignment, visibility=visibility)
    told = config(changed)
    assert (told["show_hidden"], told["force_public_test_summary"]) == (later, summary)
    assert (told["show_all_public"], told["show_stdout"], told["pdf"]) == (True, False, False)
    hidden = visibility is not Visibility.VISIBLE
    assert f"hidden={hidden}".encode() in graded_tests(changed)[f"tests/{changed.checks[0].id}.py"]


def handed_to_otter(assignment, root, monkeypatch):
    """Run the container's script; return what lies at the top of the submission when Otter is called."""
    seen = []
    otter = SimpleNamespace(
        main=lambda _root: seen.extend(sorted(p.name for p in top.iterdir() if p.is_file()))
    )
    for name in ("otter", "otter.run", "otter.run.run_autograder"):
        monkeypatch.setitem(sys.modules, name, otter)
    (root / "run_otter.py").write_bytes(contents(assignment, b"s")["run_otter.py"])
    monkeypatch.setattr(sys, "argv", ["run_otter.py", str(root)])
    top = root / "submission"
    runpy.run_path(str(root / "run_otter.py"), run_name="__main__")
    return seen


def test_in_a_container_otter_finds_one_python_file(assignment, tmp_path, monkeypatch):
    (tmp_path / "submission").mkdir()
    for name in ("rnn.py", "forecaster.py", "answers.yaml"):
        (tmp_path / "submission" / name).write_text(name, encoding="utf-8")
    assert handed_to_otter(assignment, tmp_path, monkeypatch) == ["answers.yaml", "forecaster.py"]
    (moved,) = tmp_path.glob("submission/more-*/*")
    assert moved.read_text("utf-8") == "rnn.py"


def test_in_a_container_files_beside_a_notebook_stay(assignment, tmp_path, monkeypatch):
    (tmp_path / "submission").mkdir()
    for name in ("rnn.ipynb", "a.py", "b.py"):
        (tmp_path / "submission" / name).touch()
    assert handed_to_otter(assignment, tmp_path, monkeypatch) == ["a.py", "b.py", "rnn.ipynb"]


# --------------------------------------------------------------------------------- what students get


@pytest.mark.slow
def test_students_get_the_bundle_with_otters_notebook_and_a_test_for_each_public_check(a1):
    files = bundle(a1)
    assert {name for name in files if name.startswith("tests/a1")} == set(own_tests(a1))
    assert len(own_tests(a1)) == 11
    assert {"check.py", "submit.py", "rnn.py", "tests/public/test_helpers.py"} <= set(files)
    assert b"grader.check" in files["README.md"]
    manifest = json.loads(files["MANIFEST.json"])
    assert (manifest["kind"], set(manifest["files"])) == ("otter-student", set(files) - {"MANIFEST.json"})


def test_each_public_check_has_a_cell_below_the_functions_of_its_section(a1):
    starter = (CHECKOUT / "student_template" / "a1_rnn" / "rnn.ipynb").read_text("utf-8")
    cells = [cell["id"] for cell in json.loads(otter_notebook(starter, a1, "rnn.ipynb"))["cells"]]
    order = (
        "imports",
        "grader",
        "one_hot",
        "softmax",
        "a1-one_hot-rows",
        "section-one-step",
        "rnn_cell_forward",
    )
    assert [cell for cell in cells if cell in order] == list(order)
    assert cells[-2:] == ["check-all", "export"]
    assert not [cell for cell in cells if cell.startswith("check-") and cell != "check-all"]


def test_a_check_of_a_section_without_functions_has_its_cell_at_the_end(a1):
    starter = (CHECKOUT / "student_template" / "a1_rnn" / "rnn.ipynb").read_text("utf-8")
    moved = with_checks(a1, section="hand-in")
    cells = [cell["id"] for cell in json.loads(otter_notebook(starter, moved, "rnn.ipynb"))["cells"]]
    assert cells[-3:] == ["a1-one_hot-rows", "check-all", "export"]


def test_the_sheets_that_are_there_are_handed_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert sheets() == []
    (tmp_path / "answers.yaml").touch()
    assert sheets() == ["answers.yaml"]


# --------------------------------------------------------------------------------------------- words


def test_a_check_is_said_in_plain_text_in_each_language(report):
    text = said_of(report, ("en", "ar"))["a1.cell_forward.state"]
    assert "a_next from rnn_cell_forward" in text
    assert "\u2067✗ لم ينجح" in text
    assert not {"<", "`", "&"} & set(text)


def test_what_is_said_of_a_private_check_holds_no_value(report):
    text = "".join(said_of(report, ("en", "ar")).values())
    assert "0.123" not in text.replace(said_of(report, ("en",))["a1.softmax.rows"], "")
    assert "seed 12345" not in text
    assert "KeyError" not in text


def test_the_whole_is_said_without_the_checks_that_are_kept_back(report):
    text = said_of_all(report, ("en",))
    assert text.startswith("A recurrent network from scratch\n")
    assert "A check that is not shown" not in text
    assert "not shown yet" in text


def test_a_sentence_is_said_in_each_language():
    english, arabic = said("unfinished", ("en", "ar")).split("\n")
    assert english.startswith("Grading did not finish")
    assert arabic.startswith("\u2067لم يكتمل التصحيح")


# ----------------------------------------------------------------------------------------- grading


@pytest.fixture
def job(assignment, tmp_path):
    """Give an unpacked pack whose engine does what a test writes into it."""
    files = grading_files(assignment)
    for name, content in files.items():
        path = tmp_path / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return grading.Job(tmp_path / "pack", tmp_path / "handed_in", tmp_path / "reports", ("s1", "s2"))


def grading_files(assignment):
    from autograder.packagers.otter.pack import grading as packed

    return packed(assignment, OWN.value, None)


def engine(job, text):
    """Put another engine into the pack."""
    (job.pack / "engine" / "autograder" / "__main__.py").write_text(text, encoding="utf-8")


@pytest.fixture
def unchecked(monkeypatch):
    monkeypatch.setattr(grading, "refuse_damage", lambda _pack: None)


LISTENING = """
import json, os, pathlib, sys
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
said = {name: value for name, value in os.environ.items() if name.startswith(("PYTHON", "AUTOGRADER"))}
facts = [sys.argv[1:], os.getcwd(), said]
(out / "facts.json").write_text(json.dumps(facts))
(out / "report.json").write_text("{}")
"""


@pytest.mark.usefixtures("unchecked")
def test_the_packs_own_engine_grades_with_nothing_of_the_environment(job, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_COURSE", "another course")
    monkeypatch.setenv("PYTHONPATH", "another engine")
    engine(job, LISTENING)
    with pytest.raises(UsageError, match="version"):
        grading.grade(job, grading.Settings("tiny", "en", 20))
    arguments, folder, environment = json.loads((job.reports / "facts.json").read_text())
    assert arguments == [
        *("grade", "--out", str(job.reports), "--secret-file", str(job.pack / "secret")),
        *("--student-id", "s1", "--student-id", "s2"),
        *(str(job.pack / "assignments" / "tiny"), str(job.submission)),
    ]
    assert (folder, environment) == (str(job.pack / "engine"), {"PYTHONUTF8": "1"})
    assert job.reports.stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("unchecked")
def test_grading_that_fails_says_why_on_standard_error(job, capfd):
    engine(job, "import sys; sys.exit('no sandbox')")
    with pytest.raises(GraderError, match="grading failed with status 1"):
        grading.grade(job, grading.Settings("tiny", "en", 20))
    assert capfd.readouterr().err == "no sandbox\n"


@pytest.mark.usefixtures("unchecked")
def test_grading_that_takes_too_long_is_stopped(job):
    engine(job, "import time; time.sleep(60)")
    with pytest.raises(GraderError, match=r"stopped after 0\.5 seconds"):
        grading.grade(job, grading.Settings("tiny", "en", 0.5))


# ------------------------------------------------------------------------------------------ the plugin


@pytest.fixture
def plugins():
    pytest.importorskip("otter", reason="needs Otter")
    from autograder.packagers.otter import plugin

    return plugin


@pytest.fixture
def place(tmp_path):
    """Give a working folder as Otter leaves it: its own files, the pack's copy, what was handed in."""
    folder = tmp_path / "submission"
    for name in (
        "tests/a.py",
        "__init__.py",
        "autograder_pack/secret",
        "rnn.ipynb",
        "dill.py",
        ".OTTER_LOG",
        "a/b.py",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_everything_but_otters_own_is_taken_out_of_the_working_folder(plugins, place, tmp_path):
    taken = plugins.take(place / "rnn.ipynb", tmp_path / "handed_in")
    assert files(place) == {"tests/a.py", "__init__.py", "rnn.ipynb"}
    assert files(taken) == {"rnn.ipynb", "dill.py", ".OTTER_LOG", "a/b.py"}
    assert json.loads((place / "rnn.ipynb").read_text())["cells"] == []
    assert (taken / "rnn.ipynb").read_text() == "rnn.ipynb"
    assert taken.stat().st_mode & 0o777 == 0o700


def test_a_file_leaves_an_empty_file(plugins, tmp_path):
    (tmp_path / "submission").mkdir()
    script = tmp_path / "submission" / "rnn.py"
    script.write_text("raise SystemExit", encoding="utf-8")
    plugins.take(script, tmp_path / "handed_in")
    assert script.read_text() == ""


def test_what_a_student_puts_in_the_packs_place_is_removed(plugins, place, tmp_path):
    plugins.remove(place / "autograder_pack")
    (place / "autograder_pack").symlink_to(tmp_path)
    plugins.take(place / "rnn.ipynb", tmp_path / "handed_in")
    assert tmp_path.is_dir()
    assert not (place / "autograder_pack").is_symlink()


@pytest.fixture
def plugin(plugins, place):
    path = place / "rnn.ipynb"
    return plugins.SandboxPlugin(str(path), {}, {"assignment": "a1_rnn", "language": "en", "seconds": 20})


def test_grading_that_fails_is_otters_error_with_a_sentence_for_students(plugins, plugin, monkeypatch):
    def fail(*_):
        message = "a private fact"
        raise GraderError(message)

    monkeypatch.setattr(plugins, "grade", fail)
    with pytest.raises(plugins.OtterRuntimeError, match=r"(?s)Grading did not finish.*لم يكتمل") as caught:
        plugin.before_grading(None)
    assert "private" not in str(caught.value)
    assert isinstance(caught.value.__cause__, GraderError)


def test_it_grades_with_the_pack_that_otter_unpacked_outside_the_working_folder(
    plugins, plugin, place, monkeypatch
):
    asked = []
    monkeypatch.setattr(plugins, "grade", lambda *arguments: asked.append(arguments))
    plugin.before_grading(None)
    root = place.parent
    pack = root / "source" / "files" / "autograder_pack"
    assert asked == [
        (
            grading.Job(pack, root / "handed_in", root / "reports"),
            grading.Settings("a1_rnn", "en", 20.0),
        )
    ]


def test_the_kernel_gets_nothing_to_run(plugin):
    assert plugin.before_execution(object()).cells == []


@pytest.fixture
def results(report):
    """Give Otter's results as its kernel writes them: every test failed."""
    otter = pytest.importorskip("otter.test_files", reason="needs Otter")
    from otter.test_files.abstract_test import TestCaseResult
    from otter.test_files.exception_test import ExceptionTestFile

    written = []
    for grade in reversed(report.checks):
        case = otter.TestCase(
            "title", None, hidden=False, points=1.0, success_message=None, failure_message=None
        )
        file = ExceptionTestFile(grade.check.id, f"tests/{grade.check.id}.py", [case])
        file.test_case_results = [TestCaseResult(case, "not graded", passed=False)]
        written.append(file)
    return otter.GradingResults(written)


def test_otter_is_told_points_words_and_order(plugin, report, results):
    plugin.report = report
    plugin.after_grading(results)
    assert list(results.results) == [grade.check.id for grade in report.checks]
    assert {name: Fraction(results.get_score(name)).limit_denominator(100) for name in results.results} == {
        grade.check.id: grade.score for grade in report.checks
    }
    for grade in report.checks:
        (case,) = results.get_result(grade.check.id).test_case_results
        assert case.passed == (grade.outcome.status.value == "passed")
    failed = results.get_result("a1.cell_forward.state").summary()
    assert "a_next from rnn_cell_forward" in failed
    assert results.output == said_of_all(report, ("en",))


def test_of_a_check_that_passed_only_what_is_remarkable_is_said(plugin, report, results):
    plugin.report = report
    plugin.after_grading(results)
    assert (
        results.get_result("a1.one_hot.rows").summary() == "a1.one_hot.rows results: All test cases passed!"
    )
    assert "1 of 1 point" in results.get_result("a1.forward.states").summary()


def test_results_of_other_tests_are_an_error(plugins, plugin, report, results):
    plugin.report = report
    del results.results["a1.forward.states"]
    with pytest.raises(plugins.OtterRuntimeError, match="Grading did not finish"):
        plugin.after_grading(results)


def test_staff_read_what_waits_for_them_and_nothing_private(plugin, report):
    plugin.report = report
    text = plugin.generate_report()
    assert "needs_review: id_mismatch" in text
    assert "pending: a1.backward.dWax" in text
    assert "KeyError" not in text


def test_a_student_is_known_by_what_the_platform_says(plugins):
    users = [{"id": 12, "email": "a@b.c", "sid": "s1", "name": "A"}, {"id": 13, "email": "", "sid": None}]
    assert plugins.known_by({"users": users}) == ("s1", "a@b.c", "12", "13")
    assert plugins.known_by({}) == ()


@pytest.mark.slow
def test_the_command_writes_both_zips_and_says_which_is_for_whom(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "pack", "otter", "a1_rnn", "--demo", "--out", tmp_path],
        cwd=CHECKOUT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert {path.name for path in tmp_path.iterdir()} == {"a1_rnn-otter.zip", "a1_rnn-otter-student.zip"}
    assert "keep it and its README from students" in done.stderr
    assert done.stderr.rstrip().endswith(
        "this one is for students: searched for what is private, nothing found"
    )


def test_the_guide_has_every_line_of_what_otter_cannot_carry():
    guide = (CHECKOUT / "docs" / "otter.md").read_text("utf-8")
    for what, becomes in (*ALWAYS, HIDDEN, BONUS):
        assert f"| {what} | {becomes} |" in guide
