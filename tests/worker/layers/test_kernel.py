import errno
import os

import pytest
from support.sandboxed import in_child

from autograder.worker.layers.kernel import Kernel

PR_SET_NAME, PR_GET_DUMPABLE = 15, 3


def test_a_call_that_fails_raises_its_error():
    with pytest.raises(OSError, match=os.strerror(errno.EINVAL)) as caught:
        Kernel().prctl(-1)
    assert caught.value.errno == errno.EINVAL


def test_a_system_call_that_does_not_exist_raises_its_error():
    with pytest.raises(OSError, match=os.strerror(errno.ENOSYS)) as caught:
        Kernel().syscall(100_000)
    assert caught.value.errno == errno.ENOSYS


def test_the_answer_comes_back():
    assert Kernel().prctl(PR_GET_DUMPABLE) in {0, 1}


def test_bytes_are_passed_by_address():
    def rename():
        Kernel().prctl(PR_SET_NAME, b"renamed")
        with open("/proc/self/comm", encoding="utf-8") as comm:  # noqa: PTH123
            return comm.read()

    assert in_child(rename).value == "renamed\n"
