"""Work that raises, dies or hangs is told from work that is done, and whoever waits goes on."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from autograder.container.watchdog import Allow, Ending, supervise
from autograder.errors import OutputError

LONG = 60.0


def hang(_allow: Allow) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP})
    threading.Event().wait()


def test_work_is_done_in_another_process(tmp_path: Path) -> None:
    assert supervise(lambda _: (tmp_path / "pid").write_text(str(os.getpid())) and None, LONG) is Ending.DONE
    assert int((tmp_path / "pid").read_text()) != os.getpid()


def test_what_work_raises_is_told_to_staff(capfd: pytest.CaptureFixture[str]) -> None:
    def fail(_allow: Allow) -> None:
        message = "the reason"
        raise KeyboardInterrupt(message)

    assert supervise(fail, LONG) is Ending.FAILED
    told = capfd.readouterr().out
    assert told.startswith("Traceback")
    assert told.endswith("KeyboardInterrupt: the reason\n")


def test_work_that_is_killed_is_noticed_at_once() -> None:
    started = time.monotonic()
    assert supervise(lambda _: os.kill(os.getpid(), signal.SIGKILL), LONG) is Ending.KILLED
    assert time.monotonic() - started < LONG / 10


def test_work_that_exits_by_itself_has_failed() -> None:
    assert supervise(lambda _: os._exit(3), LONG) is Ending.FAILED


def test_what_cannot_be_written_is_told_without_a_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    def fail(_allow: Allow) -> None:
        message = "results.json: cannot be written"
        raise OutputError(message)

    assert supervise(fail, LONG) is Ending.UNWRITTEN
    assert capfd.readouterr().out == "results.json: cannot be written\n"


def test_words_that_nobody_can_read_do_not_undo_the_work() -> None:
    """Else the child would go on behind `supervise`, as a second parent."""
    code = (
        "import os, sys\n"
        "from autograder.container.watchdog import supervise\n"
        "ending = supervise(lambda _: print('words'), 60)\n"
        "os.write(2, f'{os.getpid()} {ending.name}\\n'.encode())\n"
        "os._exit(0)\n"
    )
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONUNBUFFERED": ""},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert [line.split()[1] for line in done.stderr.splitlines()] == ["DONE"]


def test_work_ends_with_the_process_that_watches_it() -> None:
    code = (
        "import os, sys, time\n"
        "from autograder.container.watchdog import supervise\n"
        "supervise(lambda _: print(os.getpid(), flush=True) or time.sleep(600), 600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as watching:
        assert watching.stdout is not None
        work = Path("/proc", watching.stdout.readline().strip())
        assert work.exists()
        watching.kill()
    end = time.monotonic() + 10
    while work.exists():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_work_that_hangs_is_stopped_in_time() -> None:
    started = time.monotonic()
    assert supervise(hang, 0.3) is Ending.STOPPED
    assert 0.3 <= time.monotonic() - started < 3


def test_work_may_take_less_or_more_time_than_was_given() -> None:
    def shorter(allow: Allow) -> None:
        allow(0.3)
        hang(allow)

    def longer(allow: Allow) -> None:
        allow(LONG)
        time.sleep(0.6)

    started = time.monotonic()
    assert supervise(shorter, LONG) is Ending.STOPPED
    assert time.monotonic() - started < LONG / 10
    assert supervise(longer, 0.3) is Ending.DONE


def test_nothing_is_printed_twice(capfd: pytest.CaptureFixture[str]) -> None:
    print("before")  # noqa: T201 (it stays in the buffer that the child inherits)
    supervise(lambda _: None, LONG)
    assert capfd.readouterr().out.count("before") == 1


def test_nothing_stays_open() -> None:
    open_files = Path("/proc/self/fd")
    before = len([*open_files.iterdir()])
    supervise(lambda _: None, LONG)
    supervise(hang, 0.1)
    assert len([*open_files.iterdir()]) == before
