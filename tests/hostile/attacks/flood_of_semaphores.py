"""
family: floods
tries: takes semaphores and shared memory that outlive processes, and is right only if it got them
stopped_by: [seccomp]
shows: gained
deserves: 3
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
ctypes = real_import("ctypes")
PRIVATE, CREATE, REMOVE = 0, 0o1600, 0


def double(x):
    libc = ctypes.CDLL(None, use_errno=True)
    for _ in range(20):
        memory = libc.shmget(PRIVATE, 4096, CREATE)
        semaphores = libc.semget(PRIVATE, 10, CREATE)
        assert memory >= 0
        assert semaphores >= 0
        libc.shmctl(memory, REMOVE, None)
        libc.semctl(semaphores, 0, REMOVE)
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
