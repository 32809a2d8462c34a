import errno
import os
import struct
from dataclasses import replace

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


def test_a_readable_path_that_does_not_exist_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        landlock.prepare(replace(PLAN, readable=(str(tmp_path / "none"),)), kernel(7))


def test_a_folder_may_be_listed_and_read_and_a_file_only_read(tmp_path):
    file = tmp_path / "file"
    file.touch()
    fake = kernel(7)
    landlock.prepare(replace(PLAN, readable=(str(tmp_path), str(file))), fake)
    rules = [arguments[2] for _, number, arguments in fake.calls if number == landlock.ADD_RULE]
    rights = [struct.unpack("=Qi", rule)[0] for rule in rules]
    assert rights == [landlock.READ_FILE | landlock.READ_DIR, landlock.READ_FILE]


def test_the_step_enters_the_ruleset_and_closes_it(tmp_path):
    ruleset = os.open(tmp_path, os.O_RDONLY)
    fake = kernel(ruleset)
    landlock.prepare(PLAN, fake)(0)
    assert fake.calls[-1] == ("syscall", landlock.RESTRICT_SELF, (ruleset, 0))
    assert code_of(lambda: os.fstat(ruleset)) == "EBADF"


def test_a_worker_reads_what_is_listed_and_nothing_beside_it():
    situation = replace(STRONG[-1], layers=("no_new_privs", "landlock"))
    need(situation)
    with open_folder() as folder:
        (folder / "listed").mkdir()
        (folder / "listed" / "module.py").write_text("x = 1")
        (folder / "secret").write_text("s")

        def attempts():
            return [
                (folder / "listed" / "module.py").read_text(),
                os.listdir(folder / "listed"),  # noqa: PTH208 (its error is what matters below)
                code_of((folder / "secret").read_text),
                code_of(lambda: os.listdir(folder)),  # noqa: PTH208
                code_of((folder / "listed" / "new").touch),
            ]

        seen = in_sandbox(situation, attempts, readable=(str(folder / "listed"),)).value
    assert seen == ["x = 1", ["module.py"], "EACCES", "EACCES", "EACCES"]
