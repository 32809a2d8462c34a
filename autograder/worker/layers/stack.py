"""All layers by name: prepared once in the zygote, applied by each worker, in the plan's order."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from autograder.errors import SandboxError
from autograder.worker.layers import bubblewrap, chroot, identity, landlock, process, rlimits, sealed, seccomp
from autograder.worker.layers.kernel import Kernel
from autograder.worker.layers.planning import Plan

Step = Callable[[int], None]
"""What a worker does to itself, told its slot; raises OSError or ValueError."""

LAYERS: dict[str, Callable[[Plan, Kernel], Step]] = {
    "oom_score": process.prepare_oom_score,
    "rlimits": rlimits.prepare,
    "bubblewrap": bubblewrap.prepare,
    "chroot": chroot.prepare,
    "identity": identity.prepare,
    "parent_death": process.prepare_parent_death,
    "undumpable": process.prepare_undumpable,
    "no_new_privs": process.prepare_no_new_privs,
    "landlock": landlock.prepare,
    "sealed": sealed.prepare,
    "seccomp": seccomp.prepare,
}


@dataclass(frozen=True)
class Prepared:
    """Layers ready to be applied: their names and steps, in order."""

    steps: tuple[tuple[str, Step], ...]


def prepare(plan: Plan, kernel: Kernel | None = None) -> Prepared:
    """Prepare every layer of the plan; SandboxError names the one that cannot be had."""
    if not plan.layers:
        return Prepared(())
    kernel = kernel or Kernel()
    return Prepared(tuple((name, _prepare_layer(name, plan, kernel)) for name in plan.layers))


def apply(prepared: Prepared, slot: int) -> None:
    """Apply every layer to this process, for ever; SandboxError names the one that failed."""
    for name, step in prepared.steps:
        with _named(name):
            step(slot)


def _prepare_layer(name: str, plan: Plan, kernel: Kernel) -> Step:
    if name not in LAYERS:
        text = f"there is no sandbox layer {name!r}; there are {', '.join(LAYERS)}"
        raise SandboxError(text)
    with _named(name):
        return LAYERS[name](plan, kernel)


@contextmanager
def _named(name: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        text = f"the sandbox layer {name} failed: {error}"
        raise SandboxError(text) from error
