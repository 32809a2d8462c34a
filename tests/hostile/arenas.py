"""Graders in every situation that this machine can be in, each a process that is asked to grade attacks."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hostile import places
from hostile.header import Attack
from hostile.measured import Measured
from support.container import CHECKOUT, KEPT

from autograder.standin import cgroup
from autograder.worker import situation
from autograder.worker.layers import bubblewrap

ARENA = Path(__file__).with_name("arena.py")
CONTAINER = CHECKOUT / "tests" / "support" / "container.py"
DOCKER = [sys.executable, str(CONTAINER)]
POWERLESS = [*DOCKER, *(f"--without={capability}" for capability in sorted(KEPT))]
IS_ROOT = os.geteuid() == 0


@dataclass(frozen=True)
class Place:
    """A situation as the table names it: how the grader is started, and which the engine must find there.

    `only_named` are those for which only the attacks are made whose header names their own layer.
    """

    name: str
    situation: str
    wrapper: tuple[str, ...] = ()
    root: bool = True
    environment: tuple[tuple[str, str], ...] = ()
    only_named: bool = False

    @property
    def layers(self) -> tuple[str, ...]:
        """Return its layers."""
        return situation.SITUATIONS[self.situation].layers

    def missing(self) -> str:
        """Say what this machine lacks for it, "" for nothing."""
        if self.root and not IS_ROOT:
            return "needs root"
        if self.situation == "bubblewrap" and not bubblewrap.is_possible():
            return "needs bubblewrap"
        return ""

    def takes(self, attack: Attack) -> bool:
        """Whether an attack is made here."""
        if self.only_named:
            return self.situation in attack.stopped_by
        return not attack.situations or self.situation in attack.situations


ROOT = Place("root+landlock", "root+landlock")
USER = Place("user+landlock", "user+landlock", tuple(POWERLESS) if IS_ROOT else (), root=False)
DOCKER_LANDLOCK = Place("docker+landlock", "root+landlock", tuple(DOCKER))
DOCKER_BARE = Place("docker", "root+chroot", (*DOCKER, "--landlock=ENOSYS"))
BUBBLEWRAP = Place("bubblewrap", "bubblewrap", root=False, only_named=True)
SEALED = Place("sealed", "sealed", USER.wrapper, root=False, only_named=True)
PLACES = (ROOT, USER, DOCKER_LANDLOCK, DOCKER_BARE, BUBBLEWRAP, SEALED)
LITTLE = cgroup.Allowance(memory=256 << 20, cpus=2)
QUICK = (ROOT, DOCKER_BARE) if IS_ROOT else (USER, SEALED)


@dataclass
class Grader:
    """A running arena; it is started anew when an attack has ended it, which the test that did it reports."""

    place: Place
    process: "subprocess.Popen[str] | None" = None
    folder: Any = None
    canaries: dict[str, str] = field(default_factory=places.tokens)

    def start(self, enter: Callable[[], None] | None = None) -> "subprocess.Popen[str]":
        """Start the process, which does `enter` first, and wait until its surroundings are built."""
        self.folder = tempfile.TemporaryDirectory(prefix="arena-")
        if IS_ROOT:
            places.prepare(Path(self.folder.name), self.canaries)
        inherited = {k: v for k, v in os.environ.items() if k not in {situation.DROP, situation.FORCE}}
        command = [*lonely(), *self.place.wrapper, sys.executable, str(ARENA), self.folder.name]
        process = subprocess.Popen(
            [*command, json.dumps(self.canaries)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=CHECKOUT,
            preexec_fn=enter,  # noqa: PLW1509 (there is one thread)
            env={
                **inherited,
                situation.FORCE: self.place.situation,
                places.ENVIRONMENT: self.canaries["environment"],
                **dict(self.place.environment),
            },
        )
        assert process.stdout
        assert process.stdout.readline() == '"ready"\n', "the arena did not start"
        return process

    def run(self, attack: Attack, form: str = "py", drop: tuple[str, ...] = ()) -> Measured:
        """Let an attack be graded without some layers and defences."""
        if self.process is None:
            self.process = self.start()
        assert self.process.stdin
        assert self.process.stdout
        order = {"path": str(attack.path), "form": form, "drop": sorted({*drop, *attack.alone, *dropped()})}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            self.close()
            return Measured(lost=("the grader ended",))
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return Measured.read(answer)

    def run_bounded(self, attack: Attack, form: str = "py", drop: tuple[str, ...] = ()) -> Measured:
        """Let an attack be graded where there is little memory, by a grader that is used once."""
        with cgroup.group(LITTLE) as group:
            if "memory" not in group.limited:
                pytest.skip("needs a control group that can be written")
            lonely = Grader(self.place)
            lonely.process = lonely.start(group.enter)
            try:
                measured = lonely.run(attack, form, drop)
                killed = (f"memory: the kernel killed at {LITTLE.said('memory')}",) if group.killed() else ()
                return replace(measured, touched=(*measured.touched, *killed))
            finally:
                lonely.close()

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.stdin.close()  # type: ignore[union-attr]
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
            self.process.stdout.close()  # type: ignore[union-attr]
            self.process = None
            self.folder.cleanup()


def lonely() -> list[str]:
    """Return what gives a process a network of its own with nobody in it, where this user may."""
    return ["unshare", "--net", "sh", "-c", 'ip link set lo up; exec "$@"', "sh"] if IS_ROOT else []


def dropped() -> tuple[str, ...]:
    """Return the layers that whoever runs the tests has taken away, to see them turn red."""
    return tuple(filter(None, os.environ.get(situation.DROP, "").split(",")))
