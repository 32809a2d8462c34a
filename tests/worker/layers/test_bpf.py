from hypothesis import given
from hypothesis import strategies as st
from support.sandboxed import run_filter

from autograder.worker.layers import bpf

YES, NO = 1, 0
WORDS = st.integers(0, 2**64 - 1)


def decide(conditions: list[bpf.Condition], *arguments: int) -> int:
    program = [*bpf.when_all(conditions, YES), bpf.answer(NO)]
    return run_filter(bpf.pack(program), 0, 0, arguments)


def test_an_instruction_is_packed_in_eight_bytes_as_struct_sock_filter():
    packed = bpf.pack([bpf.Instruction(0x15, 2, 3, 0xC000003E)])
    assert packed == bytes.fromhex("1500 02 03 3e0000c0")
    assert len(packed) == bpf.SIZE


@given(WORDS, st.integers(0, 2**32 - 1))
def test_equal_compares_the_low_word(argument, value):
    assert decide([bpf.equal(bpf.low(0), value)], argument) == (argument % 2**32 == value)
    assert decide([bpf.equal(bpf.low(0), argument % 2**32)], argument) == YES


@given(WORDS)
def test_high_is_the_upper_half_of_an_argument(argument):
    assert decide([bpf.equal(bpf.high(3), argument >> 32)], 0, 0, 0, argument) == YES


@given(WORDS, st.integers(1, 2**32 - 1))
def test_any_of_and_none_of_are_opposites(argument, mask):
    has_a_bit = bool(argument & mask)
    assert decide([bpf.any_of(bpf.low(5), mask)], 0, 0, 0, 0, 0, argument) == has_a_bit
    assert decide([bpf.none_of(bpf.low(5), mask)], 0, 0, 0, 0, 0, argument) != has_a_bit


@given(st.lists(st.booleans(), min_size=6, max_size=6))
def test_when_all_needs_every_condition(truths):
    conditions = [bpf.equal(bpf.low(i), 1) if i % 2 else bpf.any_of(bpf.low(i), 1) for i in range(6)]
    assert decide(conditions, *map(int, truths)) == all(truths)


def test_when_all_of_nothing_holds():
    assert decide([]) == YES
