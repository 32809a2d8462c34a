from dataclasses import replace

import pytest
from support.sandboxed import PLAN, FakeKernel

from autograder.errors import SandboxError
from autograder.worker import layers
from autograder.worker.layers import stack
from autograder.worker.situation import SITUATIONS


@pytest.fixture
def noted(monkeypatch):
    """Layers a and b that note what is done; c fails when it is prepared, d when it is applied."""
    notes = []

    def layer(name):
        def prepare(_plan, _kernel):
            notes.append(f"prepare {name}")
            return lambda slot: notes.append(f"apply {name} {slot}")

        return prepare

    def fail(*_):
        raise OSError(1, "no")

    table = {"a": layer("a"), "b": layer("b"), "c": fail, "d": lambda *_: fail}
    monkeypatch.setattr(stack, "LAYERS", table)
    return notes


def prepare(*names):
    return layers.prepare(replace(PLAN, layers=names), FakeKernel())


def test_layers_are_prepared_and_applied_in_the_plans_order(noted):
    layers.apply(prepare("b", "a"), slot=3)
    assert noted == ["prepare b", "prepare a", "apply b 3", "apply a 3"]


def test_a_layer_that_cannot_be_prepared_is_named(noted):
    with pytest.raises(SandboxError, match="layer c failed"):
        prepare("a", "c")
    assert noted == ["prepare a"]


def test_a_layer_that_cannot_be_applied_is_named_and_ends_the_application(noted):
    with pytest.raises(SandboxError, match="layer d failed"):
        layers.apply(prepare("d", "a"), slot=0)
    assert noted == ["prepare a"]


def test_a_layer_that_does_not_exist_is_an_error(noted):
    with pytest.raises(SandboxError, match="no sandbox layer 'chrot'; there are a, b, c, d"):
        prepare("chrot")
    assert noted == []


def test_no_layers_need_no_kernel(monkeypatch):
    monkeypatch.setattr(stack, "Kernel", None)
    layers.apply(layers.prepare(PLAN), slot=0)


def test_every_layer_of_every_situation_exists():
    assert {name for s in SITUATIONS.values() for name in s.layers} == set(stack.LAYERS)
