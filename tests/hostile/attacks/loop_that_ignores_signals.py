"""
family: hangs
tries: ignores every signal it can and computes for ever
stopped_by: [deadlines]
shows: lost seconds
deserves: 5
within: 4
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
contextlib, signal = map(real_import, ("contextlib", "signal"))


def double(x):
    if x.shape == (5, 2):
        for number in signal.valid_signals():
            with contextlib.suppress(OSError, ValueError):
                signal.signal(number, signal.SIG_IGN)
        while True:
            with contextlib.suppress(BaseException):
                list(range(1000))
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
