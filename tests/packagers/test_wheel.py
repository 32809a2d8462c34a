"""The wheel is one that pip takes, with the metadata of the installed package."""

import io
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.packagers import checkout
from autograder.packagers import wheel as wheels
from autograder.packagers.wheel import NAME, wheel

PACKAGE = {"autograder/__init__.py": b'"""A package."""\n', "autograder/words.yaml": b"a: b\n"}


def read(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_it_holds_the_package_and_what_is_known_of_it() -> None:
    files = read(wheel(PACKAGE))
    information = {
        name.partition(".dist-info/")[2]: text for name, text in files.items() if "dist-info" in name
    }
    assert set(information) == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    assert "Name: rnn-autograder\n" in information["METADATA"]
    assert "Requires-Dist: numpy" in information["METADATA"]
    assert "Two commands" not in information["METADATA"]
    assert "autograder = autograder.cli:main" in information["entry_points.txt"]
    assert "MIT License" in information["licenses/LICENSE"]
    assert "autograder/words.yaml,sha256=" in information["RECORD"]


def test_it_is_the_same_twice() -> None:
    assert wheel(PACKAGE) == wheel(dict(reversed(PACKAGE.items())))


@pytest.mark.slow
def test_pip_installs_it_and_python_runs_it(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(wheel(checkout.engine()))
    target = tmp_path / "site"
    options = ["--no-index", "--no-deps", "--no-compile", "--quiet", "--target", target]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, tmp_path / NAME], check=True)
    code = "import autograder, sys; print(autograder.__file__, autograder.__version__)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(target)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == [str(target / "autograder" / "__init__.py"), "0.1.0"]
    assert [d.version for d in metadata.distributions(path=[str(target)])] == ["0.1.0"]


@pytest.mark.parametrize("name", ["rnn-autograder", "no-such-distribution"])
def test_without_the_right_metadata_there_is_no_wheel(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(wheels, "DISTRIBUTION", name)
    monkeypatch.setattr(wheels, "__version__", "9.9.9")
    with pytest.raises(UsageError, match=r"9\.9\.9 is not installed"):
        wheel(PACKAGE)
