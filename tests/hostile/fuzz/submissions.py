"""Grades random submissions: `python -m hostile.fuzz.submissions [--count N] [--seed S] [--processes P]`.

Each is made from the seed and its number alone, so that a failure can be had again with --only NUMBER. What
fails is kept in tests/hostile/regressions/submissions, where a test grades it ever after.
"""

import argparse
import contextlib
import io
import multiprocessing
import secrets
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

from hostile.fuzz.desk import Desks, desks
from hostile.fuzz.forms import generated

from autograder.worker import situation

KEPT = Path(__file__).parents[1] / "regressions" / "submissions"
EVERY = 50
"""After so many the grader must still grade a right submission, and nothing may be left."""
TOLD_EVERY = 500


def main() -> None:
    """Grade them all; exit with 1 when one broke a law."""
    asked = options()
    if not situation.detect().strong:
        print("without a strong sandbox: no submissions are graded")
        return
    numbers = [asked.only] if asked.only is not None else list(range(asked.count))
    print(f"seed {asked.seed}: {len(numbers)} submissions, {asked.processes} processes", flush=True)
    started, statuses, failed = time.monotonic(), Counter[str](), 0
    for done, (number, said) in enumerate(spread(asked.seed, numbers, asked.processes, grade_all), 1):
        statuses.update(said.statuses)
        failed += bool(said.problem)
        if said.problem:
            print(f"seed {asked.seed}, number {number}: {said.problem}\n  kept as {said.kept}", flush=True)
        if done % TOLD_EVERY == 0:
            print(f"{done} of {len(numbers)} graded, {failed} broke a law", flush=True)
    print(summary(asked.seed, len(numbers), failed, statuses, time.monotonic() - started), flush=True)
    sys.exit(failed > 0)


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", type=int, help="the number of one submission, to have a failure again")
    return parser.parse_args()


def summary(seed: int, count: int, failed: int, statuses: Counter[str], seconds: float) -> str:
    """Say in one line how it went."""
    checks = ", ".join(f"{status} {number}" for status, number in statuses.most_common())
    return f"{count} submissions of seed {seed}, {failed} broke a law; checks: {checks}; {seconds:.0f} s"


@dataclass(frozen=True)
class Said:
    """What came of one submission: the status of each check, or what went wrong and where it is kept."""

    statuses: tuple[str, ...] = ()
    problem: str = ""
    kept: str = ""


Work = Callable[[int, list[int], Connection], None]


def spread(seed: int, numbers: list[int], processes: int, work: Work) -> Iterator[tuple[int, Said]]:
    """Grade over some processes, each with desks of its own; one that dies is a failure, and replaced."""
    running = dict(start(work, seed, share) for i in range(processes) if (share := numbers[i::processes]))
    while running:
        for connection in wait([*running]):
            left = running[connection]
            try:
                said = connection.recv()
            except EOFError:
                del running[connection]
                if not left:
                    continue
                said = Said(problem="the grader died", kept=kept(seed, left[0]))
                running.update([start(work, seed, left[1:])])
            yield left.pop(0), said


def start(work: Work, seed: int, numbers: list[int]) -> tuple[Connection, list[int]]:
    """Start a process; return the connection to it, and what it has not graded yet."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    context.Process(target=work, args=(seed, numbers, theirs)).start()
    theirs.close()
    return ours, numbers.copy()


def grade_all(seed: int, numbers: list[int], answers: Connection) -> None:
    """Grade a share of the submissions, in order."""
    with desks(situation.detect()) as opened:
        for count, number in enumerate(numbers, 1):
            answers.send(graded(opened, seed, number, check_after=count % EVERY == 0))


def graded(opened: Desks, seed: int, number: int, *, check_after: bool) -> Said:
    """Grade one submission; keep it when a law is broken."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            one = generated(seed, number)
            results = opened.grade(one)
            if check_after:
                opened.goes_on(one.assignment)
    except Exception:  # noqa: BLE001 (whatever breaks is what is looked for)
        return Said(problem=traceback.format_exc() + printed.getvalue(), kept=kept(seed, number))
    return Said(tuple(test["extra_data"]["status"] for test in results["tests"]))


def kept(seed: int, number: int) -> str:
    """Write a submission to a file, in folders that say for what it is and what it deserves."""
    one = generated(seed, number)
    path = KEPT / one.assignment / one.deserves.name.lower() / f"{seed}-{number}-{one.name}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(one.data)
    return str(path)


if __name__ == "__main__":
    main()
