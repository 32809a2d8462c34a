"""A grader under attack: `python arena.py FOLDER CANARIES` grades attacks in one situation.

Orders come on standard input, answers go out on what was standard output, a line of JSON each. What the
engine and the attacks print is kept in a file and searched for canaries like everything that a student sees.
"""

import contextlib
import importlib.util
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[2]
sys.path[:0] = [str(CHECKOUT), str(CHECKOUT / "tests")]

import jsonschema  # noqa: E402 (found through the line above)
import nbformat  # noqa: E402
from hostile import places, vault  # noqa: E402
from hostile.defences import DEFENCES, OF_THE_ZYGOTE  # noqa: E402
from hostile.header import Attack, attack  # noqa: E402
from hostile.measured import GRADE_SECONDS, Measured, leaks  # noqa: E402
from hostile.screens import spoiled  # noqa: E402
from hostile.watcher import Watcher  # noqa: E402

from autograder import intake  # noqa: E402
from autograder.feedback.student import student_view  # noqa: E402
from autograder.grading import grade  # noqa: E402
from autograder.model.assignment import TORCH, Assignment  # noqa: E402
from autograder.model.report import GradeReport  # noqa: E402
from autograder.reports import text  # noqa: E402
from autograder.reports.folder import RESULTS, ReportFolder  # noqa: E402
from autograder.worker import situation  # noqa: E402
from autograder.worker.host import Host, ZygoteHost, start  # noqa: E402
from autograder.worker.layers.kernel import Kernel  # noqa: E402

SCHEMA = json.loads((CHECKOUT / "autograder" / "container" / "results.schema.json").read_text("utf-8"))
STUDENTS = ("feedback.en.html", "feedback.ar.html", RESULTS, "feedback.en.txt", "feedback.ar.txt")
PR_SET_CHILD_SUBREAPER = 36
INHERITED = 20
"""A descriptor that the grader was started with, as by a shell's `20<file`."""
ORPHANED_AFTER = 2.5
"""Seconds in which a grader has started and its first check runs."""

LARGE = 0.1
"""MiB that all reports of a grading together may have for each check."""


def in_torch(assignment: Assignment) -> Assignment:
    """Return an assignment whose parts are all written with PyTorch."""
    parts = tuple(replace(part, profile=TORCH) for part in assignment.parts)
    return replace(assignment, parts=parts, imports=(*assignment.imports, TORCH))


@dataclass
class Arena:
    """One grader with all that is around it."""

    root: Path
    canaries: dict[str, str]
    known: dict[str, Any]
    listeners: places.Listeners
    printed: Path
    hosts: dict[tuple[str, ...], Host] = field(default_factory=dict)
    neighbour: dict[str, dict[str, str]] = field(default_factory=dict)

    def run(self, one: Attack, form: str, drop: list[str]) -> Measured:
        """Grade an attack without the layers and defences in `drop`, then its neighbour."""
        found = situation.detect({**os.environ, situation.DROP: ""})
        layers = tuple(name for name in found.layers if name in drop)
        assignment = self.assignment(one)
        with contextlib.ExitStack() as stack:
            path = self.hand_in(one, form)
            stack.enter_context(inside(path))
            for name in drop:
                if name in DEFENCES:
                    assignment = stack.enter_context(DEFENCES[name](assignment)) or assignment
            anew = tuple(name for name in drop if name in OF_THE_ZYGOTE)
            return self.measure(one, path, assignment, self.workers(found, layers, assignment, anew))

    def assignment(self, one: Attack) -> Assignment:
        """Load the assignment that is attacked."""
        if one.assignment != "vault":
            loaded = vault.load(CHECKOUT / "assignments" / one.assignment)
            seconds = vault.SECONDS if one.within else vault.PATIENCE
            return replace(loaded, limits=replace(loaded.limits, **seconds))
        loaded = vault.load(Path(self.known["assignment"]))
        return in_torch(loaded) if one.torch else loaded

    def workers(
        self,
        found: situation.Situation,
        layers: tuple[str, ...],
        assignment: Assignment,
        anew: tuple[str, ...] = (),
    ) -> Host:
        """Return the grader's source of workers, one for each set of layers; the last few are kept."""
        key = (assignment.id, *assignment.imports, *layers, *anew)
        if key in self.hosts and self.hosts[key].process.poll() is not None:  # type: ignore[attr-defined]
            self.hosts.pop(key)
        if key not in self.hosts:
            if len(self.hosts) > 1:
                self.hosts.pop(next(iter(self.hosts))).close()
            names = ",".join(layers)
            wanted = situation.detect({**os.environ, situation.DROP: names}) if names else found
            self.hosts[key] = start(wanted, assignment.limits, assignment.imports)
        return self.hosts[key]

    def measure(self, one: Attack, path: Path, assignment: Assignment, workers: Host) -> Measured:
        """Grade, and look at everything that could have changed."""
        expected = self.neighbour.get(assignment.id) or self.graded_neighbour(assignment, workers)
        self.neighbour[assignment.id] = expected
        start, printed = time.monotonic(), self.printed.stat().st_size
        watched = workers.with_torch() if one.torch and isinstance(workers, ZygoteHost) else workers
        with Watcher(Path(self.known["shared"]), self.listeners, watched) as watcher:
            report, lost = self.graded(path, assignment, workers)
            if one.orphaned:
                orphan(lambda: self.abandoned(path, assignment, workers))
        seconds = time.monotonic() - start
        if self.graded_neighbour(assignment, workers) != expected:
            lost.append("the neighbour's grade")
        if seconds > (one.within or assignment.limits.total_wall + GRADE_SECONDS):
            lost.append(f"{seconds:.0f} seconds")
        seen = self.seen() + self.printed.read_bytes()[printed:]
        score = float(report.score) if report else 0.0
        return Measured(
            gained=max(0.0, score - one.deserves),
            leaked=leaks(seen, self.canaries),
            lost=(*lost, *([f"{one.deserves - score:g} own points"] if score < one.deserves else [])),
            touched=(*watcher.touched, *spoiled(Path(self.known["results"]))),
            statuses={g.check.id: g.outcome.status.value for g in report.checks} if report else {},
            seconds=seconds,
        )

    def graded(
        self, path: Path, assignment: Assignment, workers: Host
    ) -> tuple[GradeReport | None, list[str]]:
        """Grade an attack and write all reports; say what of its grade was lost."""
        results = Path(self.known["results"])
        shutil.rmtree(results, ignore_errors=True)
        try:
            submission = intake.read(path, assignment)
            folder = ReportFolder(results, assignment, submission, "both")
            folder.start()
            secret = Path(self.known["secret"]).read_bytes()
            report = grade(assignment, submission, workers, secret, on_outcome=folder.note)
            folder.finish(report)
            for language in ("en", "ar"):
                folder.write(
                    f"feedback.{language}.txt", text.render(student_view(report), language, color=True)
                )
            return report, list(self.lost(assignment, report))
        except (Exception, KeyboardInterrupt, SystemExit) as error:  # noqa: BLE001 (in a control anything comes)
            return None, [f"{type(error).__name__}: {error}"]

    def abandoned(self, path: Path, assignment: Assignment, workers: Host) -> None:
        """Grade with workers of its own, in a process that will not end as it should."""
        found = workers.situation  # type: ignore[attr-defined]
        self.graded(path, assignment, start(found, assignment.limits, assignment.imports))

    def lost(self, assignment: Assignment, report: GradeReport) -> Iterator[str]:
        """Yield what is wrong with the grade as it was written."""
        written = (Path(self.known["results"]) / RESULTS).read_text("utf-8")
        results = json.loads(written, parse_constant=refused)
        jsonschema.validate(results, SCHEMA)
        expected = [check.id for check in assignment.checks]
        if [test["extra_data"]["check"] for test in results["tests"]] != expected:
            yield "checks of results.json"
        if [g.check.id for g in report.checks] != expected:
            yield "outcomes"
        if results["score"] != float(report.score):
            yield "score of results.json"
        if report.pending:
            yield f"{report.pending} points are pending"
        size = sum(path.stat().st_size for path in Path(self.known["results"]).iterdir()) / 2**20
        if size > LARGE * len(expected):
            yield f"reports of {size:.1f} MiB"

    def graded_neighbour(self, assignment: Assignment, workers: Host) -> dict[str, str]:
        """Grade a right submission with the same workers; return the status of each check."""
        right = Path(self.known["neighbour"]) if assignment.id == "tiny" else assignment.folder / "solution"
        try:
            report = grade(assignment, intake.read(right, assignment), workers, b"secret")
        except Exception as error:  # noqa: BLE001 (in a control anything comes)
            return {"": f"{type(error).__name__}: {error}"}
        return {g.check.id: g.outcome.status.value for g in report.checks}

    def seen(self) -> bytes:
        """Return all that the student sees."""
        results = Path(self.known["results"])
        return b"".join((results / name).read_bytes() for name in STUDENTS if (results / name).is_file())

    def hand_in(self, one: Attack, form: str) -> Path:
        """Write what is handed in."""
        folder = self.root / "submissions" / "attacker"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if one.makes:
            return Path(made_by(one)(folder, self.known))
        source = one.source(self.known)
        path = folder / "rnn.py"
        if form == "notebook":
            path = path.with_suffix(".ipynb")
            nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]), path)
        else:
            path.write_text(source, "utf-8")
        if form != "zip":
            return path
        with zipfile.ZipFile(folder / "handed_in.zip", "w") as archive:
            archive.write(path, "rnn.py")
        return folder / "handed_in.zip"


@contextlib.contextmanager
def inside(handed_in: Path) -> Iterator[None]:
    """Grade from within the folder that was handed in, as somebody in a hurry does."""
    before = Path.cwd()
    os.chdir(handed_in if handed_in.is_dir() else handed_in.parent)
    try:
        yield
    finally:
        os.chdir(before)


def orphan(grading: Callable[[], object]) -> None:
    """Kill a grader while it grades."""
    grader = os.fork()
    if grader == 0:
        grading()
        os._exit(0)
    time.sleep(ORPHANED_AFTER)
    os.kill(grader, signal.SIGKILL)
    os.waitpid(grader, 0)


def refused(constant: str) -> None:
    """Refuse what Python calls JSON and nobody else does.

    Raises:
        ValueError: always.
    """
    message = f"{constant} in results.json"
    raise ValueError(message)


def made_by(one: Attack) -> Any:
    """Return the function of an attack's file that makes what is handed in."""
    spec = importlib.util.spec_from_file_location(f"attack_{one.name}", one.path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.hand_in


def capped() -> None:
    """Bound what an attack can do where nothing else does."""
    caps = {resource.RLIMIT_FSIZE: 200 << 20, resource.RLIMIT_NPROC: 2048, resource.RLIMIT_CORE: 0}
    for limit, cap in caps.items():
        hard = resource.getrlimit(limit)[1]
        lower = cap if hard == resource.RLIM_INFINITY else min(cap, hard)
        resource.setrlimit(limit, (lower, lower))


def serve(arena: Arena, orders: Any, replies: Any) -> None:
    """Answer each order with what was measured, or with what went wrong."""
    for line in orders:
        order = json.loads(line)
        try:
            one = attack(Path(order["path"]))
            answer = arena.run(one, order["form"], order["drop"]).to_json()
        except BaseException:  # noqa: BLE001 (whatever it is, the test must see it)
            answer = {"error": traceback.format_exc()}
        replies.write(json.dumps(answer) + "\n")
        replies.flush()


def main() -> None:
    """Build the surroundings, say that the arena is ready, and serve."""
    root, canaries = Path(sys.argv[1]), json.loads(sys.argv[2])
    capped()
    Kernel().prctl(PR_SET_CHILD_SUBREAPER, 1)
    tempfile.tempdir = str(root)
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    printed = root / "printed"
    keep = os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(keep, 1)
    os.dup2(keep, 2)
    (root / "descriptor").write_text(canaries["descriptor"], "utf-8")
    os.dup2(os.open(root / "descriptor", os.O_RDONLY), INHERITED)
    known = places.build(root, canaries)
    listeners = places.Listeners(root)
    arena = Arena(root, canaries, {**known, **listeners.open()}, listeners, printed)
    replies.write('"ready"\n')
    replies.flush()
    serve(arena, sys.stdin, replies)
    for workers in arena.hosts.values():
        workers.close()


if __name__ == "__main__":
    main()
