"""
family: floods
tries: forks forty processes, and is right only if it could
stopped_by: [seccomp, rlimits]
shows: gained
deserves: 3
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
os, time = map(real_import, ("os", "time"))


def double(x):
    for _ in range(40):
        if os.fork() == 0:
            time.sleep(0.5)
            os._exit(0)
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
