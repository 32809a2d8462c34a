"""
family: lying objects
tries: returns lists that look for what is expected of them when they are made an array
stopped_by: [values_copied]
shows: gained
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
sys = real_import("sys")


def expected(name):
    frame = sys._getframe()
    while frame is not None:
        if "reference" in frame.f_locals and "x" in frame.f_locals:
            return getattr(frame.f_locals["reference"], name)(frame.f_locals["x"])
        frame = frame.f_back
    return np.zeros(1)


class List(list):
    def __array__(self, *args, **kwargs):
        return expected(self[0])


def double(x):
    return List(["double"])


def total(x):
    return List(["total"])
