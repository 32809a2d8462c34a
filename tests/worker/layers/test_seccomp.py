import ctypes
import errno
import faulthandler
import mmap
import os
import signal
import socket
import struct
import threading
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.sandboxed import PLAN, STRONG, FakeKernel, code_of, in_child, in_sandbox, need, run_filter

from autograder.worker.layers import bpf, filters, seccomp
from autograder.worker.layers.syscalls import ARCHITECTURES

PID = 4242
WORD = 2**64 - 1
DENIED = filters.ERRNO | errno.EPERM
MACHINES = pytest.mark.parametrize("machine", ARCHITECTURES)
FILTERS = {
    (machine, threads): bpf.pack(seccomp.program(architecture, PID, threads=threads))
    for machine, architecture in ARCHITECTURES.items()
    for threads in (False, True)
}
ALL_NUMBERS = range(1024)

# From the headers: what must not be possible, with any arguments.
FORBIDDEN = {
    "x86_64": """
        socket=41 connect=42 accept=43 sendmsg=46 bind=49 listen=50 socketpair=53 fork=57 vfork=58
        execve=59 execveat=322 ptrace=101 pidfd_open=434 process_vm_readv=310 process_vm_writev=311
        pidfd_send_signal=424 pidfd_getfd=438 truncate=76 ftruncate=77 chdir=80 fchdir=81 rename=82
        mkdir=83 unlink=87 link=86 symlink=88 chmod=90 fchmod=91 chown=92 utime=132 setxattr=188
        renameat2=316 utimensat=280 fchmodat=268 setuid=105 setresuid=117 setrlimit=160 prctl=157
        seccomp=317 bpf=321 userfaultfd=323 memfd_create=319 personality=135 open_by_handle_at=304
        mount=165 chroot=161 unshare=272 setns=308 keyctl=250 io_uring_setup=425 perf_event_open=298
        shmat=30 mlock=149 rt_sigqueueinfo=129 rt_tgsigqueueinfo=297 pkey_mprotect=329 openat2=437
        process_madvise=440
    """,
    "aarch64": """
        socket=198 connect=203 accept=202 sendmsg=211 bind=200 listen=201 execve=221 execveat=281
        ptrace=117 pidfd_open=434 pidfd_send_signal=424 process_vm_readv=270 process_vm_writev=271
        truncate=45 ftruncate=46 chdir=49 unlinkat=35 mkdirat=34 renameat2=276 fchmodat=53
        utimensat=88 setxattr=5 setuid=146 setresuid=147 setrlimit=164 prctl=167 seccomp=277 bpf=280
        memfd_create=279 userfaultfd=282 personality=92 open_by_handle_at=265 mount=40
        io_uring_setup=425 perf_event_open=241 shmat=196 mlock=228 rt_sigqueueinfo=138
        rt_tgsigqueueinfo=240 pkey_mprotect=288 openat2=437 process_madvise=440
    """,
}


def forbidden(machine):
    pairs = (entry.split("=") for entry in FORBIDDEN[machine].split())
    return {name: int(number) for name, number in pairs}


def decide(machine, name, *arguments, threads=False):
    architecture = ARCHITECTURES[machine]
    return run_filter(FILTERS[machine, threads], architecture.numbers[name], architecture.audit, arguments)


@MACHINES
@pytest.mark.parametrize("threads", [False, True])
def test_the_calls_allowed_with_any_arguments_are_the_declared_ones(machine, threads):
    architecture = ARCHITECTURES[machine]
    declared = {
        architecture.numbers[name]
        for name, rule in seccomp.rules(PID, threads=threads).items()
        if () in rule.alternatives and name in architecture.numbers
    }
    worst = (WORD,) * 6
    allowed = {
        number
        for number in ALL_NUMBERS
        if run_filter(FILTERS[machine, threads], number, architecture.audit, worst) == filters.ALLOW
    }
    assert allowed - declared == ({architecture.numbers["clone"]} if threads else set())
    assert declared <= allowed


@MACHINES
def test_a_call_without_a_rule_fails_with_eperm(machine):
    architecture = ARCHITECTURES[machine]
    without = set(ALL_NUMBERS) - set(architecture.numbers.values())
    answers = {run_filter(FILTERS[machine, False], number, architecture.audit) for number in without}
    assert answers == {DENIED}


@MACHINES
@given(arguments=st.tuples(*[st.integers(0, WORD)] * 6))
def test_no_arguments_open_a_forbidden_call(machine, arguments):
    program, audit = FILTERS[machine, True], ARCHITECTURES[machine].audit
    allowed = {
        name for name, n in forbidden(machine).items() if run_filter(program, n, audit, arguments) != DENIED
    }
    assert allowed == set()


@MACHINES
@given(number=st.integers(0, 2**32 - 1), audit=st.integers(0, 2**32 - 1))
def test_another_architecture_kills(machine, number, audit):
    if audit != ARCHITECTURES[machine].audit:
        assert run_filter(FILTERS[machine, False], number, audit) == filters.KILL_PROCESS


@MACHINES
@given(number=st.integers(0x40000000, 2**32 - 1))
def test_a_number_of_x32_kills(machine, number):
    audit = ARCHITECTURES[machine].audit
    assert run_filter(FILTERS[machine, False], number, audit) == filters.KILL_PROCESS


@MACHINES
@pytest.mark.parametrize("name", ["kill", "tkill", "tgkill"])
def test_a_signal_goes_to_the_own_process_only(machine, name):
    assert decide(machine, name, PID, 6, 6) == filters.ALLOW
    assert [decide(machine, name, pid, 6, 6) for pid in (0, 1, PID + 1, WORD)] == [DENIED] * 4


@MACHINES
@given(upper=st.integers(0, 2**32 - 1), others=st.tuples(*[st.integers(0, WORD)] * 3))
def test_no_arguments_make_a_process_kill_itself(machine, upper, others):
    """The kernel reads 32 bits of a signal's number."""
    number = (upper << 32) | signal.SIGKILL
    assert decide(machine, "kill", PID, number, *others) == DENIED
    assert decide(machine, "tkill", PID, number, *others) == DENIED
    assert decide(machine, "tgkill", PID, others[0], number, *others) == DENIED


@MACHINES
def test_limits_can_be_read_but_not_set_nor_those_of_another(machine):
    assert decide(machine, "prlimit64", 0, 7, 0, 1) == filters.ALLOW
    assert decide(machine, "prlimit64", PID, 7, 0, 1) == DENIED
    assert decide(machine, "prlimit64", 0, 7, 1, 0) == DENIED
    assert decide(machine, "prlimit64", 0, 7, 1 << 40, 0) == DENIED


@MACHINES
@pytest.mark.parametrize("name", ["mmap", "mprotect"])
def test_memory_that_is_not_for_code_can_be_had(machine, name):
    assert decide(machine, name, 0, 4096, mmap.PROT_READ | mmap.PROT_WRITE, 0x22) == filters.ALLOW


@MACHINES
def test_memory_that_no_limit_counts_cannot_be_had(machine):
    read_write, anonymous, private = mmap.PROT_READ | mmap.PROT_WRITE, mmap.MAP_ANONYMOUS, mmap.MAP_PRIVATE
    shared, grows_down, huge = mmap.MAP_SHARED, 0x100, 0x40000
    for flags in (shared, shared | private, private | grows_down, private | huge):
        assert decide(machine, "mmap", 0, 4096, read_write, anonymous | flags) == DENIED
    assert decide(machine, "mmap", 0, 4096, mmap.PROT_READ, shared) == filters.ALLOW  # a file


@MACHINES
def test_code_comes_from_files_and_cannot_be_written(machine):
    read_run, write_run = mmap.PROT_READ | mmap.PROT_EXEC, mmap.PROT_WRITE | mmap.PROT_EXEC
    private, anonymous = mmap.MAP_PRIVATE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    assert decide(machine, "mmap", 0, 4096, read_run, private) == filters.ALLOW
    assert decide(machine, "mmap", 0, 4096, write_run, private) == DENIED
    assert decide(machine, "mmap", 0, 4096, read_run, anonymous) == DENIED
    assert decide(machine, "mprotect", 0, 4096, read_run) == DENIED


@MACHINES
def test_data_goes_only_where_the_socket_is_connected(machine):
    assert decide(machine, "sendto", 3, 1, 1, 0, 0, 0) == filters.ALLOW
    assert decide(machine, "sendto", 3, 1, 1, 0, 1, 0) == DENIED
    assert decide(machine, "sendto", 3, 1, 1, 0, 1 << 32, 0) == DENIED


@MACHINES
def test_a_descriptor_can_be_copied_and_its_flags_changed_but_no_more(machine):
    allowed = {c for c in range(2048) if decide(machine, "fcntl", 3, c) == filters.ALLOW}
    assert allowed == {0, 1, 2, 3, 4, 1030}


@MACHINES
def test_nothing_is_a_terminal(machine):
    assert decide(machine, "ioctl", 0, 0x5401) == filters.ERRNO | errno.ENOTTY


@MACHINES
def test_threads_start_only_where_the_plan_has_them_and_processes_nowhere(machine):
    thread, process = 0x3D0F00, 0x01200011  # what the C library passes for pthread_create and fork
    assert decide(machine, "clone", thread, threads=True) == filters.ALLOW
    assert decide(machine, "clone", process, threads=True) == DENIED
    assert decide(machine, "clone3", threads=True) == filters.ERRNO | errno.ENOSYS
    assert decide(machine, "clone", thread) == DENIED
    assert decide(machine, "clone3") == DENIED


@MACHINES
@pytest.mark.parametrize("threads", [False, True])
@given(pid=st.integers(1, 2**22))
def test_the_pid_put_into_the_template_gives_the_filter_compiled_for_it(machine, threads, pid):
    architecture = ARCHITECTURES[machine]
    template = bpf.pack(seccomp.program(architecture, seccomp._SOME_PID, threads=threads))
    compiled = bpf.pack(seccomp.program(architecture, pid, threads=threads))
    assert seccomp.with_pid(template, pid) == compiled


def test_the_kernel_is_given_the_count_and_the_address_of_the_filter_for_this_process():
    kernel = FakeKernel()
    step = seccomp.prepare(PLAN, kernel)
    step(0)
    [(_, option, (mode, header))] = kernel.calls
    count, address = struct.unpack("@HP", header)
    architecture = ARCHITECTURES[os.uname().machine]
    expected = bpf.pack(seccomp.program(architecture, os.getpid(), threads=False))
    assert (option, mode, count) == (22, 2, len(expected) // 8)
    assert ctypes.string_at(address, len(expected)) == expected


def test_an_unknown_cpu_is_an_error(monkeypatch):
    monkeypatch.setattr(os, "uname", lambda: type("Uname", (), {"machine": "riscv64"}))
    with pytest.raises(OSError, match="riscv64"):
        seccomp.prepare(PLAN, FakeKernel())


def under_seccomp(work):
    only = replace(STRONG[-1], layers=("no_new_privs", "seccomp"))
    return in_sandbox(only, work)


def test_abort_kills_with_its_own_signal():
    def abort():
        faulthandler.disable()  # pytest's would write where the abort came from
        os.abort()

    assert under_seccomp(abort).signal == signal.SIGABRT


def test_the_filter_holds_in_a_real_process():
    def attempts():
        return [
            code_of(lambda: socket.socket(socket.AF_INET)),
            code_of(lambda: os.kill(os.getppid(), 0)),
            code_of(lambda: os.kill(os.getpid(), 0)),
            code_of(os.fork),
            code_of(lambda: os.chdir("/")),
            os.isatty(0),
        ]

    assert under_seccomp(attempts).value == ["EPERM", "EPERM", None, "EPERM", "EPERM", False]


def test_memory_for_code_is_refused_in_a_real_process():
    def attempts():
        read_run, read_write = mmap.PROT_READ | mmap.PROT_EXEC, mmap.PROT_READ | mmap.PROT_WRITE
        return [
            code_of(lambda: mmap.mmap(-1, 4096, mmap.MAP_PRIVATE, read_run)),
            code_of(lambda: mmap.mmap(-1, 4096, mmap.MAP_SHARED, read_write)),
            code_of(lambda: mmap.mmap(-1, 4096, mmap.MAP_PRIVATE, read_write)),
        ]

    assert under_seccomp(attempts).value == ["EPERM", "EPERM", None]


def test_a_process_cannot_kill_itself_though_it_may_send_itself_any_other_signal():
    def attempts():
        own, thread = os.getpid(), threading.get_ident()
        number = signal.SIGKILL
        return [
            code_of(lambda: os.kill(own, number)),
            code_of(lambda: signal.raise_signal(number)),
            code_of(lambda: signal.pthread_kill(thread, number)),
            code_of(lambda: os.kill(own, signal.SIGCONT)),
        ]

    assert under_seccomp(attempts).value == ["EPERM", "EPERM", "EPERM", None]


def test_without_the_filter_a_process_can_kill_itself():
    assert in_child(lambda: signal.raise_signal(signal.SIGKILL)).signal == signal.SIGKILL


def test_a_call_of_x32_kills():
    if os.uname().machine != "x86_64":
        pytest.skip("only x86-64 has x32")
    ended = under_seccomp(lambda: ctypes.CDLL(None).syscall(0x40000027))
    assert ended.signal == signal.SIGSYS


def test_without_the_filter_the_same_call_is_harmless():
    if os.uname().machine != "x86_64":
        pytest.skip("only x86-64 has x32")
    assert in_child(lambda: ctypes.CDLL(None).syscall(0x40000027)).signal == 0


@pytest.mark.parametrize("situation", STRONG, ids=lambda s: s.name)
def test_numpy_that_is_imported_already_computes_under_all_layers(situation):
    need(situation)
    generator, fft = np.random.default_rng, np.fft.fft

    # No matrix products: here, unlike in a zygote, OpenBLAS may have been loaded to use threads.
    def compute():
        a = np.sort(generator().normal(size=(200, 200)), axis=None)
        return [bool(a[0] < a[-1]), len(fft(a)), float(np.tanh(0.0))]

    assert in_sandbox(situation, compute).value == [True, 40_000, 0.0]
