"""What the benchmark asks of a tool."""

import os
import re
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from benchmarks.side_by_side.measuring import Command

PROCESSES = 2
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Tool(ABC):
    """A tool with a folder of its own, in which it is set up and its submissions lie."""

    folder: Path
    name: ClassVar[str]

    @abstractmethod
    def prepare(self, submissions: Mapping[str, str]) -> None:
        """Write the suite and the submissions; what an instructor does once, and students do."""

    @abstractmethod
    def one(self, submission: str) -> Command:
        """Return the command that grades one submission."""

    @abstractmethod
    def all(self) -> Command:
        """Return the command that grades every submission in the folder, on two cores if the tool can."""

    @abstractmethod
    def scores(self, submission: str) -> dict[str, float] | None:
        """Return the points that were given, by check; None where the tool left no result."""

    @abstractmethod
    def shown(self, submission: str, check: str) -> str:
        """Return what the student reads about a check."""

    def environment(self) -> dict[str, str]:
        """Return what every command's environment holds: a home of its own, no plugins of the developer's."""
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        home = str(self.folder)
        return {"PATH": path, "HOME": home, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "COLUMNS": "100"}

    def command(self, *argv: str | Path, folder: Path | None = None) -> Command:
        """Return a command that runs in the tool's folder."""
        return Command(tuple(map(str, argv)), folder or self.folder, self.environment())

    def set_up(self, *argv: str | Path) -> None:
        """Run a command that belongs to the preparation."""
        command = self.command(*argv)
        done = subprocess.run(
            command.argv,
            cwd=self.folder,
            env={**os.environ, **command.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(done.stdout)

    def two_at_a_time(self, names: Iterable[str], line: str) -> Command:
        """Return a command that runs a line of the shell for each name, which the line calls {}."""
        listed = self.folder / "names.txt"
        listed.write_text("\n".join(names), encoding="utf-8")
        return self.command("xargs", "-a", listed, "-P", str(PROCESSES), "-I{}", "sh", "-c", line)

    def clean(self, text: str) -> str:
        """Return a text without colours and folders of this machine."""
        text = COLOURS.sub("", text)
        for folder in (self.folder, sys.prefix, sys.base_prefix):
            text = text.replace(f"{folder}/", "")
        return text
