"""
family: floods
tries: raises exceptions with megabytes of text, which it makes its own session tell in full
stopped_by: [text_caps]
shows: lost reports
deserves: 3
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
sys = real_import("sys")


class Long(Exception):
    pass


Long.__name__ = "L" * 1_000_000


def double(x):
    sys.modules["autograder.worker.session"].MAX_TEXT = 1 << 30
    sys.modules["autograder.worker.session"].MAX_NAME = 1 << 30
    if x.shape == (2, 3):
        raise ValueError("x" * 3_000_000)
    raise Long("y" * 1_000_000)


def total(x):
    return np.sum(x, axis=1)
