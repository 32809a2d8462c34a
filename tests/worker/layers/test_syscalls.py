import re
from pathlib import Path

import pytest

from autograder.worker.layers import sealed, seccomp
from autograder.worker.layers.syscalls import ARCHITECTURES

X86_64_HEADERS = ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h")
GENERIC_HEADERS = ("/usr/include/asm-generic/unistd.h",)
NAMED = sorted({*seccomp.rules(1, threads=True), *sealed.JUDGEMENTS})


def header_numbers(candidates):
    """Read the numbers from the kernel's header; the generic one names some calls by way of __NR3264_."""
    found = [Path(name) for name in candidates if Path(name).exists()]
    if not found:
        pytest.skip("the kernel's headers are not installed")
    text = found[0].read_text("utf-8")
    numbers = {name: int(n) for name, n in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text)}
    aliases = re.findall(r"#define __NR_(\w+) __NR3264_(\w+)", text)
    return numbers | {name: numbers[target] for name, target in aliases if target in numbers}


@pytest.mark.parametrize(("machine", "headers"), [("x86_64", X86_64_HEADERS), ("aarch64", GENERIC_HEADERS)])
def test_every_call_that_has_a_rule_has_the_number_of_the_header_or_exists_in_neither(machine, headers):
    numbers = header_numbers(headers)
    assert {name: ARCHITECTURES[machine].numbers.get(name) for name in NAMED} == {
        name: numbers.get(name) for name in NAMED
    }
    assert ARCHITECTURES[machine].capset == numbers["capset"]


@pytest.mark.parametrize(
    ("machine", "known"),
    [
        ("x86_64", {"read": 0, "mmap": 9, "kill": 62, "openat": 257, "clone3": 435}),
        ("aarch64", {"read": 63, "mmap": 222, "kill": 129, "openat": 56, "clone3": 435}),
    ],
)
def test_well_known_numbers(machine, known):
    assert known.items() <= ARCHITECTURES[machine].numbers.items()


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_the_table_holds_no_call_without_a_rule_and_no_number_twice(machine):
    numbers = ARCHITECTURES[machine].numbers
    assert set(numbers) <= set(NAMED)
    assert len(set(numbers.values())) == len(numbers)
