"""Classic BPF, as far as a seccomp filter needs it: instructions, and conditions on arguments.

Source: linux/filter.h, linux/seccomp.h (struct seccomp_data, the "packet" that a filter reads).
"""

import struct
from collections.abc import Iterable
from typing import NamedTuple

LOAD = 0x20  # BPF_LD | BPF_W | BPF_ABS: the 32-bit word at offset k
JUMP_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
JUMP_AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
JUMP_ANY_BIT = 0x45  # BPF_JMP | BPF_JSET | BPF_K
RETURN = 0x06  # BPF_RET | BPF_K

SIZE = 8  # bytes of an instruction
NUMBER = 0  # offset of the call's number
ARCHITECTURE = 4


class Instruction(NamedTuple):
    """One instruction: `jt` or `jf` instructions are skipped when a jump's test holds or does not."""

    code: int
    jt: int
    jf: int
    k: int


class Condition(NamedTuple):
    """One fact about a word of the arguments: that a jump's test with `k` holds, or does not."""

    offset: int
    test: int
    k: int
    holds: bool


def low(argument: int) -> int:
    """Return the offset of the low 32 bits of argument 0 to 5 (on a little-endian machine)."""
    return 16 + 8 * argument


def high(argument: int) -> int:
    """Return the offset of the high 32 bits of argument 0 to 5."""
    return low(argument) + 4


def equal(offset: int, value: int) -> Condition:
    """Require that the word is `value`."""
    return Condition(offset, JUMP_EQUAL, value, holds=True)


def other_than(offset: int, value: int) -> Condition:
    """Require that the word is not `value`."""
    return Condition(offset, JUMP_EQUAL, value, holds=False)


def any_of(offset: int, mask: int) -> Condition:
    """Require that the word has a bit of `mask`."""
    return Condition(offset, JUMP_ANY_BIT, mask, holds=True)


def none_of(offset: int, mask: int) -> Condition:
    """Require that the word has no bit of `mask`."""
    return Condition(offset, JUMP_ANY_BIT, mask, holds=False)


def answer(action: int) -> Instruction:
    """End the filter with a verdict."""
    return Instruction(RETURN, 0, 0, action)


def when_all(conditions: Iterable[Condition], action: int) -> list[Instruction]:
    """End with `action` when every condition holds; else go on below."""
    block = [answer(action)]
    for offset, test, k, holds in reversed(tuple(conditions)):
        skip = len(block)
        jump = Instruction(test, 0, skip, k) if holds else Instruction(test, skip, 0, k)
        block = [Instruction(LOAD, 0, 0, offset), jump, *block]
    return block


def pack(program: Iterable[Instruction]) -> bytes:
    """Encode as an array of struct sock_filter."""
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
