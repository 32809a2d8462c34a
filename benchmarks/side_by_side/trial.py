"""What is measured, and how: pairs of cold runs, one run of each bad submission, a batch."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.side_by_side.measuring import Run, run
from benchmarks.side_by_side.submissions import SUBMISSIONS, classroom
from benchmarks.side_by_side.tools import TOOLS, Tool

PATIENCE = 90.0
"""Seconds after which one submission is given up: more than two checks of nbgrader's 30 take."""
PATIENCE_WITH_ALL = 3600.0
Note = Callable[[str], object]


@dataclass(frozen=True)
class Cost:
    """Medians of seconds, MiB at the peak, and the median ratio of wall time to ours of the same round."""

    wall: float
    cpu: float
    memory: float
    ratio: float


@dataclass(frozen=True)
class Ended:
    """How grading a submission ended: when, whether by itself, with which points (None: no result)."""

    wall: float
    finished: bool
    points: float | None


@dataclass(frozen=True)
class Batch:
    """What a batch cost, how many a minute that makes, and how many have a result."""

    cost: Cost
    a_minute: float
    graded: int


def prepared(folder: Path, submissions: dict[str, str]) -> tuple[Tool, ...]:
    """Set every tool up with the same submissions."""
    tools = tuple(tool(folder / tool.__name__) for tool in TOOLS)
    for tool in tools:
        tool.folder.mkdir(parents=True)
        tool.prepare(submissions)
    return tools


def cold(tools: Sequence[Tool], pairs: int, note: Note) -> dict[str, Cost]:
    """Grade the right submission with each tool in turn, `pairs` times, and once more for the memory."""
    runs: dict[str, list[Run]] = {tool.name: [] for tool in tools}
    for number in range(pairs):
        note(f"cold, round {number + 1} of {pairs}")
        for tool in tools:
            runs[tool.name].append(run(tool.one("right"), PATIENCE))
    memory = {tool.name: run(tool.one("right"), PATIENCE, watch=True).memory for tool in tools}
    first = runs[tools[0].name]
    return {name: cost(found, first, memory[name]) for name, found in runs.items()}


def cost(runs: Sequence[Run], beside: Sequence[Run], memory: float) -> Cost:
    """Return the medians, and the median of the ratios of each round."""
    return Cost(
        statistics.median(one.wall for one in runs),
        statistics.median(one.cpu for one in runs),
        memory,
        statistics.median(one.wall / other.wall for one, other in zip(runs, beside, strict=True)),
    )


def each(tools: Sequence[Tool], note: Note) -> dict[str, dict[str, Ended]]:
    """Grade every submission once, without a network: some are hostile."""
    found: dict[str, dict[str, Ended]] = {}
    for name in SUBMISSIONS:
        for tool in tools:
            note(f"{name}, {tool.name}")
            ended = run(tool.one(name).without_network(), PATIENCE)
            scores = tool.scores(name)
            points = None if scores is None else sum(scores.values())
            found.setdefault(name, {})[tool.name] = Ended(ended.wall, ended.finished, points)
    return found


def batch(folder: Path, students: int, note: Note) -> dict[str, Batch]:
    """Grade a class with every tool, on two cores."""
    submissions = classroom(students)
    tools = prepared(folder, submissions)
    runs: dict[str, Run] = {}
    for tool in tools:
        note(f"a batch of {students}, {tool.name}")
        runs[tool.name] = run(tool.all(), PATIENCE_WITH_ALL, watch=True)
    return {tool.name: of_batch(tool, runs[tool.name], runs[tools[0].name], submissions) for tool in tools}


def of_batch(tool: Tool, made: Run, ours: Run, submissions: dict[str, str]) -> Batch:
    """Return what a batch cost."""
    graded = sum(tool.scores(name) is not None for name in submissions)
    return Batch(cost([made], [ours], made.memory), 60 * graded / made.wall, graded)
