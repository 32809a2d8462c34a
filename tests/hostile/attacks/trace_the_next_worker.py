"""
family: other processes
tries: seizes the worker that waits for the next check, so that it dies when this one ends
stopped_by: [undumpable, alive_workers]
alone: [identity, landlock, seccomp]
shows: lost
deserves: 6
situations: [user+landlock, root+chroot]
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
ctypes = real_import("ctypes")
os = real_import("os")
time = real_import("time")
SEIZE, EXITKILL = 0x4206, 1 << 20
LIBRARY = ctypes.CDLL(None)
LIBRARY.ptrace.restype = ctypes.c_long
LIBRARY.ptrace.argtypes = [ctypes.c_long] * 4


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
        LIBRARY.ptrace(SEIZE, pid, 0, EXITKILL)
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
