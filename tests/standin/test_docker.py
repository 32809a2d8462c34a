"""With a program in the place of docker, which writes down what it is asked for."""

import pytest

from autograder.errors import SandboxError
from autograder.standin import docker
from autograder.standin.cgroup import Allowance
from autograder.standin.machine import Usage

FAKE = """#!/bin/sh
echo "$@" >> "$0.log"
case "$1 $*" in
    *memory.peak*) echo 1048576 ;;
    exec*sleep*) exec sleep 60 ;;
    exec*) echo out ;;
    info*) exit ${DOCKER_INFO:-0} ;;
    run*) exit ${DOCKER_RUN:-0} ;;
esac
"""


@pytest.fixture
def engine(tmp_path, monkeypatch):
    """Return what reads the calls so far."""
    path = tmp_path / "bin" / "docker"
    path.parent.mkdir()
    path.write_text(FAKE, encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}:/usr/bin:/bin")
    for name in docker.ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    return lambda: [line.split() for line in path.with_suffix(".log").read_text().splitlines()]


def test_an_engine_that_answers_is_available_and_another_is_not(engine, monkeypatch, tmp_path):
    assert docker.available()
    assert engine() == [["info"]]
    monkeypatch.setenv("DOCKER_INFO", "1")
    assert not docker.available()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not docker.available()


def test_a_container_of_the_platforms_image_has_the_tree_and_is_removed(engine, tmp_path):
    with docker.container(tmp_path) as machine:
        ran = machine.run(("true",), 10)
    assert (ran.ended.stdout, ran.usage) == ("out\n", Usage())
    started, first, removed = engine()
    assert started == [
        *("run", "--detach", "--name", machine.name, "--volume", f"{tmp_path}:/autograder"),
        *("gradescope/autograder-base:ubuntu-22.04", "sleep", "infinity"),
    ]
    assert first == ["exec", "--workdir", "/autograder", machine.name, "true"]
    assert removed == ["rm", "--force", machine.name]


def test_a_run_is_limited_and_its_memory_is_read(engine, tmp_path):
    with docker.container(tmp_path) as machine:
        ran = machine.run(("true",), 10, Allowance())
    assert ran.usage == Usage("768 MB, 0.5 CPU", 1048576)
    memory = str(768 << 20)
    limits = ["--memory", memory, "--memory-swap", memory, "--cpus", "0.5"]
    assert ["update", *limits, machine.name] in engine()


def test_where_packages_are_is_passed_on(engine, tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "https://example.org/simple")
    with docker.container(tmp_path) as machine:
        machine.run(("true",), 10)
    assert engine()[1][1:3] == ["--env", "PIP_INDEX_URL"]


def test_a_run_out_of_time_ends_with_its_container(engine, tmp_path):
    with docker.container(tmp_path) as machine:
        ran = machine.run(("sleep", "60"), 0.3, Allowance())
    assert (ran.ended.status, ran.usage) == (None, Usage())
    assert ["kill", machine.name] in engine()


def test_a_container_that_does_not_start_is_an_error(engine, tmp_path, monkeypatch):
    monkeypatch.setenv("DOCKER_RUN", "125")
    with pytest.raises(SandboxError, match="docker run failed"), docker.container(tmp_path):
        pass
    assert len(engine()) == 1
