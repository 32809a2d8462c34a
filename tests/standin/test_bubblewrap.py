import sys
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.standin import bubblewrap
from autograder.standin.bubblewrap import Bubblewrap

RIGHT = "echo '{\"score\": 1}' > results/results.json\n"


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Put a program of that name first on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def write(name, text):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    return write


def test_without_bubblewrap_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="apt-get install bubblewrap"):
        bubblewrap.need()


@pytest.mark.parametrize(("root", "words"), [(True, r"here \(no rights\)"), (False, "run it as root")])
def test_bubblewrap_that_may_not_make_namespaces_is_a_usage_error(program, monkeypatch, root, words):
    program("bwrap", "#!/bin/sh\necho no rights >&2\nexit 1\n")
    monkeypatch.setattr(bubblewrap, "_is_root", lambda: root)
    with pytest.raises(UsageError, match=words):
        bubblewrap.need()


def test_an_ordinary_user_is_root_in_a_namespace_of_its_own_without_capabilities(tried, monkeypatch):
    monkeypatch.setattr(bubblewrap, "_is_root", lambda: False)
    trial = tried(run=f"#!/bin/sh\nid -u\nsed -n 's/^CapEff:\t//p' /proc/self/status\n{RIGHT}")
    assert trial.finished
    assert trial.ran.ended.stdout.splitlines() == ["0", "0" * 16]
    assert trial.remarks[-1].startswith("Not as root")


def test_the_machine_says_what_it_is(tmp_path):
    python = Path("/opt/python")
    assert len(Bubblewrap(tmp_path).said) == len(Bubblewrap(tmp_path, landlock=False).said) - 1
    assert "a copy of Debian" in Bubblewrap(tmp_path, root=tmp_path).said[0]
    assert "The system's python3 is the one of /opt/python." in Bubblewrap(tmp_path, python=python).said


def test_the_python_of_an_environment_is_found_and_another_folder_is_refused(tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    assert bubblewrap.base(tmp_path) == Path(sys.executable).resolve().parents[1]
    with pytest.raises(UsageError, match="is not a virtual environment"):
        bubblewrap.base(tmp_path / "bin")


def test_variables_that_say_where_packages_are_get_in_and_no_others(tried, monkeypatch):
    monkeypatch.setenv("PIP_FIND_LINKS", "/wheels")
    monkeypatch.setenv("MY_SECRET", "x")
    trial = tried(run=f"#!/bin/sh\nenv | grep -E 'PIP_FIND|SECRET|^HOME|^PATH' | sort\n{RIGHT}")
    assert trial.ran.ended.stdout.splitlines() == [
        "HOME=/root",
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "PIP_FIND_LINKS=/wheels",
    ]
