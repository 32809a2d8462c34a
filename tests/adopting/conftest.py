"""Sample suites, adopted once, and what grades submissions with them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from support.graded import strong_or_skip

from autograder import intake, loading
from autograder.adopting.adopt import Adoption, Request, adopt
from autograder.grading import grade
from autograder.model.assignment import Limits
from autograder.model.report import GradeReport
from autograder.worker import host

collect_ignore = ["samples"]
SAMPLES = Path(__file__).parent / "samples"
SUITES = {
    "bank": "test_bank.py",
    "layers": "test_layers.py",
    "words": "test_words.py",
    "stack": "stack_tests",
}
QUICK = Limits(call_wall=2.5, call_cpu=0.4, load_wall=2.5, load_cpu=0.5, total_wall=60, total_cpu=30)
Grade = Callable[[str, Path], GradeReport]


@pytest.fixture(scope="session")
def workers() -> Iterator[host.Host]:
    """Make workers for small submissions."""
    made = host.start(strong_or_skip(), QUICK, ("numpy", "math", "random", "collections"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("adopted")


@pytest.fixture(scope="session")
def adopted(out: Path) -> Callable[[str], Adoption]:
    """Adopt a sample suite by its name, once, without what is refused."""

    @cache
    def once(name: str) -> Adoption:
        request = Request(SAMPLES / SUITES[name], SAMPLES / f"{name}.py", out, name, skip_refused=True)
        situation = strong_or_skip()
        with host.hosting(allow_weak=not situation.strong) as made:
            return adopt(request, made)

    return once


@pytest.fixture(scope="session")
def graded(adopted: Callable[[str], Adoption], out: Path, workers: host.Host) -> Grade:
    """Grade a file with a sample suite, once."""

    @cache
    def once(name: str, path: Path) -> GradeReport:
        adopted(name)
        assignment = replace(loading.load(out / name), limits=QUICK)
        return grade(assignment, intake.read(path, assignment), workers, b"a secret of tests")

    return once
