"""Sealed: by path there is nothing, in whatever way one asks; what is open already works on."""

import errno
import os
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.sandboxed import FakeKernel, code_of, in_sandbox, open_folder, run_filter

from autograder.worker.layers import bpf, filters, sealed
from autograder.worker.layers.syscalls import ARCHITECTURES
from autograder.worker.situation import SITUATIONS

WHOLE = SITUATIONS["sealed"]
MACHINES = pytest.mark.parametrize("machine", ARCHITECTURES)
FILTERS = {machine: bpf.pack(sealed.program(one)) for machine, one in ARCHITECTURES.items()}
NOT_THERE, REFUSED = filters.ERRNO | errno.ENOENT, filters.ERRNO | errno.EACCES
O_CREAT, AT_EMPTY_PATH = 0x40, 0x1000
WORDS = st.tuples(*[st.integers(0, 2**64 - 1)] * 6)


def decide(machine, name, *arguments):
    architecture = ARCHITECTURES[machine]
    return run_filter(FILTERS[machine], architecture.numbers[name], architecture.audit, arguments)


def named(machine):
    return [name for name in sealed.JUDGEMENTS if name in ARCHITECTURES[machine].numbers]


@MACHINES
@given(arguments=WORDS)
def test_no_arguments_open_a_file_or_look_at_one_but_with_the_flag_of_fstat(machine, arguments):
    let_through = {name for name in named(machine) if decide(machine, name, *arguments) == filters.ALLOW}
    assert let_through == ({"newfstatat"} if arguments[3] & AT_EMPTY_PATH else set())


@MACHINES
@given(number=st.integers(0, 1023), arguments=WORDS)
def test_any_other_call_is_for_the_next_filter_to_judge(machine, number, arguments):
    architecture = ARCHITECTURES[machine]
    if number not in {architecture.numbers[name] for name in named(machine)}:
        assert run_filter(FILTERS[machine], number, architecture.audit, arguments) == filters.ALLOW


@MACHINES
def test_a_file_is_not_there_and_cannot_be_made(machine):
    assert decide(machine, "openat", 0, 0, os.O_RDWR) == NOT_THERE
    assert decide(machine, "openat", 0, 0, os.O_WRONLY | O_CREAT) == REFUSED
    assert decide(machine, "openat2", 0, 0, 0) == NOT_THERE


def test_of_the_old_open_the_flags_are_the_second_argument():
    assert decide("x86_64", "open", 0, os.O_RDWR) == NOT_THERE
    assert decide("x86_64", "open", 0, O_CREAT) == REFUSED
    assert decide("x86_64", "creat") == REFUSED


def test_the_kernel_is_given_the_filter_of_this_machine():
    kernel = FakeKernel()
    sealed.prepare(None, kernel)(0)
    [(_, option, (mode, _))] = kernel.calls
    assert (option, mode) == (22, 2)


@pytest.fixture
def secret():
    with open_folder() as folder:
        (folder / "secret").write_text("out")
        yield folder / "secret"


def attempts(secret, folder):
    """Ask for a file that everybody may read, in every way."""
    return {
        "open": code_of(lambda: os.open(secret, os.O_RDONLY)),
        "make": code_of(lambda: os.open(secret, os.O_RDWR | os.O_CREAT)),
        "stat": code_of(secret.stat),
        "lstat": code_of(secret.lstat),
        "access": "ENOENT" if not os.access(secret, os.F_OK) else None,
        "readlink": code_of(secret.readlink),
        "list": code_of(lambda: os.listdir(folder)),  # noqa: PTH208 (a descriptor)
        "fstat": code_of(lambda: os.fstat(folder)),
        "getcwd": code_of(os.getcwd),
    }


OPEN = {"open": None, "stat": None, "lstat": None, "access": None}
SEALED = {**dict.fromkeys(OPEN, "ENOENT"), "make": "EACCES"}
AFTER = {"fstat": None, "getcwd": None}


@pytest.mark.parametrize(
    ("missing", "seen"),
    [
        ((), {**SEALED, "list": "EACCES"}),
        (("seccomp",), {**SEALED, "list": "EACCES"}),
        (("sealed",), {**OPEN, "list": None}),
    ],
)
def test_what_everybody_may_read_is_out_of_reach_by_this_layer_and_no_other(secret, missing, seen):
    layers = tuple(name for name in WHOLE.layers if name not in missing)
    folder = os.open(secret.parent, os.O_RDONLY)
    try:
        found = in_sandbox(replace(WHOLE, layers=layers), lambda: attempts(secret, folder)).value
    finally:
        os.close(folder)
    assert {name: found[name] for name in (*seen, *AFTER)} == {**seen, **AFTER}
    assert found["readlink"] in {"ENOENT", "EPERM"}, "seccomp refuses it too: it changes when a link was read"


def test_by_a_call_by_hand_it_can_still_be_seen_that_a_file_exists(secret):
    """What is not promised: the filter sees a flag, not the path that came with it."""

    def by_hand():
        import ctypes

        room = ctypes.create_string_buffer(256)
        numbers = ARCHITECTURES[os.uname().machine].numbers
        library = ctypes.CDLL(None)
        return [
            library.syscall(numbers["newfstatat"], -100, bytes(path), room, AT_EMPTY_PATH)
            for path in (secret, secret / "none")
        ]

    assert in_sandbox(WHOLE, by_hand).value == [0, -1]
