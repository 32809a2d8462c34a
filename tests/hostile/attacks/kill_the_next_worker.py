"""
family: other processes
tries: kills the worker that waits for the next check
stopped_by: [alive_workers]
alone: [identity, landlock, seccomp]
shows: lost
deserves: 6
situations: [user+landlock, root+chroot]
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")
time = real_import("time")


def siblings():
    """Workers are forked by one process, which leads their session."""
    for pid in range(os.getpid() + 1, os.getpid() + 200):
        try:
            if os.getsid(pid) == os.getsid(0) and pid != os.getppid():
                yield pid
        except OSError:
            pass


def double(x):
    time.sleep(0.2)
    for pid in siblings():
        os.kill(pid, 9)
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
