import pytest

from autograder.errors import UsageError
from autograder.standin import bubblewrap, debian, docker
from autograder.standin.bubblewrap import Bubblewrap
from autograder.standin.machines import Options, Way, opened


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """Pretend that there is everything; note what a machine is asked to run."""
    import contextlib

    commands = []

    class Fake:
        said = ("fake",)

        def run(self, command, _seconds, _allowance=None):
            commands.append(command)

    monkeypatch.setattr(docker, "available", lambda: True)
    monkeypatch.setattr(docker, "container", lambda _tree: contextlib.nullcontext(Fake()))
    monkeypatch.setattr(debian, "root", lambda: contextlib.nullcontext(tmp_path / "root"))
    monkeypatch.setattr(bubblewrap, "need", lambda: None)
    monkeypatch.setattr(Bubblewrap, "run", Fake.run)
    return commands


def test_docker_is_the_best_way_where_an_engine_answers(asked, tmp_path):
    with opened(tmp_path, Options()) as machine:
        assert machine.said == ("fake",)
    assert asked == [("apt-get", "update")]


def test_without_an_engine_the_hosts_system_stands_in(asked, tmp_path, monkeypatch):
    monkeypatch.setattr(docker, "available", lambda: False)
    with opened(tmp_path, Options()) as machine:
        assert machine == Bubblewrap(tmp_path)
    assert asked == []


@pytest.mark.parametrize("option", [{"landlock": False}, {"python": "p"}, {"venv": "v"}])
def test_what_docker_cannot_do_is_done_without_it(asked, tmp_path, option):
    with opened(tmp_path, Options(**option)) as machine:
        assert isinstance(machine, Bubblewrap)
    with pytest.raises(UsageError, match="--way host"), opened(tmp_path, Options(Way.DOCKER, **option)):
        pass
    assert asked == []


def test_debians_system_is_brought_up_to_date_before_setup(asked, tmp_path):
    with opened(tmp_path, Options(Way.DEBIAN)) as machine:
        assert machine == Bubblewrap(tmp_path, tmp_path / "root")
    assert asked == [("apt-get", "update")]
