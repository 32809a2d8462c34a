"""What there is to find around a grading, each with a canary in it, and where it lies.

Everything is readable by everybody, so that no file mode does a layer's work.
"""

import json
import os
import secrets
import shutil
import socket
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hostile import vault

ENVIRONMENT = "AUTOGRADER_CANARY"
KINDS = (
    "tests",
    "reference",
    "secret",
    "neighbour",
    "metadata",
    "staff_report",
    "environment",
    "command_line",
    "another_user",
    "descriptor",
)
"""What has a canary in words."""
ANOTHER_USER = 60500
"""Whoever it is: nobody on this machine, and no worker."""


def tokens() -> dict[str, str]:
    """Draw the canaries: words that nothing else can hold, and numbers.

    `input` and `expected` are in a private check; `time` is when a file in a closed folder was changed.
    """
    words = {kind: f"canary{secrets.token_hex(8)}" for kind in KINDS}
    number, time = (secrets.randbelow(10**9) + 10**9 for _ in range(2))
    return {**words, "input": str(number), "expected": str(2 * number), "time": str(time)}


@dataclass
class Listeners:
    """Sockets of this machine that wait for a submission to call, of every kind that the network has."""

    folder: Path
    sockets: dict[str, socket.socket] = field(default_factory=dict)

    def open(self) -> dict[str, Any]:
        """Open them and say where."""
        self.sockets = {
            "tcp": socket.socket(socket.AF_INET, socket.SOCK_STREAM),
            "udp": socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
            "unix": socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
            "abstract": socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
        }
        path, name = str(self.folder / "socket"), f"\0autograder-{os.getpid()}"
        for kind, address in {
            "tcp": ("127.0.0.1", 0),
            "udp": ("127.0.0.1", 0),
            "unix": path,
            "abstract": name,
        }.items():
            self.sockets[kind].bind(address)
            self.sockets[kind].settimeout(0)
            if kind != "udp":
                self.sockets[kind].listen()
        Path(path).chmod(0o777)
        ports = {kind: self.sockets[kind].getsockname()[1] for kind in ("tcp", "udp")}
        return {**ports, "unix": path, "abstract": name}

    def called(self) -> list[str]:
        """Return the kinds at which somebody called since the last time."""
        return [kind for kind, listener in self.sockets.items() if self._rang(kind, listener)]

    @staticmethod
    def _rang(kind: str, listener: socket.socket) -> bool:
        try:
            if kind == "udp":
                return bool(listener.recv(1 << 16))
            listener.accept()[0].close()
        except BlockingIOError:
            return False
        return True


def prepare(root: Path, canaries: dict[str, str]) -> None:
    """As root: write a file that only another user may read, and a program that runs as that user."""
    folder = root / "another"
    folder.mkdir()
    program, file = folder / "cat", folder / "diary"
    shutil.copy(shutil.which("cat") or "", program)
    file.write_text(canaries["another_user"], "utf-8")
    for path, mode in ((program, 0o4755), (file, 0o400)):
        os.chown(path, ANOTHER_USER, ANOTHER_USER)
        path.chmod(mode)


def build(root: Path, canaries: dict[str, str]) -> dict[str, Any]:
    """Write the assignment and everything else that has a canary; say where it is."""
    root.chmod(0o755)
    assignment = vault.write(root, canaries)
    files = {
        "secret": (root / "secret", canaries["secret"]),
        "neighbour": (
            root / "submissions" / "neighbour" / "rnn.py",
            f"# {canaries['neighbour']}\n{vault.RIGHT}",
        ),
        "metadata": (
            root / "submission_metadata.json",
            json.dumps({"users": [{"email": canaries["metadata"]}]}),
        ),
        "staff_report": (
            root / "results" / "neighbour" / "report.json",
            json.dumps(canaries["staff_report"]),
        ),
    }
    for path, text in files.values():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    shared = root / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    (shared / "canary").write_text("as it was", "utf-8")
    (shared / "canary").chmod(0o666)
    library = root / "installed" / "forbidden" / "__init__.py"
    library.parent.mkdir(parents=True)
    library.write_text(vault.RIGHT, "utf-8")
    closed = root / "closed"
    closed.mkdir(mode=0o700)
    (closed / "exam").touch()
    os.utime(closed / "exam", (0, int(canaries["time"])))
    return {
        **{kind: str(path) for kind, (path, _) in files.items()},
        "assignment": str(assignment),
        "tests": str(assignment / "tests" / "private" / "test_hidden.py"),
        "reference": str(root / "book" / "__init__.py"),
        "results": str(root / "results" / "attacker"),
        "shared": str(shared),
        "installed": str(root / "installed"),
        "closed": str(closed / "exam"),
        "program": str(root / "another" / "cat"),
        "diary": str(root / "another" / "diary"),
        "root": str(root),
        "grader": os.getpid(),
    }
