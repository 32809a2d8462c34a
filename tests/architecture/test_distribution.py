"""What a student can install holds the engine, all of it, and no answer."""

import io
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from autograder import loading
from autograder.packagers import checkout
from autograder.packagers.leaks import LeakKind, scan
from autograder.packagers.sources import secrets
from autograder.packagers.wheel import wheel as own_wheel

CHECKOUT = Path(__file__).parents[2]
Contents = dict[str, bytes]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and the sdist of the checkout, without network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--sdist",
        "--wheel",
        "--outdir",
        folder,
        CHECKOUT,
    ]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Contents:
    """Give the wheel's files by name."""
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def sdist(built: Path) -> Contents:
    """Give the sdist's files by name, without its top folder."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        files = [member for member in archive.getmembers() if member.isfile()]
        return {member.name.partition("/")[2]: archive.extractfile(member).read() for member in files}  # type: ignore[union-attr]


def engine_files() -> set[str]:
    paths = (path for path in (CHECKOUT / "autograder").rglob("*") if path.is_file())
    return {path.relative_to(CHECKOUT).as_posix() for path in paths if "__pycache__" not in path.parts}


def test_the_wheel_holds_the_engine_and_nothing_else(wheel: Contents) -> None:
    names = {name for name in wheel if ".dist-info/" not in name}
    assert names == engine_files()


def test_the_wheel_declares_its_command_and_license(wheel: Contents) -> None:
    info = {
        name.partition(".dist-info/")[2]: data.decode()
        for name, data in wheel.items()
        if ".dist-info/" in name
    }
    assert "autograder = autograder.cli:main" in info["entry_points.txt"]
    assert "MIT License" in info["licenses/LICENSE"]
    assert "Requires-Python: <3.14,>=3.10" in info["METADATA"]


def test_the_sdist_holds_the_engine_and_what_building_needs(sdist: Contents) -> None:
    beside = set(sdist) - engine_files()
    assert engine_files() <= set(sdist)
    assert beside == {".gitignore", "LICENSE", "PKG-INFO", "README.md", "pyproject.toml"}


def test_neither_holds_anything_private(built: Path) -> None:
    private = secrets(loading.load_all(CHECKOUT / "assignments"))
    assert [str(leak) for leak in scan(built, private)] == []


def test_a_private_text_in_either_is_found(wheel: Contents, sdist: Contents) -> None:
    private = secrets(loading.load_all(CHECKOUT / "assignments"))
    answer = (CHECKOUT / "assignments" / "a1_rnn" / "solution" / "rnn.py").read_bytes()
    for contents in (wheel, sdist):
        name = "autograder/checks/contract.py"
        (leak, *_) = scan({name: contents[name] + b"\n\n" + answer}, private)
        assert (leak.path, leak.kind) == (name, LeakKind.TEXT)


def test_the_wheel_in_the_student_s_bundle_is_the_same_package(wheel: Contents) -> None:
    with zipfile.ZipFile(io.BytesIO(own_wheel(checkout.engine()))) as archive:
        own = {name: archive.read(name) for name in archive.namelist()}
    generated = {"WHEEL", "RECORD"}
    for name in wheel:
        if name.endswith(".dist-info/METADATA"):
            assert own[name] == wheel[name].partition(b"\n\n")[0] + b"\n"
        elif name.rpartition("/")[2] not in generated:
            assert own[name] == wheel[name]
    assert set(own) == set(wheel)
