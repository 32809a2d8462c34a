"""A cold `autograder grade`, and a cold run in the Gradescope pack, beside the same checks in plain pytest.

The runs come in pairs, one after the other.

Prints medians and ratios of wall time, CPU time of all processes, and peak memory of all processes
together (proportional set size, so that pages which a fork shares count once).
"""

import argparse
import compileall
import os
import pickle
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from autograder import intake, loading
from autograder.packagers.gradescope import contents
from autograder.runner.bench import Bench
from autograder.runner.seeds import Seeds
from autograder.worker.transport import DirectTransport

ROOT = Path(__file__).resolve().parents[1]
ASSIGNMENT = ROOT / "assignments" / "a1_rnn"
RIGHT = ROOT / "examples" / "a1_rnn" / "right"
ONE = "a1.one_hot.rows"
FACTS = "facts.pickle"


@dataclass(frozen=True)
class Run:
    """Wall and CPU seconds, and peak MiB (0 when it was not watched)."""

    wall: float
    cpu: float
    memory: float = 0.0


def main() -> None:
    """Run the pairs and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=11)
    pairs = parser.parse_args().pairs
    with tempfile.TemporaryDirectory() as folder:
        measure(pairs, Path(folder))


def measure(pairs: int, folder: Path) -> None:
    """Run everything `pairs` times, one after the other, and print the figures."""
    (folder / FACTS).write_bytes(pickle.dumps(facts()))
    unpack(folder)
    commands = {
        "grade": grade(),
        "container": container(folder),
        "plain": plain(),
        "grade one": [*grade(), "--only", ONE],
        "plain one": plain(ONE),
    }
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(pairs):
        for name, command in commands.items():
            runs[name].append(run(command, folder))
    checks = count()
    wall = {name: statistics.median(r.wall for r in found) for name, found in runs.items()}
    ratios = {
        name: statistics.median(a.wall / b.wall for a, b in zip(runs[name], runs["plain"], strict=True))
        for name in ("grade", "container")
    }
    print(f"{checks} checks, {pairs} pairs, medians")
    for name, found in runs.items():
        print(f"  {name:<10} wall {wall[name]:.3f} s   CPU {statistics.median(r.cpu for r in found):.3f} s")
    print(f"  wall of a cold grade / plain pytest: {ratios['grade']:.2f}")
    print(f"  wall of a cold run in the Gradescope pack / plain pytest: {ratios['container']:.2f}")
    extra = [
        (a.cpu - a1.cpu - (b.cpu - b1.cpu)) / (checks - 1)
        for a, a1, b, b1 in zip(*(runs[n] for n in ("grade", "grade one", "plain", "plain one")), strict=True)
    ]
    print(
        f"  CPU a check costs beyond the same check in plain pytest: {1000 * statistics.median(extra):.1f} ms"
    )
    peaks = {name: run(commands[name], folder, watch=True).memory for name in ("grade", "container", "plain")}
    print(f"  peak memory of all processes: {', '.join(f'{n} {mib:.0f} MiB' for n, mib in peaks.items())}")


def facts() -> dict[str, object]:
    """Return what plain pytest is given so that it reads no yaml: signatures, and questions with answers."""
    assignment = loading.load(ASSIGNMENT)
    submission = intake.read(RIGHT, assignment)
    bench = Bench(
        assignment, submission, lambda _part: DirectTransport(), Seeds(b"benchmark", submission.sha256)
    )
    asked = [check.id for part in assignment.parts if part.profile == "answers" for check in part.checks]
    return {"functions": assignment.functions, "asked": {check: bench.question(check) for check in asked}}


def unpack(folder: Path) -> None:
    """Lay the Gradescope pack and the right example out as they lie on the platform."""
    for name, data in contents(loading.load(ASSIGNMENT), b"a secret of the benchmark's own").items():
        path = folder / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    compileall.compile_dir(folder / "source", quiet=1)
    shutil.copytree(RIGHT, folder / "submission")
    (folder / "results").mkdir()


def container(folder: Path) -> list[str]:
    """Return the command that run_autograder calls."""
    engine = f"PYTHONPATH={folder / 'source' / 'engine'}"
    return [
        "env",
        engine,
        sys.executable,
        "-m",
        "autograder",
        "run-gradescope",
        "--root",
        str(folder),
    ]


def grade() -> list[str]:
    """Return the command that grades the right example."""
    return [sys.executable, "-m", "autograder", "grade", str(ASSIGNMENT), str(RIGHT), "--lang", "en"]


def plain(check: str = "") -> list[str]:
    """Return the command that runs the same suites, or the test of one check, in plain pytest."""
    suites = [str(path) for path in sorted((ASSIGNMENT / "tests").glob("*/test_*.py"))]
    chosen = ["-k", "test_each_row_has_one_1"] if check else []
    options = ["-c", str(ROOT / "autograder" / "runner" / "suite.ini"), "--rootdir", str(ASSIGNMENT)]
    options += ["-p", "benchmarks.plain", "-p", "no:cacheprovider", "--import-mode=importlib"]
    return [sys.executable, "-m", "pytest", *options, *chosen, *suites]


def count() -> int:
    """Return how many checks the assignment has."""
    text = (ASSIGNMENT / "assignment.yaml").read_text(encoding="utf-8")
    return text.count("- id: a1.")


def run(command: list[str], folder: Path, *, watch: bool = False) -> Run:
    """Run a command to its end."""
    environment = {
        **os.environ,
        "BENCHMARK_FACTS": str(folder / FACTS),
        "BENCHMARK_REFERENCE": str(ROOT / "reference"),
        "BENCHMARK_SUBMISSION": str(RIGHT / "rnn.py"),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONPATH": str(ROOT),
    }
    before, started = os.times(), time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    memory = peak(process) if watch else 0.0
    output, _ = process.communicate()
    wall, after = time.perf_counter() - started, os.times()
    if process.returncode:
        sys.exit(output.decode())
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(wall, cpu, memory)


def peak(process: "subprocess.Popen[bytes]") -> float:
    """Return the highest sum of memory of a process and its descendants, in MiB."""
    highest = 0.0
    while process.poll() is None:
        highest = max(highest, sum(proportional(pid) for pid in family(process.pid)))
        time.sleep(0.005)
    return highest / 1024


def family(pid: int) -> list[int]:
    """Return a process and its descendants."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in family(int(child)))]


def proportional(pid: int) -> int:
    """Return the proportional set size of a process in KiB, 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
