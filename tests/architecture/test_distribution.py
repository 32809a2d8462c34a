"""What a student can install holds the engine, all of it, and no answer."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
LONG = 40
"""A line of code of this many characters is nobody's by chance."""

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


def code_lines(folder: Path) -> set[bytes]:
    """Return the long lines of a folder's Python files, without comments and imports."""
    lines = (line.strip() for path in folder.rglob("*.py") for line in path.read_bytes().splitlines())
    return {line for line in lines if len(line) >= LONG and not line.startswith((b"#", b"import ", b"from "))}


@pytest.mark.parametrize("secret", ["reference", "assignments"])
def test_no_line_of_an_answer_or_a_suite_is_in_either(secret: str, wheel: Contents, sdist: Contents) -> None:
    lines = code_lines(CHECKOUT / secret)
    assert lines
    everything = set(b"\n".join([*wheel.values(), *sdist.values()]).splitlines())
    assert {line.strip() for line in everything} & lines == set()
