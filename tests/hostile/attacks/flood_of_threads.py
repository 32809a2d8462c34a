"""
family: floods
tries: starts forty threads, and is right only if it could
stopped_by: [seccomp, rlimits]
shows: gained
deserves: 3
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
_thread, time = map(real_import, ("_thread", "time"))


def double(x):
    for _ in range(40):
        _thread.start_new_thread(time.sleep, (0.5,))
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
