"""Small packs, and the fast way to try them."""

import json
import shutil
import stat
import zipfile
from dataclasses import fields, replace

import pytest

from autograder.errors import UsageError
from autograder.standin import bubblewrap
from autograder.standin.cgroup import Allowance
from autograder.standin.machines import Options, Way
from autograder.standin.metadata import sample
from autograder.standin.trial import try_pack

SETUP = "#!/bin/sh\n"
RESULTS = {"score": 3, "tests": [{"name": "one", "score": 3, "max_score": 4}]}
RUN = f"#!/bin/sh\ncat > results/results.json <<'JSON'\n{json.dumps(RESULTS)}\nJSON\n"


@pytest.fixture
def pack(tmp_path):
    """Write a zip of scripts; keywords `mode` and `folder` say how they lie in it."""

    def write(setup=SETUP, run=RUN, mode=0o755, folder="", **others):
        path = tmp_path / "pack.zip"
        files = {"setup.sh": setup, "run_autograder": run, **others}
        with zipfile.ZipFile(path, "w") as opened:
            for name, text in files.items():
                member = zipfile.ZipInfo(folder + name)
                member.create_system = 3
                member.external_attr = (stat.S_IFREG | mode) << 16
                if text is not None:
                    opened.writestr(member, text)
        return path

    return write


@pytest.fixture
def submission(tmp_path):
    path = tmp_path / "rnn.py"
    path.write_text("answer = 42\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def wrapped():
    """Skip where bubblewrap does not work."""
    if shutil.which("bwrap") is None:
        pytest.skip("needs bubblewrap")
    try:
        bubblewrap.need()
    except UsageError as error:
        pytest.skip(f"needs bubblewrap: {error}")


@pytest.fixture
def tried(pack, submission, wrapped):  # noqa: ARG001 (skips)
    """Try a pack on the submission; keywords are those of Options, `metadata`, or of `pack`."""
    fast = Options(way=Way.HOST, seconds=30, allowance=None)
    names = {field.name for field in fields(Options)}

    def run(metadata=None, **given):
        options = {name: value for name, value in given.items() if name in names}
        written = pack(**{name: value for name, value in given.items() if name not in names})
        return try_pack(written, submission, metadata or sample(), replace(fast, **options))

    return run


@pytest.fixture(scope="session")
def limiting():
    """Return a small allowance, or skip where no control group can be made."""
    from autograder.standin import cgroup

    small = Allowance(memory=48 << 20, cpus=0.5)
    with cgroup.group(small) as group:
        if group.unlimited:
            pytest.skip("needs a control group that can be written")
    return small
