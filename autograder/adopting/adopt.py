"""Adopt an instructor's suite: the whole story."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder import grading, intake, loading
from autograder.adopting import scan
from autograder.adopting.comparison import Fate, Row, Start, compare
from autograder.adopting.folder import copy_suite, in_order, write
from autograder.adopting.plain import plain_run
from autograder.adopting.student import OwnStudent
from autograder.authoring.new_assignment import SAMPLE_SECRET, checked
from autograder.errors import UsageError
from autograder.model.assignment import Adopted, Assignment, Limits, Part, ScalarType, Signature
from autograder.model.report import GradeReport
from autograder.model.submission import Submission
from autograder.model.text import Text
from autograder.secret import SAMPLE
from autograder.worker.host import Host
from autograder.worker.transport import WorkerTransport
from autograder.worker.watch import Budget

NO_DRAWS = b"nothing is drawn from a secret here"


@dataclass(frozen=True)
class Request:
    """What to adopt: a file or folder of tests and a solution, as the assignment `identity` in `out`.

    With `skip_refused` what cannot run in the sandbox is left out. With `messages` students see what tests
    say.
    """

    suite: Path
    solution: Path
    out: Path
    identity: str
    skip_refused: bool = False
    messages: bool = True

    @property
    def folder(self) -> Path:
        """Where the assignment will be."""
        return self.out / self.identity


@dataclass(frozen=True)
class Adoption:
    """What became of every test, and the grade of the solution; no `report`: nothing was written."""

    rows: tuple[Row, ...]
    report: GradeReport | None = None

    def of(self, fate: Fate) -> tuple[Row, ...]:
        """Return the tests with a fate."""
        return tuple(row for row in self.rows if row.fate is fate)


def adopt(request: Request, workers: Host) -> Adoption:
    """Run the suite on the solution, plainly and in the sandbox, and write what gives the same in both.

    Raises:
        UsageError: the suite or the solution cannot be run, or the folder is there already.
        SandboxError: a worker cannot be started safely.
    """
    refuse_if_wrong(request)
    found = scan.solution(request.solution, scan.names_used(request.suite))
    assignment = draft(request, found)
    workers.configure(assignment.limits, assignment.imports)
    with tempfile.TemporaryDirectory() as place:
        root = Path(place).resolve() / "suite"
        copy_suite(request.suite, root)
        plain = plain_run(root, request.solution)
        submission = intake.read(request.solution, assignment)
        adoption = Adoption(compare(root, plain, starter(assignment, submission, workers)))
    rows = adoption.of(Fate.ADOPTED)
    if not rows or (adoption.of(Fate.REFUSED) and not request.skip_refused):
        return adoption
    write_folder(request, rows, found)
    return Adoption(adoption.rows, solution_grade(request, workers))


def refuse_if_wrong(request: Request) -> None:
    """Look at what was typed before anything runs.

    Raises:
        UsageError: something is missing, is no Python, or is there already.
    """
    checked(request.identity)
    if request.solution.suffix != ".py" or not request.solution.is_file():
        message = f"{request.solution} is not a Python file; --solution is the file as a student hands it in"
        raise UsageError(message)
    if request.folder.exists():
        message = f"{request.folder} exists already; choose another --id or --out"
        raise UsageError(message)
    if not scan.python_files(request.suite):
        message = f"there is no Python file at {request.suite}"
        raise UsageError(message)


def draft(request: Request, found: scan.Solution) -> Assignment:
    """Return the assignment as far as running the suite needs it."""
    name = Text(request.identity, request.identity)
    return Assignment(
        id=request.identity,
        title=name,
        folder=request.folder,
        files=(request.solution.name,),
        parts=(Part("part_1", name, request.solution.name, found.profile, ()),),
        functions={one: Signature(one, (), (("result", ScalarType("any")),)) for one in found.definitions},
        imports=found.imports,
        limits=Limits(),
        suites={},
        adopted=Adopted(found.names, messages=request.messages),
    )


def starter(assignment: Assignment, submission: Submission, workers: Host) -> Start:
    """Return what starts the solution in a worker of its own, asking all of its operators."""
    limits, profile = assignment.limits, assignment.parts[0].profile

    def start() -> OwnStudent:
        transport = WorkerTransport(
            workers.worker(profile), limits, Budget(limits.total_wall, limits.total_cpu)
        )
        return OwnStudent(transport, submission, assignment, assignment.parts[0], operators=None)

    return start


def write_folder(request: Request, rows: Iterable[Row], found: scan.Solution) -> None:
    """Write the assignment, and beside it the sample secret that grading without one of your own asks for."""
    graded = in_order(request.identity, rows)
    write(request.folder, graded, request.suite, request.solution.name, found, messages=request.messages)
    secret = request.out / SAMPLE
    if not secret.exists():
        secret.write_text(SAMPLE_SECRET, encoding="utf-8")


def solution_grade(request: Request, workers: Host) -> GradeReport:
    """Grade the solution with what was written, as any submission is."""
    assignment = loading.load(request.folder)
    return grading.grade(assignment, intake.read(request.solution, assignment), workers, NO_DRAWS)
