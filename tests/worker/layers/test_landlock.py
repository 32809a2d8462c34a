import errno
import os
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from support.sandboxed import PLAN, STRONG, FakeKernel, code_of, in_sandbox, need, open_folder

from autograder.worker.layers import landlock

RULESET = 77


def kernel(version, **fails):
    return FakeKernel(answers={landlock.CREATE_RULESET: version}, **fails)


@pytest.mark.parametrize(
    ("version", "words"),
    [
        (1, [0x1FFF]),
        (2, [0x3FFF]),
        (3, [0x7FFF]),
        (4, [0x7FFF, 3]),
        (5, [0xFFFF, 3]),
        (6, [0xFFFF, 3, 3]),
        (9, [0xFFFF, 3, 3]),
    ],
)
def test_a_ruleset_handles_all_that_its_abi_knows_and_is_as_long_as_it_knows(version, words):
    assert landlock.attributes(version) == struct.pack(f"={len(words)}Q", *words)


def test_the_abi_is_what_the_kernel_answers():
    assert landlock.abi(kernel(7)) == 7


@pytest.mark.parametrize("error", [errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM])
def test_the_abi_of_a_kernel_without_landlock_is_0(error):
    assert landlock.abi(kernel(0, fails={("syscall", landlock.CREATE_RULESET): error})) == 0


def test_a_kernel_without_landlock_is_an_error():
    with pytest.raises(OSError, match="no Landlock"):
        landlock.prepare(PLAN, kernel(0))


def test_no_rule_allows_anything():
    fake = kernel(7)
    landlock.prepare(PLAN, fake)
    assert landlock.ADD_RULE not in [number for _, number, _ in fake.calls]


def test_the_step_enters_the_ruleset_and_closes_it(tmp_path):
    ruleset = os.open(tmp_path, os.O_RDONLY)
    fake = kernel(ruleset)
    landlock.prepare(PLAN, fake)(0)
    assert fake.calls[-1] == ("syscall", landlock.RESTRICT_SELF, (ruleset, 0))
    assert code_of(lambda: os.fstat(ruleset)) == "EBADF"


def test_a_worker_opens_no_file_and_no_folder_not_even_of_the_standard_library():
    situation = replace(STRONG[-1], layers=("no_new_privs", "landlock"))
    need(situation)
    with open_folder() as folder:
        (folder / "file").write_text("s")

        def attempts():
            return [
                code_of((folder / "file").read_text),
                code_of(lambda: os.listdir(folder)),  # noqa: PTH208 (its error is what matters)
                code_of((folder / "new").touch),
                code_of(Path(os.__file__).read_text),
            ]

        assert in_sandbox(situation, attempts).value == ["EACCES"] * 4
