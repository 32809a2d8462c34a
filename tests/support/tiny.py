"""Small assignments written to a folder, their suites given as text, and benches that run them here."""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder import intake, loading
from autograder.model.assignment import Assignment
from autograder.model.outcome import Outcome
from autograder.model.submission import Submission
from autograder.runner.bench import Bench
from autograder.runner.run import run
from autograder.runner.seeds import Seeds
from autograder.worker.transport import DirectTransport

HEAD = "import numpy as np\nimport pytest\nfrom autograder.checks import check, expect\n"
REFERENCE = """\
import numpy as np


def double(x):
    return 2 * x


def total(x):
    return np.sum(x, axis=-1)
"""
RIGHT = """\
import numpy as np


def double(x):
    return x + x


def total(x):
    return np.asarray(x).sum(axis=-1)
"""
STARTER = """\
def double(x):
    raise NotImplementedError


def total(x):
    raise NotImplementedError
"""
FUNCTIONS = {
    "double": {"args": {"x": ["m", "n"]}, "returns": {"y": ["m", "n"]}},
    "total": {"args": {"x": ["m", "n"]}, "returns": {"s": ["m"]}},
}
LIMITS = {
    "call_wall": 2,
    "call_cpu": 1,
    "load_wall": 5,
    "load_cpu": 2,
    "total_wall": 60,
    "total_cpu": 30,
    "memory": 256,
}
SECRET = b"a secret of tests"


@dataclass(frozen=True)
class Tiny:
    """One check: the body of its test, the file and suite the test stands in, what it depends on."""

    id: str
    body: str = "pass"
    suite: str = "public"
    file: str = "test_it.py"
    depends_on: tuple[str, ...] = ()
    points: float = 1


DOUBLE = Tiny("t.double.values", "expect(student.double(X).y, reference.double(X))", "private")
TOTAL = Tiny(
    "t.total.values",
    "x = rng.normal(size=(3, 4))\nexpect(student.total(x).s, reference.total(x))",
    "private",
    "test_other.py",
)
SHAPE = Tiny("t.double.shape", "assert student.double(X).y.array.shape == (2, 3)")
CHECKS = (SHAPE, DOUBLE, TOTAL)
"""Two functions, one public and two private checks."""


def write(
    root: Path,
    checks: Iterable[Tiny] = CHECKS,
    *,
    limits: Mapping[str, float] = {},
    tops: Mapping[str, str] = {},
) -> Path:
    """Write the assignment "tiny" anew under `root` as a checkout has it; return its folder.

    `limits` replaces some limits; `tops` maps a test file to further lines at its top.
    """
    checks = tuple(checks)
    folder = root / "assignments" / "tiny"
    files = {
        root / "book" / "__init__.py": REFERENCE,
        root / "student_template" / "tiny" / "rnn.py": STARTER,
        root / "assignments" / "sample_secret.txt": "only a sample of a secret\n",
        root / "assignments" / "hints.yaml": "{}\n",
        folder / "solution" / "rnn.py": RIGHT,
        folder / "assignment.yaml": json.dumps(manifest(checks, {**LIMITS, **limits})),
    }
    shutil.rmtree(folder, ignore_errors=True)
    for path in {folder / "tests" / tiny.suite / tiny.file for tiny in checks}:
        files[path] = HEAD + "X = np.arange(6.0).reshape(2, 3)\n" + tops.get(path.name, "")
    for number, tiny in enumerate(checks):
        files[folder / "tests" / tiny.suite / tiny.file] += test(tiny, number)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test(tiny: Tiny, number: int) -> str:
    """Write the test of a check, with every fixture its body names."""
    names = [
        name for name in ("student", "reference", "rng", "carry", "stored", "nothing") if name in tiny.body
    ]
    body = tiny.body.replace("\n", "\n    ")
    return f'\n\n@check("{tiny.id}")\ndef test_{number}({", ".join(names)}):\n    {body}\n'


test.__test__ = False  # type: ignore[attr-defined]


def manifest(checks: tuple[Tiny, ...], limits: Mapping[str, float]) -> dict[str, object]:
    """Return assignment.yaml."""
    declared = [
        {
            "id": tiny.id,
            "title": {"en": f"Check {tiny.id}", "ar": "فحص"},
            "points": tiny.points,
            "suite": tiny.suite,
            "depends_on": list(tiny.depends_on),
        }
        for tiny in checks
    ]
    title = {"en": "Tiny", "ar": "صغير"}
    return {
        "id": "tiny",
        "title": title,
        "files": ["rnn.py"],
        "reference": "../../book",
        "hints": "../hints.yaml",
        "imports": ["numpy", "math"],
        "limits": dict(limits),
        "functions": FUNCTIONS,
        "parts": [
            {"id": "all", "title": title, "file": "rnn.py", "profile": "numpy", "checks": declared},
        ],
    }


def read(root: Path, source: str, assignment: Assignment) -> Submission:
    """Read source as handed in under the name "handed_in"."""
    folder = root / "handed_in"
    folder.mkdir(exist_ok=True)
    (folder / "rnn.py").write_text(source, encoding="utf-8")
    return intake.read(folder, assignment)


def bench(
    root: Path, source: str = RIGHT, checks: Iterable[Tiny] = CHECKS, **more: Mapping[str, str]
) -> Bench:
    """Make the bench of a tiny assignment with the submission in this process."""
    assignment = loading.load(write(root, checks, **more))
    submission = read(root, source, assignment)
    return Bench(assignment, submission, lambda _part: DirectTransport(), Seeds(SECRET, submission.sha256))


def outcomes(root: Path, source: str = RIGHT, checks: Iterable[Tiny] = CHECKS) -> dict[str, Outcome]:
    """Run a tiny suite on a submission in this process; return the outcomes in the order they came."""
    return {outcome.check: outcome for outcome in run(bench(root, source, checks))}
