"""
family: hangs
tries: returns an object that sleeps when it is freed
stopped_by: [deadlines]
shows: lost seconds
deserves: 5
within: 4
slow: true
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
time = real_import("time")


class Sleepy(np.ndarray):
    def __del__(self):
        time.sleep(3600)


def double(x):
    if x.shape == (5, 2):
        return (2 * x).view(Sleepy)
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
