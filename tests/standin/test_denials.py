import ctypes
import errno
import os
import platform
import re
from pathlib import Path

import pytest
from support.sandboxed import in_child, run_filter

from autograder.errors import SandboxError
from autograder.standin import denials
from autograder.worker.layers.filters import ALLOW, ERRNO
from autograder.worker.layers.kernel import PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, Kernel
from autograder.worker.layers.syscalls import ARCHITECTURES

HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}
HERE = platform.machine()
DOCKER_MASK = 0xA80425FB
"""What /proc/self/status says of root in a container: `docker run --rm alpine grep Cap /proc/self/status`."""

linux = pytest.mark.skipif(HERE not in ARCHITECTURES, reason="no filter for this machine")


def under_filter(work, *, landlock=True):
    """Do work in a child that has the filter and nothing else."""
    code = denials.seccomp(landlock=landlock)

    def filtered():
        import struct

        held = ctypes.create_string_buffer(code, len(code))
        kernel = Kernel()
        kernel.prctl(PR_SET_NO_NEW_PRIVS, 1)
        kernel.prctl(PR_SET_SECCOMP, 2, struct.pack("@HP", len(code) // 8, ctypes.addressof(held)))
        return work()

    return in_child(filtered).value


def answer(number, *arguments):
    """Return the error of a system call, 0 when it has none."""
    try:
        Kernel().syscall(number, *arguments)
    except OSError as error:
        return error.errno
    return 0


@pytest.mark.parametrize("machine", denials.REFUSED)
def test_the_numbers_are_those_of_the_kernels_headers(machine):
    if not HEADERS[machine].exists():
        pytest.skip("the kernel's headers are not installed")
    text = HEADERS[machine].read_text("utf-8")
    numbers = {name: int(number) for name, number in re.findall(r"#define __NR_(\w+)\s+(\d+)", text)}
    ours = {**denials.REFUSED[machine], **denials.LANDLOCK}
    assert {name: numbers.get(name, number) for name, number in ours.items()} == ours
    assert len(ours.keys() & numbers.keys()) > 0.9 * len(ours)


@linux
def test_every_refused_call_fails_with_eperm_whatever_its_arguments():
    refused = denials.REFUSED[HERE]
    assert under_filter(lambda: {name: answer(number) for name, number in refused.items()}) == dict.fromkeys(
        refused, errno.EPERM
    )


@pytest.mark.parametrize("machine", denials.REFUSED)
def test_on_every_machine_the_filter_refuses_what_is_listed_and_nothing_else(machine):
    code, audit = denials.seccomp(landlock=True, machine=machine), ARCHITECTURES[machine].audit
    refused = set(denials.REFUSED[machine].values())
    clone3 = ARCHITECTURES[machine].numbers["clone3"]
    for number in range(600):
        expected = ERRNO | errno.EPERM if number in refused else ALLOW
        assert run_filter(code, number, audit) == (ERRNO | errno.ENOSYS if number == clone3 else expected)


def test_calls_of_another_architecture_are_refused():
    code = denials.seccomp(landlock=True, machine="x86_64")
    assert run_filter(code, 0, ARCHITECTURES["aarch64"].audit) == ERRNO | errno.EPERM
    assert run_filter(code, 0x40000000, ARCHITECTURES["x86_64"].audit) == ERRNO | errno.EPERM


@linux
def test_without_the_filter_the_kernel_itself_answers_otherwise():
    assert answer(denials.REFUSED[HERE]["unshare"], 0) == 0
    assert answer(denials.REFUSED[HERE]["keyctl"], 10_000) in {errno.EOPNOTSUPP, errno.ENOSYS}


@linux
def test_a_process_can_fork_and_run_programs_but_make_no_namespace():
    clone = ARCHITECTURES[HERE].numbers["clone"]
    new_uts = 0x04000000
    assert under_filter(lambda: os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)[1]) == 0
    assert under_filter(lambda: answer(clone, new_uts | 17)) == errno.EPERM


@linux
def test_clone3_which_hides_its_flags_does_not_exist():
    assert under_filter(lambda: answer(ARCHITECTURES[HERE].numbers["clone3"])) == errno.ENOSYS


@linux
def test_landlock_is_as_the_kernel_has_it_or_not_there_at_all():
    calls = list(denials.LANDLOCK.values())
    here = [answer(number) == errno.ENOSYS for number in calls]
    filtered = under_filter(lambda: [answer(number) for number in calls])
    assert [one == errno.ENOSYS for one in filtered] == here
    missing = under_filter(lambda: [answer(number) for number in calls], landlock=False)
    assert missing == [errno.ENOSYS] * 3


def test_the_capabilities_are_those_that_docker_shows():
    header = Path("/usr/include/linux/capability.h")
    if not header.exists():
        pytest.skip("the kernel's headers are not installed")
    found = re.findall(r"#define CAP_(\w+)\s+(\d+)", header.read_text("utf-8"))
    numbers = {name.lower(): int(number) for name, number in found}
    assert sum(1 << numbers[name] for name in denials.CAPABILITIES) == DOCKER_MASK


def test_a_machine_whose_calls_are_not_known_is_refused():
    with pytest.raises(SandboxError, match="does not know the system calls of riscv64"):
        denials.seccomp(landlock=True, machine="riscv64")
