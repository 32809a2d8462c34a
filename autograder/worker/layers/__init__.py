"""The layers that a forked worker lays on itself before it runs a student's code.

The grader detects a `Situation` and draws a `Plan`; the zygote prepares it once; every worker
applies what was prepared. Where a layer is missing the answer is an error, never less sandbox.

A layer is one function `prepare(plan, kernel) -> step`, run in the zygote; `step(slot)` runs in the worker.
"""

from autograder.worker.layers.bubblewrap import inside
from autograder.worker.layers.chroot import empty_folder
from autograder.worker.layers.identity import SLOTS, claimed
from autograder.worker.layers.planning import Plan, plan
from autograder.worker.layers.process import hide_memory
from autograder.worker.layers.stack import Prepared, apply, prepare

__all__ = [
    "SLOTS",
    "Plan",
    "Prepared",
    "apply",
    "claimed",
    "empty_folder",
    "hide_memory",
    "inside",
    "plan",
    "prepare",
]
