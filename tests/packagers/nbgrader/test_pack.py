"""`pack nbgrader` writes what grades and what students get, and refuses what must not leave."""

from dataclasses import replace

import pytest
from support.graded import CHECKOUT

from autograder import manifest, secret
from autograder.errors import AssignmentError, UsageError
from autograder.packagers.nbgrader import pack
from autograder.secret import Secret

OWN = Secret(b"a secret of somebody's own")


@pytest.mark.slow
def test_a_pack_is_whole_and_holds_its_secret(a1, tmp_path):
    written = pack.pack_nbgrader(a1, OWN, tmp_path)
    assert manifest.verify(written[-1]) == ()
    assert secret.content(written[-1] / "secret") == OWN.value
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"nbgrader_config.py", "README.md", "source", "private"}


def test_packed_twice_it_is_the_same(a1):
    assert pack.pack(a1, b"", None) == pack.pack(a1, b"", None)


def test_the_sample_secret_is_refused(a1, tmp_path):
    with pytest.raises(UsageError, match="known to everybody"):
        pack.pack_nbgrader(a1, secret.read(None, a1), tmp_path)


def test_an_assignment_without_a_reference_is_refused(a1, tmp_path, monkeypatch):
    monkeypatch.setattr(pack, "pack", lambda *_: {})
    with pytest.raises(UsageError, match="a1_rnn names no reference, and the notebook's solutions"):
        pack.pack_nbgrader(replace(a1, reference=None), OWN, tmp_path)


@pytest.mark.slow
def test_a_solution_that_would_stay_in_the_release_is_refused(a1, tmp_path, monkeypatch):
    monkeypatch.setattr(pack, "released", pack.source)
    with pytest.raises(AssignmentError, match=r"rnn\.ipynb:\d+: repeats a private text"):
        pack.pack_nbgrader(a1, OWN, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_configuration_names_the_preprocessor_that_there_is(a1):
    module, name = "autograder.packagers.nbgrader.preprocessor", "GradeInSandbox"
    assert f'"{module}.{name}"' in pack.own(a1)["nbgrader_config.py"].decode()
    path = CHECKOUT / f"{module.replace('.', '/')}.py"
    assert f"class {name}(" in path.read_text("utf-8")


def test_the_documentation_has_the_table_of_the_courses_readme(a1):
    readme, docs = pack.own(a1)["README.md"].decode(), (CHECKOUT / "docs" / "nbgrader.md").read_text("utf-8")
    rows = [line for line in readme.splitlines() if line.startswith("|")]
    assert len(rows) > 5
    assert [row for row in rows if row not in docs] == []
