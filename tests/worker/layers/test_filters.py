import errno

import pytest
from support.sandboxed import FakeKernel, run_filter

from autograder.worker.layers import bpf, filters
from autograder.worker.layers.kernel import PR_SET_SECCOMP, Kernel
from autograder.worker.layers.syscalls import ARCHITECTURES

ONE, OTHER = 7, 8


def test_a_named_call_gets_its_judgement_and_any_other_the_general_one():
    architecture = ARCHITECTURES["x86_64"]
    judgements = {"read": [bpf.answer(ONE)], "no such call": [bpf.answer(ONE)]}
    program = bpf.pack(filters.compiled(architecture, judgements, OTHER))
    found = [run_filter(program, number, architecture.audit) for number in range(3)]
    assert found == [ONE, OTHER, OTHER]


def test_asking_whether_filters_are_possible_lays_none_on():
    assert filters.are_possible(Kernel())
    assert filters.are_possible(Kernel())


@pytest.mark.parametrize(
    ("fails", "possible"),
    [
        ({("prctl", PR_SET_SECCOMP): errno.EFAULT}, True),
        ({("prctl", PR_SET_SECCOMP): errno.EINVAL}, False),
        ({("prctl", PR_SET_SECCOMP): errno.EPERM}, False),
        ({}, False),
    ],
)
def test_a_kernel_with_filters_misses_the_one_that_is_not_given(fails, possible):
    assert filters.are_possible(FakeKernel(fails=fails)) is possible
