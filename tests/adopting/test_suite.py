"""Tests of either library, run where a suite lies, with nothing left behind."""

import io
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from autograder.adopting import plain, pytests
from autograder.adopting.outline import from_json, outline, to_json
from autograder.adopting.result import Ending
from autograder.adopting.scan import names_used, parsed, reason, solution
from autograder.adopting.suite import Style, Test, imported_anew, module_name, run_all, run_one
from autograder.errors import UsageError

UNITTEST = """\
import unittest
from gradescope_utils.autograder_utils.decorators import weight
import subject


class TestEndings(unittest.TestCase):
    def test_passes(self):
        \"\"\"Passes\"\"\"
        print("seen")

    def test_fails(self):
        self.fail("no")

    @weight(2)
    def test_errors(self):
        subject.f()

    def test_skips(self):
        self.skipTest("later")

    @unittest.expectedFailure
    def test_expected(self):
        self.fail()

    @unittest.expectedFailure
    def test_unexpected(self):
        pass

    def test_subtests(self):
        for i in range(3):
            with self.subTest(i=i):
                if i == 2:
                    raise KeyError(i)
                self.assertEqual(i, 0)


class TestBrokenSetUp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise ValueError("not set up")

    def test_never_begins(self):
        pass


class TestSkippedSetUp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise unittest.SkipTest("no class")

    def test_never_begins(self):
        pass
"""
PYTEST = """\
import pytest
import subject


@pytest.fixture
def three():
    yield 3
    print("cleared")


def test_passes(three):
    print("three")
    assert three == 3


def test_fails(three):
    assert three == 4, "it is not"


def test_errors():
    subject.f()


def test_skips():
    pytest.skip("later")


@pytest.mark.xfail
def test_expected():
    assert False


@pytest.mark.xfail(strict=True)
def test_unexpected():
    pass


@pytest.fixture
def broken():
    raise ValueError("not set up")


def test_never_begins(broken):
    pass
"""


@pytest.fixture
def subject():
    def f():
        message = "from the subject"
        raise RuntimeError(message)

    module = ModuleType("subject")
    module.f = f
    return {"subject": module}


@pytest.fixture
def root(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_unit.py").write_text(UNITTEST)
    (tmp_path / "tests" / "test_pyt.py").write_text(PYTEST)
    return tmp_path


def test_every_test_of_unittest_has_its_ending(root, subject):
    found = {
        t.name.partition(".")[2]: r
        for t, (r, _) in run_all(root, subject).items()
        if t.style is Style.UNITTEST
    }
    assert {name: one.ending.value for name, one in found.items() if name != "test_never_begins"} == {
        "test_passes": "passed",
        "test_fails": "failed",
        "test_errors": "errored",
        "test_skips": "skipped",
        "test_expected": "passed",
        "test_unexpected": "failed",
        "test_subtests": "errored",
    }
    assert [(label, str(error)) for label, error in found["test_subtests"].errors] == [
        ("(i=1)", "1 != 0"),
        ("(i=2)", "2"),
    ]
    assert found["test_passes"].title == "Passes"
    assert found["test_errors"].declared.weight == 2


def test_what_sets_up_a_class_costs_the_class_only(root, subject):
    found = {t.name: r for t, (r, _) in run_all(root, subject).items()}
    broken, skipped = found["TestBrokenSetUp.test_never_begins"], found["TestSkippedSetUp.test_never_begins"]
    assert broken.ending is Ending.ERRORED
    assert str(broken.errors[0][1]) == "not set up"
    assert (skipped.ending, skipped.reason) == (Ending.SKIPPED, "no class")


def test_every_test_of_pytest_has_its_ending(root, subject):
    found = {t.name: r for t, (r, _) in run_all(root, subject).items() if t.style is Style.PYTEST}
    assert {name: one.ending.value for name, one in found.items()} == {
        "test_passes": "passed",
        "test_fails": "failed",
        "test_errors": "errored",
        "test_skips": "skipped",
        "test_expected": "passed",
        "test_unexpected": "failed",
        "test_never_begins": "errored",
    }
    assert "assert 3 == 4" in str(found["test_fails"].errors[0][1])


@pytest.mark.parametrize(
    ("test", "printed"),
    [
        (Test("tests/test_unit.py", "TestEndings.test_passes", Style.UNITTEST), "seen\n"),
        (Test("tests/test_pyt.py", "test_passes", Style.PYTEST), "three\ncleared\n"),
    ],
)
def test_one_test_runs_alone_and_its_output_is_kept(root, subject, test, printed):
    found, output = run_one(root, test, subject)
    assert (found.ending, output) == (Ending.PASSED, printed)


@pytest.mark.parametrize("style", list(Style))
def test_a_test_that_is_not_there_is_not_found(root, subject, style):
    file = "tests/test_unit.py" if style is Style.UNITTEST else "tests/test_pyt.py"
    with pytest.raises(LookupError):
        run_one(root, Test(file, "test_nothing", style), subject)


def test_what_importing_a_file_raises_is_raised(tmp_path):
    (tmp_path / "test_broken.py").write_text("def test_it():\n    pass\n\nraise OSError('gone')\n")
    with pytest.raises(OSError, match="gone"):
        pytests.run(tmp_path, "test_broken.py", "test_it", io.StringIO())


def test_an_interrupted_run_is_interrupted(tmp_path):
    (tmp_path / "test_it.py").write_text("def test_it():\n    raise KeyboardInterrupt\n")
    with pytest.raises(KeyboardInterrupt):
        pytests.run(tmp_path, "test_it.py", "test_it", io.StringIO())


def test_modules_path_and_folder_are_as_before(root, subject, monkeypatch):
    helper = ModuleType("test_unit")
    monkeypatch.setitem(sys.modules, "test_unit", helper)
    before = (sys.path[:], Path.cwd())
    with imported_anew(root, subject):
        assert Path.cwd() == root
        assert "test_unit" not in sys.modules
        assert __import__("test_pyt").subject is subject["subject"]
    assert sys.modules["test_unit"] is helper
    assert (sys.path, Path.cwd()) == before
    assert not {"test_pyt", "gradescope_utils"} & set(sys.modules)


def test_a_file_in_packages_is_imported_by_their_names(tmp_path):
    (tmp_path / "tests" / "deep").mkdir(parents=True)
    assert module_name(tmp_path, "tests/deep/test_it.py") == "test_it"
    for folder in ("tests", "tests/deep"):
        (tmp_path / folder / "__init__.py").touch()
    assert module_name(tmp_path, "tests/deep/test_it.py") == "tests.deep.test_it"


def test_outlines_survive_json(root, subject):
    outlines = {test: outline(one) for test, (one, _) in run_all(root, subject).items()}
    assert from_json(json.loads(json.dumps(to_json(outlines)))) == outlines
    assert any(one.declared.weight == Fraction(2) for one in outlines.values())


def test_a_plain_run_gives_the_outlines(root):
    (root / "subject.py").write_text("def f():\n    return 1\n")
    found = plain.plain_run(root, root / "subject.py")
    assert (
        found[Test("tests/test_unit.py", "TestEndings.test_errors", Style.UNITTEST)].ending is Ending.PASSED
    )


def test_a_plain_run_that_breaks_says_how(root):
    (root / "subject.py").write_text("import no_such_module\n")
    with pytest.raises(UsageError, match="No module named 'no_such_module'"):
        plain.plain_run(root, root / "subject.py")


def test_a_plain_run_has_an_end(root, monkeypatch):
    def run(*_args, **_kwargs):
        command = "python"
        raise subprocess.TimeoutExpired(command, 600)

    monkeypatch.setattr(
        plain, "subprocess", SimpleNamespace(run=run, TimeoutExpired=subprocess.TimeoutExpired)
    )
    with pytest.raises(UsageError, match="600 seconds"):
        plain.plain_run(root, root / "subject.py")


def test_a_solution_is_read_for_what_the_suite_names(tmp_path):
    path = tmp_path / "it.py"
    path.write_text(
        "import torch\nimport helper\nRATE = 1\nOTHER = 2\ndef f(): pass\nclass C: pass\ndef g(): pass\n"
    )
    (tmp_path / "helper.py").touch()
    found = solution(path, frozenset({"RATE", "f", "C"}))
    assert (found.definitions, found.names) == (("f", "C"), ("RATE",))
    assert "torch" in found.imports
    assert "helper" not in found.imports


def test_names_are_those_of_every_file(root):
    assert {"subject", "f", "three", "fail"} <= names_used(root)


def test_what_is_no_python_is_named(tmp_path):
    (tmp_path / "it.py").write_text("def")
    with pytest.raises(UsageError, match=r"it\.py is not Python"):
        parsed(tmp_path / "it.py")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("assert isinstance(x, C)", "isinstance"),
        ("with patch('a.b'): pass", "patch"),
        ("inspect.getsource(f)", "source"),
        ("copy.deepcopy(f)", "pickle"),
        ("assert type(x) == C", "type"),
        ("assert x is y", "identity"),
        ("assert x == y", ""),
    ],
)
def test_the_source_of_a_test_suggests_why_it_differs(tmp_path, body, why):
    (tmp_path / "test_it.py").write_text(f"class TestIt:\n    def test_it(self):\n        {body}\n")
    assert reason(tmp_path, Test("test_it.py", "TestIt::test_it[1]", Style.PYTEST)) == why
