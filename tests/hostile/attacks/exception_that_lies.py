"""
family: early exit
tries: raises exceptions whose text, name, class and traceback raise or lie when they are told
stopped_by: [separate_process]
shows: lost pending
deserves: 3
"""

import numpy as np


class Liar(type):
    @property
    def __name__(cls):
        raise RuntimeError("no name")

    @property
    def __mro__(cls):
        raise SystemExit


class Nameless(Exception, metaclass=Liar):
    pass


class Textless(Exception):
    def __str__(self):
        raise KeyboardInterrupt

    @property
    def name(self):
        raise MemoryError

    @property
    def __traceback__(self):
        raise RecursionError


class Placeless(ValueError):
    __module__ = type("Module", (), {"__str__": lambda self: 1 / 0})()


def double(x):
    raise {(2, 3): Nameless, (3, 4): Textless, (5, 2): Placeless}[x.shape]


def total(x):
    return np.sum(x, axis=1)
