"""Inside bubblewrap: what an ordinary user's worker can no longer see or reach, if nothing else stops it."""

import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from support.sandboxed import PLAN, FakeKernel, code_of, in_child, in_sandbox, need, open_folder

from autograder.errors import SandboxError
from autograder.worker import layers
from autograder.worker.layers import bubblewrap
from autograder.worker.situation import SITUATIONS

WHOLE, USER = SITUATIONS["bubblewrap"], SITUATIONS["user+landlock"]


def without(situation, *names):
    return replace(situation, layers=tuple(name for name in situation.layers if name not in names))


def test_where_it_is_not_installed_it_is_not_possible_and_an_error_when_asked_for(monkeypatch):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda _: None)
    assert not bubblewrap.is_possible()
    with pytest.raises(SandboxError, match="bubblewrap is not installed"):
        layers.inside("/root", ["python"])


@pytest.mark.parametrize("program", ["/bin/false", "/no/such/program"])
def test_where_it_does_not_work_it_is_not_possible(monkeypatch, program):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda _: program)
    assert not bubblewrap.is_possible()


def test_a_trial_that_hangs_is_a_trial_that_failed(monkeypatch):
    def hang(command, **_more):
        raise subprocess.TimeoutExpired(command, 10)

    monkeypatch.setattr(bubblewrap.shutil, "which", lambda _: "/usr/bin/bwrap")
    monkeypatch.setattr(bubblewrap.subprocess, "run", hang)
    assert not bubblewrap.is_possible()


def test_a_zygote_with_a_network_is_not_inside(monkeypatch):
    monkeypatch.setattr(socket, "if_nameindex", lambda: [(1, "lo"), (2, "eth0")])
    with pytest.raises(OSError, match=r"the zygote is not inside: it has the networks lo, eth0"):
        bubblewrap.prepare(PLAN, FakeKernel())


SEEN = """
import os, sys
tried = [os.path.exists(path) for path in sys.argv[1:]]
numbers = [int(name) for name in os.listdir("/proc") if name.isdecimal()]
print(tried, sorted(numbers) == [1, os.getpid()], os.getuid())
"""


def test_the_zygote_sees_the_interpreter_and_this_package_and_neither_files_nor_processes_of_others():
    need(WHOLE)
    engine = Path(bubblewrap.__file__).parents[2]
    with layers.empty_folder() as root, open_folder() as folder:
        paths = [root, str(engine), str(engine.parent / "tests"), "/etc/passwd", str(folder)]
        command = layers.inside(root, [sys.executable, "-I", "-S", "-c", SEEN, *paths])
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said == f"[True, True, False, False, False] True {os.getuid()}\n"


@pytest.fixture
def secret():
    with open_folder() as folder:
        (folder / "secret").write_text("out")
        yield folder / "secret"


def test_that_a_file_exists_and_how_long_it_is_can_be_seen_under_landlock_but_not_inside(secret):
    need(WHOLE)
    need(USER)

    def look():
        return code_of(secret.stat) or secret.stat().st_size

    assert in_sandbox(USER, look).value == 3
    assert in_sandbox(WHOLE, look).value == "ENOENT"


def test_no_process_of_its_user_can_be_signalled_even_where_every_system_call_is_allowed():
    need(WHOLE)
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)

    def signal():
        return code_of(lambda: os.kill(other.pid, 0))

    try:
        assert in_sandbox(without(WHOLE, "seccomp"), signal).value == "ESRCH"
        assert in_child(signal).value is None
    finally:
        other.communicate()


def test_no_network_is_inside_even_where_every_system_call_is_allowed():
    need(WHOLE)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def connect():
            with socket.socket() as one:
                return code_of(lambda: one.connect(("127.0.0.1", port)))

        assert in_sandbox(without(WHOLE, "seccomp"), connect).value in {"ECONNREFUSED", "ENETUNREACH"}
        assert in_sandbox(replace(WHOLE, layers=("rlimits",)), connect).value is None
