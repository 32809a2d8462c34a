"""What one check costs in CPU time, all processes together, check by check.

For every check: the grader with the test's own arithmetic, the zygote, and the worker with the
student's functions. Prints the median, the mean, and the dearest checks with their calls.
"""

import argparse
import statistics
import time
from pathlib import Path
from typing import Any

from autograder import intake, loading
from autograder.checks.contract import Student
from autograder.grading import grade
from autograder.model.outcome import Outcome
from autograder.runner.bench import Bench
from autograder.worker.host import ZygoteHost
from autograder.worker.orders import Zygote
from autograder.worker.proxy import RawStudent
from autograder.worker.situation import detect
from autograder.worker.watch import Meter

ROOT = Path(__file__).resolve().parents[1]


class Counting(Zygote):
    """A zygote whose workers' CPU time is added up."""

    used = 0.0

    def read(self) -> dict[str, float]:
        answer = super().read()
        self.used += answer.get("cpu", 0.0)
        return answer

    def total(self) -> float:
        while self.owed and self.owed[-1] == "reap":
            self.answer()
        return self.used + time.process_time() + Meter(self.process.pid).cpu_clock()


def counting(workers: ZygoteHost) -> Counting:
    """Put a zygote that counts in the place of a host's."""
    workers.close()
    workers.zygote = made = Counting(workers.situation, workers.launch)
    return made


def main() -> None:
    """Grade the right example several times and print what each check cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    assignment = loading.load(ROOT / "assignments" / "a1_rnn")
    submission = intake.read(ROOT / "examples" / "a1_rnn" / "right", assignment)
    workers = ZygoteHost(detect())
    zygote = counting(workers)
    workers.configure(assignment.limits, assignment.imports)
    costs: dict[str, list[float]] = {}
    calls: dict[str, int] = {}
    count_calls(calls)
    for number in range(rounds + 1):
        before = zygote.total()

        def note(outcome: Outcome, number: int = number) -> None:
            nonlocal before
            now = zygote.total()
            if number:
                costs.setdefault(outcome.check, []).append(now - before)
            before = now

        grade(assignment, submission, workers, b"benchmark", on_outcome=note)
    workers.close()
    medians = {check: 1000 * statistics.median(found) for check, found in costs.items()}
    print(f"{len(medians)} checks, {rounds} rounds, CPU of all processes together")
    middle, mean = statistics.median(medians.values()), statistics.mean(medians.values())
    print(f"  median check {middle:.1f} ms, mean {mean:.1f} ms")
    for check, cost in sorted(medians.items(), key=lambda pair: -pair[1])[:5]:
        print(f"  {check:<32} {cost:.1f} ms, {calls[check]} calls")


def count_calls(calls: dict[str, int]) -> None:
    """Count the calls that each check makes."""
    start, call = Bench.start, RawStudent.call
    current = ""

    def starting(self: Bench, check: str) -> Student:
        nonlocal current
        current = check
        calls[check] = 0
        return start(self, check)

    def calling(self: RawStudent, function: str, *args: Any, **kwargs: Any) -> object:  # noqa: ANN401
        calls[current] += 1
        return call(self, function, *args, **kwargs)

    Bench.start, RawStudent.call = starting, calling  # type: ignore[method-assign]


if __name__ == "__main__":
    main()
