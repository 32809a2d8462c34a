"""A cold `autograder grade` beside the same checks in plain in-process pytest, in pairs in one run.

Prints medians and ratios of wall time, CPU time of all processes, and peak memory of all processes
together (proportional set size, so that pages which a fork shares count once).
"""

import argparse
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from autograder import loading

ROOT = Path(__file__).resolve().parents[1]
ASSIGNMENT = ROOT / "assignments" / "a1_rnn"
RIGHT = ROOT / "examples" / "a1_rnn" / "right" / "rnn.py"
ONE = "a1.one_hot.rows"
SIGNATURES = Path(tempfile.gettempdir()) / "benchmark-signatures.pickle"


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
    commands = {
        "grade": grade(),
        "plain": plain(),
        "grade one": [*grade(), "--only", ONE],
        "plain one": plain(ONE),
    }
    SIGNATURES.write_bytes(pickle.dumps(loading.load(ASSIGNMENT).functions))
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(pairs):
        for name, command in commands.items():
            runs[name].append(run(command))
    checks = count()
    wall = {name: statistics.median(r.wall for r in found) for name, found in runs.items()}
    ratios = [a.wall / b.wall for a, b in zip(runs["grade"], runs["plain"], strict=True)]
    print(f"{checks} checks, {pairs} pairs, medians")
    for name, found in runs.items():
        print(f"  {name:<10} wall {wall[name]:.3f} s   CPU {statistics.median(r.cpu for r in found):.3f} s")
    print(f"  wall of a cold grade / plain pytest: {statistics.median(ratios):.2f}")
    extra = [
        (a.cpu - a1.cpu - (b.cpu - b1.cpu)) / (checks - 1)
        for a, a1, b, b1 in zip(*(runs[n] for n in ("grade", "grade one", "plain", "plain one")), strict=True)
    ]
    print(
        f"  CPU a check costs beyond the same check in plain pytest: {1000 * statistics.median(extra):.1f} ms"
    )
    print(f"  peak memory of all processes: grade {run(grade(), watch=True).memory:.0f} MiB,", end=" ")
    print(f"plain {run(plain(), watch=True).memory:.0f} MiB")


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


def run(command: list[str], *, watch: bool = False) -> Run:
    """Run a command to its end."""
    environment = {
        **os.environ,
        "BENCHMARK_SIGNATURES": str(SIGNATURES),
        "BENCHMARK_REFERENCE": str(ROOT / "reference"),
        "BENCHMARK_SUBMISSION": str(RIGHT),
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
