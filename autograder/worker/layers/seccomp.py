"""seccomp: the system calls that a worker may make. An allow-list; any other call fails with EPERM.

What is missing on purpose, beside the obvious: prctl, which could take back `parent_death` and
`undumpable`; chdir and every call that changes a file or its metadata, which Landlock does not govern
completely; memfd_create; sendmsg, which can name another receiver; pidfd_send_signal and
rt_sigqueueinfo, which are kills under other names.
"""

import errno
import os
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from autograder.worker.layers import bpf, filters
from autograder.worker.layers.bpf import Condition, Instruction, any_of, equal, high, low, none_of, other_than
from autograder.worker.layers.filters import ALLOW, ERRNO
from autograder.worker.layers.kernel import Kernel
from autograder.worker.layers.syscalls import Architecture, here

if TYPE_CHECKING:
    from autograder.worker.layers.planning import Plan

_PROT_WRITE, _PROT_EXEC = 2, 4
_MAP_ANONYMOUS = 0x20
_MAP_SHARED, _MAP_GROWSDOWN, _MAP_HUGETLB = 0x01, 0x100, 0x40000
_UNCOUNTED = _MAP_SHARED | _MAP_GROWSDOWN | _MAP_HUGETLB
_SIGKILL = 9
_CLONE_THREAD = 0x00010000
_SOME_PID = 0x50494453  # stands for a worker's pid; above any pid, and no other constant of the filter
_FCNTL = (0, 1, 2, 3, 4, 1030)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC

# The most frequent first: the filter tries one after the other. Which files may be opened, other layers say.
_FREE = (
    *("read", "write", "recvfrom", "recvmsg", "brk", "munmap", "mremap", "madvise", "futex"),
    *("close", "close_range", "dup", "dup2", "dup3", "lseek", "pread64", "readv", "writev"),
    *("open", "openat", "stat", "fstat", "lstat", "newfstatat", "statx", "getdents64", "getcwd"),
    *("access", "faccessat", "faccessat2", "getsockname", "getsockopt"),
    *("poll", "ppoll", "select", "pselect6"),
    *("clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "times"),
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending", "rt_sigtimedwait", "rt_sigsuspend"),
    *("sigaltstack", "restart_syscall"),
    *("getpid", "gettid", "getppid", "getuid", "geteuid", "getgid", "getegid"),
    *("getgroups", "getresuid", "getresgid"),
    *("getrandom", "getrlimit", "getrusage", "uname", "sysinfo"),
    *("sched_yield", "sched_getaffinity", "getcpu"),
    *("rseq", "set_robust_list", "set_tid_address", "arch_prctl", "membarrier"),
    *("exit", "exit_group"),
)


class Rule(NamedTuple):
    """A call is allowed when all conditions of one alternative hold; otherwise it fails with `error`."""

    alternatives: tuple[tuple[Condition, ...], ...] = ()
    error: int = errno.EPERM


_ANYTHING = Rule(((),))
_CONDITIONAL = {
    # No code but that of readable files: what can be written can never be run. No memory that neither
    # RLIMIT_DATA nor the resident size counts: it could use up the machine's, and be killed without a trace.
    "mmap": Rule(
        (
            (none_of(low(2), _PROT_EXEC), none_of(low(3), _UNCOUNTED)),
            (none_of(low(2), _PROT_EXEC), none_of(low(3), _MAP_ANONYMOUS)),
            (none_of(low(2), _PROT_WRITE), none_of(low(3), _MAP_ANONYMOUS)),
        )
    ),
    "mprotect": Rule(((none_of(low(2), _PROT_EXEC),),)),
    # Only to where the socket is connected.
    "sendto": Rule(((equal(low(4), 0), equal(high(4), 0)),)),
    # Reading its own limits, not setting them.
    "prlimit64": Rule(((equal(low(0), 0), equal(low(2), 0), equal(high(2), 0)),)),
    "fcntl": Rule(tuple((equal(low(1), command),) for command in _FCNTL)),
    # What isatty asks is answered "no"; no device is open.
    "ioctl": Rule(error=errno.ENOTTY),
}
_THREADS = {
    "clone": Rule(((any_of(low(0), _CLONE_THREAD),),)),
    # It keeps its flags in memory, where a filter cannot look; on this answer the C library uses clone.
    "clone3": Rule(error=errno.ENOSYS),
}


def rules(pid: int, *, threads: bool) -> dict[str, Rule]:
    """Return the rule of every call that process `pid` may make, or that fails in a way of its own."""
    return {
        **dict.fromkeys(_FREE, _ANYTHING),
        **_CONDITIONAL,
        **_signals(pid),
        **(_THREADS if threads else {}),
    }


def _signals(pid: int) -> dict[str, Rule]:
    """Allow what abort() does, but never SIGKILL: a worker that was killed was killed by somebody else."""
    to_itself = equal(low(0), pid)
    number = {"kill": 1, "tkill": 1, "tgkill": 2}
    return {name: Rule(((to_itself, other_than(low(at), _SIGKILL)),)) for name, at in number.items()}


def program(architecture: Architecture, pid: int, *, threads: bool) -> list[Instruction]:
    """Compile the filter for one worker."""
    judgements = {name: _judge(rule) for name, rule in rules(pid, threads=threads).items()}
    return filters.compiled(architecture, judgements, ERRNO | errno.EPERM)


def prepare(plan: "Plan", kernel: Kernel) -> Callable[[int], None]:
    """Compile this machine's filter once; a worker puts in its own pid."""
    template = bpf.pack(program(here(), _SOME_PID, threads=plan.threads))
    made = filters.Filter(template)

    def step(_slot: int) -> None:
        made.instructions.raw = with_pid(template, os.getpid())
        made.lay_on(kernel)

    return step


def with_pid(template: bytes, pid: int) -> bytes:
    """Put a worker's pid where the filter was compiled with `_SOME_PID`."""
    return template.replace(struct.pack("=I", _SOME_PID), struct.pack("=I", pid))


def _judge(rule: Rule) -> list[Instruction]:
    """Compile one rule: the end of the filter for its call."""
    block = [i for conditions in rule.alternatives for i in bpf.when_all(conditions, ALLOW)]
    return block if () in rule.alternatives else [*block, bpf.answer(ERRNO | rule.error)]
