"""
family: floods
tries: forks a process in a session of its own, which stays when the worker ends
stopped_by: [rlimits]
alone: [seccomp]
shows: touched process
situations: [root+landlock, root+chroot]
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")
time = real_import("time")


def double(x):
    if x.shape == (2, 3) and os.fork() == 0:
        os.setsid()
        os.closerange(0, 64)
        time.sleep(30)
        os._exit(0)
    return x


def total(x):
    return x
