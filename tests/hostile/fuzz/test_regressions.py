"""What once broke something does not any more, and no seed of the corpus does."""

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile.fuzz.desk import Desks, desks
from hostile.fuzz.forms import HandedIn
from hostile.fuzz.sources import Deserves
from support.graded import strong_or_skip

HOSTILE = Path(__file__).parents[1]
TARGETS = sorted(path.stem for path in (HOSTILE / "fuzz" / "targets").glob("*.py"))
FILES = [
    path
    for name in TARGETS
    for kind in ("regressions", "fuzz/corpus")
    for path in sorted((HOSTILE / kind / name).glob("*"))
]
SUBMISSIONS = sorted((HOSTILE / "regressions" / "submissions").glob("*/*/*"))
"""In a folder named after the assignment, and one in it named after what they deserve."""


def run(target: str) -> Callable[[bytes], None]:
    return importlib.import_module(f"hostile.fuzz.targets.{target}").one


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_bytes_that_broke_a_target_or_that_fuzzers_start_from_do_no_harm(path: Path) -> None:
    run(path.parent.name)(path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_has_a_corpus(target: str) -> None:
    assert [path for path in FILES if path.parent == HOSTILE / "fuzz" / "corpus" / target]


def test_every_folder_of_regressions_belongs_to_a_target() -> None:
    folders = {path.name for path in (HOSTILE / "regressions").iterdir() if path.is_dir()}
    assert folders <= {*TARGETS, "submissions"}


@pytest.fixture(scope="module")
def opened() -> Iterator[Desks]:
    with desks(strong_or_skip()) as them:
        yield them


@pytest.mark.parametrize("path", SUBMISSIONS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_submission_that_broke_a_law_gets_what_it_deserves(path: Path, opened: Desks) -> None:
    name = path.name.rpartition("-")[2]
    deserves, assignment = path.parent.name, path.parents[1].name
    opened.grade(HandedIn(name, path.read_bytes(), Deserves[deserves.upper()], assignment))
    opened.goes_on(assignment)
