"""Shut in an empty folder: nothing leads out, and each test of that fails where the layer is missing."""

import os
from dataclasses import replace
from pathlib import Path
from stat import S_IMODE

import pytest
from support.sandboxed import PLAN, FakeKernel, code_of, in_sandbox, need, open_folder

from autograder.worker import layers, selftest
from autograder.worker.layers import chroot
from autograder.worker.situation import SITUATIONS

WHOLE = SITUATIONS["root+chroot"]
ROOT = pytest.mark.skipif(not chroot.is_possible(), reason="needs root")


def without(*names):
    return replace(WHOLE, layers=tuple(name for name in WHOLE.layers if name not in names))


def test_the_folder_is_empty_in_a_private_one_and_gone_at_the_end():
    with layers.empty_folder() as name:
        folder = Path(name)
        assert S_IMODE(folder.stat().st_mode) == 0o111
        assert S_IMODE(folder.parent.stat().st_mode) == 0o700
        assert [entry.name for entry in folder.parent.iterdir()] == ["root"]
    assert not folder.parent.exists()


@ROOT
def test_a_folder_that_the_grader_made_is_taken():
    with layers.empty_folder() as name:
        chroot.prepare(replace(PLAN, root=name), FakeKernel())


def fill(folder):
    (folder / "file").touch()


def give_away(folder):
    os.chown(folder, 1000, 1000)


def open_up(folder):
    folder.chmod(0o777)


def put_a_link(folder):
    folder.rename(folder.with_name("other"))
    folder.symlink_to("other")


@ROOT
@pytest.mark.parametrize("spoil", [fill, give_away, open_up, put_a_link])
def test_any_other_folder_is_an_error(spoil):
    with layers.empty_folder() as name:
        spoil(Path(name))
        with pytest.raises(OSError, match=r"root is not an empty folder of one's own with mode 111"):
            chroot.prepare(replace(PLAN, root=name), FakeKernel())


def test_no_folder_is_an_error():
    with pytest.raises(OSError, match=r"^no path is not an empty folder"):
        chroot.prepare(PLAN, FakeKernel())


def test_a_worker_is_at_a_root_that_it_can_pass_through_but_not_list_or_write_to():
    need(WHOLE)

    def look():
        return [
            str(Path.cwd()),
            code_of(lambda: os.listdir("/")),  # noqa: PTH208 (its error is what matters)
            code_of(lambda: os.open("file", os.O_RDONLY)),
            code_of(lambda: os.open("/proc/self/status", os.O_RDONLY)),
            code_of(lambda: os.open("file", os.O_WRONLY | os.O_CREAT)),
        ]

    assert in_sandbox(WHOLE, look).value == ["/", "EACCES", "ENOENT", "ENOENT", "EACCES"]


# --------------------------------------------------------------------------- ways out of a chroot
#
# Each is tried under the whole situation and without the layers that stop it; then it leads out, so the
# test would see it.


@pytest.fixture
def secret():
    with open_folder() as folder:
        (folder / "secret").write_text("out")
        yield folder / "secret"


def by_a_second_root(secret):
    """Take a root below the working directory and climb from there: the example of chroot(2)."""
    os.mkdir("below")  # noqa: PTH102 (root may, whatever the mode of the folder it is in)
    os.chroot("below")
    os.chdir("/".join([".."] * 64))
    os.chroot(".")
    return secret.read_text()


@pytest.mark.parametrize(
    ("missing", "seen"),
    [
        ((), "PermissionError"),
        (("identity",), "PermissionError"),
        (("seccomp",), "PermissionError"),
        (("identity", "seccomp"), "PermissionError"),
        (("no_new_privs", "seccomp"), "PermissionError"),
        (("identity", "no_new_privs", "seccomp"), "out"),
    ],
)
def test_a_second_root_leads_out_only_for_root_with_every_system_call(secret, missing, seen):
    need(WHOLE)
    assert in_sandbox(without(*missing), lambda: result_of(by_a_second_root, secret)).value == seen


@pytest.fixture
def kept():
    """Leave a folder open from before the layers."""
    descriptor = os.open("/", os.O_RDONLY)
    yield descriptor
    os.close(descriptor)


@pytest.mark.parametrize(("missing", "seen"), [((), "PermissionError"), (("seccomp",), "out")])
def test_an_open_folder_cannot_be_entered(secret, kept, missing, seen):
    need(WHOLE)

    def by_entering(secret):
        os.fchdir(kept)
        return secret.relative_to("/").read_text()

    assert in_sandbox(without(*missing), lambda: result_of(by_entering, secret)).value == seen


def test_a_path_from_an_open_folder_leads_out_so_a_worker_closes_them_and_the_self_test_looks(secret, kept):
    """That it is closed in a worker is tested with the zygote."""
    need(WHOLE)

    def by_a_path():
        opened = os.open(str(secret.relative_to("/")), os.O_RDONLY, dir_fd=kept)
        return [os.read(opened, 9).decode(), selftest.probe(str(secret), 1)["find an open folder"]]

    assert in_sandbox(WHOLE, by_a_path).value == ["out", f"ALLOWED: [{kept}]"]


def test_a_climb_ends_at_the_root(secret):
    need(WHOLE)

    def climb(secret):
        return Path("/".join([".."] * 64) + str(secret)).read_text()

    assert result_of(climb, secret) == "out"
    assert in_sandbox(WHOLE, lambda: result_of(climb, secret)).value == "FileNotFoundError"


def result_of(escape, secret):
    try:
        return escape(secret)
    except OSError as error:
        return type(error).__name__
