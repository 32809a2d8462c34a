import mmap
import os
import resource
import signal
import socket
from dataclasses import replace

import pytest
from support.sandboxed import PLAN, STRONG, FakeKernel, code_of, in_child, in_sandbox

from autograder.worker.layers import rlimits

ONLY = replace(STRONG[-1], layers=("rlimits",))
MIB = 1 << 20


def limit_of(name, **plan):
    return tuple(in_sandbox(ONLY, lambda: resource.getrlimit(getattr(resource, name)), **plan).value)


@pytest.mark.parametrize("name", ["FSIZE", "CORE", "MEMLOCK", "MSGQUEUE", "NPROC"])
def test_what_a_worker_needs_none_of_is_0(name):
    assert limit_of(f"RLIMIT_{name}") == (0, 0)


def test_cpu_time_has_a_second_between_the_signal_that_can_be_caught_and_the_one_that_cannot():
    assert limit_of("RLIMIT_CPU", cpu=7) == (7, 8)


def test_with_threads_the_number_of_processes_stays():
    assert limit_of("RLIMIT_NPROC", threads=True) == resource.getrlimit(resource.RLIMIT_NPROC)


def test_the_stack_is_8_mib_or_what_it_was_limited_to():
    soft, hard = limit_of("RLIMIT_STACK")
    assert soft == hard <= 8 * MIB


def test_memory_is_counted_from_what_the_zygote_has():
    def sizes():
        return [size for size in (16, 128) if fits(size * MIB)]

    assert in_sandbox(ONLY, sizes, memory=64 * MIB).value == [16]


def test_address_space_that_is_only_reserved_costs_nothing_until_its_page_tables_would():
    def sizes():
        return [size for size in (8, 64) if reserved(size * 1024 * MIB)]

    assert in_sandbox(ONLY, sizes).value == [8]


def reserved(size):
    try:
        mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, mmap.PROT_READ).close()
    except OSError:
        return False
    return True


def fits(size):
    try:
        return len(bytearray(size)) == size
    except MemoryError:
        return False


def test_a_worker_that_uses_up_its_cpu_time_is_killed():
    def spin():
        while True:
            pass

    assert in_sandbox(ONLY, spin, cpu=1).signal == signal.SIGXCPU


def test_few_more_files_than_the_zygote_has_can_be_open():
    highest = max(number for number in range(4096) if code_of(lambda n=number: os.fstat(n)) is None)
    limit, _ = limit_of("RLIMIT_NOFILE")
    assert highest + 32 <= limit <= highest + 48


def test_one_file_too_many_is_refused():
    def open_many():
        kept = []
        while len(kept) < 4096:
            kept.append(socket.socketpair())

    assert in_sandbox(ONLY, lambda: code_of(open_many)).value == "EMFILE"


def test_a_limit_that_is_lower_already_stays():
    def lowered():
        resource.setrlimit(resource.RLIMIT_CPU, (3, 3))
        resource.setrlimit(resource.RLIMIT_STACK, (MIB, MIB))
        rlimits.prepare(replace(PLAN, cpu=7), FakeKernel())(0)
        return [resource.getrlimit(resource.RLIMIT_CPU), resource.getrlimit(resource.RLIMIT_STACK)]

    assert in_child(lowered).value == [[3, 3], [MIB, MIB]]


def test_a_status_without_its_private_memory_is_an_error(monkeypatch, tmp_path):
    (tmp_path / "status").write_text("Name:\tpython\n")
    monkeypatch.setattr(rlimits, "_STATUS", tmp_path / "status")
    with pytest.raises(OSError, match="VmData"):
        rlimits.prepare(PLAN, FakeKernel())
