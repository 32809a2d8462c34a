"""Defaults that a convention decides: they follow the setting, and nothing else of the source changes."""

import pytest

from autograder.loading.defaults import with_settings

AFTER = {"lstm_output": "linear", "gru_reset": "after"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('def f(x, reset="before"): pass\n', 'def f(x, reset="after"): pass\n'),
        ("def f(x, *, reset='before', n=1): pass\n", 'def f(x, *, reset="after", n=1): pass\n'),
        ('def f(reset="before", output="tanh"): ...\n', 'def f(reset="after", output="linear"): ...\n'),
        ('def f(x):\n    def g(reset="before"): ...\n', 'def f(x):\n    def g(reset="after"): ...\n'),
        (
            'class A:\r\n    def f(self, output="tanh"): ...\r\n',
            'class A:\r\n    def f(self, output="linear"): ...\r\n',
        ),
        (
            'é = "π\f"; ا = 1\ndef f(س, reset="before"): ...\n',
            'é = "π\f"; ا = 1\ndef f(س, reset="after"): ...\n',
        ),
    ],
)
def test_a_default_follows_the_setting(before, after):
    assert with_settings(before, AFTER) == after


@pytest.mark.parametrize(
    "source",
    [
        "def f(x, reset): pass\n",
        "def f(x, reset=None): pass\n",
        'def f(x, reset="never"): pass\n',
        'def f(x, mode="before"): pass\n',
        'f(x, reset="before")  # a call says what it means\n',
        'reset = "before"\n',
    ],
)
def test_everything_else_stays_as_it_is(source):
    assert with_settings(source, AFTER) == source


def test_a_convention_that_is_not_named_decides_nothing():
    source = 'def f(x, reset="before", output="tanh"): ...\n'
    assert (
        with_settings(source, {"lstm_output": "linear"}) == 'def f(x, reset="before", output="linear"): ...\n'
    )


def test_a_source_that_follows_already_stays_as_it_is():
    source = 'def f(x, reset="after"): ...\n'
    assert with_settings(source, AFTER) == source
