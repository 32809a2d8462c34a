"""What is private and what is public of an assignment."""

import pytest
from support.tiny import REFERENCE, write

from autograder import loading
from autograder.packagers.leaks import scan
from autograder.packagers.secrets import Secrets
from autograder.packagers.sources import BARRIER, bodies, secrets, without_imports

LONG = "a = b + c * d - e / f + g * h - i\n"


@pytest.fixture
def folder(tmp_path):
    folder = write(tmp_path)
    (folder / "solution" / "rnn.py").write_text(f"def double(x):\n    {LONG}", encoding="utf-8")
    (folder / "mistakes").mkdir()
    (folder / "mistakes" / "r01.py").write_text(
        "def total(x):\n    " + LONG.replace("+", "-"), encoding="utf-8"
    )
    return folder


def leaked(text: str, known: Secrets) -> set[str]:
    return {leak.source.file for leak in scan({"x": text.encode()}, known) if leak.source}


def test_the_four_private_folders_and_the_reference_are_private(folder):
    known = secrets([loading.load(folder)])
    assert {source.file for source in known.private} == {
        "assignments/tiny/tests/private/test_it.py",
        "assignments/tiny/tests/private/test_other.py",
        "assignments/tiny/solution/rnn.py",
        "assignments/tiny/mistakes/r01.py",
        "book/__init__.py",
    }
    assert leaked(LONG, known) == {"assignments/tiny/solution/rnn.py"}


def test_a_reference_that_two_assignments_share_is_read_once(folder):
    loaded = loading.load(folder)
    assert len(secrets([loaded, loaded]).private) == len(secrets([loaded]).private)


def test_a_released_solution_is_public_and_nothing_else_is(folder):
    known = secrets([loading.load(folder)], released=["tiny"])
    assert leaked(LONG, known) == set()
    assert leaked(LONG.replace("+", "-"), known) == {"assignments/tiny/mistakes/r01.py"}


@pytest.mark.parametrize("place", ["tests/public/data.txt", "handout.en.md"])
def test_what_is_published_elsewhere_is_no_secret(folder, place):
    for name in {place, place.replace(".en.", ".ar.")}:
        (folder / name).write_text(f"# Title\n\n{LONG}", encoding="utf-8")
    assert leaked(LONG, secrets([loading.load(folder)])) == set()


def test_keys_are_passed_on():
    assert secrets([], keys=(b"key",)).keys == (b"key",)


def test_bodies_are_what_stands_below_a_signature_and_its_docstring():
    source = (
        "import a\nX = 1\n\n\ndef f(x):\n"
        '    """Say.\n\n    More.\n    """\n    # why\n    return x\n\n\ndef g(): return 2\n\n\n'
        'class C:\n    y = 3\n\n    def h(self):\n        """Only this."""\n'
    )
    kept = {n: line for n, line in enumerate(bodies(source).splitlines(), 1) if line}
    assert kept == {11: "    return x", 14: "def g(): return 2", 21: '        """Only this."""'}


def test_bodies_of_the_tiny_reference():
    assert bodies(REFERENCE).split() == ["return", "2", "*", "x", "return", "np.sum(x,", "axis=-1)"]


def test_imports_become_barriers_and_lines_stay():
    source = "import a; x = 'é'; from b import (\n    c,\n    d,\n)\ny = 1\n"
    mark = BARRIER.decode()
    assert without_imports(source) == f"{mark}; x = 'é'; {mark}\n\n\n\ny = 1\n"
    assert without_imports("no Python (") == "no Python ("
