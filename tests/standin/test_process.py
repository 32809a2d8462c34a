import time

import pytest

from autograder.standin.process import CUT, last_lines, run


def test_what_is_written_is_kept_apart():
    ended = run(["sh", "-c", "echo out; echo err >&2"], 10)
    assert (ended.status, ended.stdout, ended.stderr) == (0, "out\n", "err\n")


@pytest.mark.parametrize(("script", "status"), [("exit 3", 3), ("kill -9 $$", 137), ("kill -15 $$", 143)])
def test_the_status_is_a_shells(script, status):
    assert run(["sh", "-c", script], 10).status == status


def test_a_command_is_stopped_when_its_time_is_up():
    started = time.monotonic()
    ended = run(["sh", "-c", "echo begun; exec sleep 60"], 0.3)
    assert (ended.status, ended.stdout) == (None, "begun\n")
    assert 0.3 <= ended.seconds <= time.monotonic() - started < 10


def test_a_command_that_closes_its_output_is_waited_for():
    assert run(["sh", "-c", "exec >&- 2>&-; sleep 0.2; exit 5"], 10).status == 5
    assert run(["sh", "-c", "exec >&- 2>&-; exec sleep 60"], 0.2).status is None


def test_an_output_is_cut_where_the_platform_cuts_it_and_the_command_goes_on():
    ended = run(["sh", "-c", "yes é | head -c 3000000; exit 4"], 30)
    assert ended.status == 4
    assert len(ended.stdout) == CUT
    assert ended.stdout.startswith("é\né\n")


def test_odd_bytes_are_shown_as_the_platform_does():
    assert run(["printf", r"a\0b\377"], 10).stdout == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"


def test_a_command_reads_nothing():
    assert run(["cat"], 10).status == 0


def test_the_new_process_can_be_prepared(tmp_path):
    run(["true"], 10, enter=(tmp_path / "entered").touch)
    assert (tmp_path / "entered").exists()


def test_the_last_lines_leave_empty_ones_out():
    assert last_lines("a\n\nb  \n\nc\n", 2) == "b\nc"
    ended = run(["sh", "-c", "echo out; echo err >&2"], 10)
    assert ended.last_lines() == "out\nerr"
