"""tools/raises.py tells a raise that no test reached from one that is reached or excused."""

import importlib.util
import sys
from pathlib import Path

import pytest
from coverage import CoverageData

TOOL = Path(__file__).parents[2] / "tools" / "raises.py"
SOURCE = """\
def f(x):
    if x:
        raise ValueError
    raise TypeError(  # untested: nobody calls it
        "x"
    )
"""


def load_tool():
    """Load the script as a module."""
    spec = importlib.util.spec_from_file_location("raises", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a project of one file."""
    (tmp_path / "autograder").mkdir()
    (tmp_path / "autograder" / "f.py").write_text(SOURCE)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "autograder" / "f.py"


def record(path: Path, lines: list[int]) -> None:
    """Write coverage data as if these lines had run."""
    data = CoverageData()
    data.add_lines({str(path): lines})
    data.write()


def test_an_unreached_raise_is_listed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record(project, [1, 2])
    assert load_tool().main() == 1
    assert capsys.readouterr().out == f"{Path('autograder/f.py')}:3: raise ValueError\n"


def test_a_reached_or_excused_raise_is_not(project: Path) -> None:
    record(project, [1, 2, 3])
    assert load_tool().main() == 0


def test_a_file_no_test_loaded_is_listed(project: Path) -> None:
    record(Path(sys.executable), [1])
    assert project.exists()
    assert load_tool().main() == 1
