"""
family: floods
tries: makes the kernel keep tables for memory that it only reads, which no count of its own memory has
stopped_by: [rlimits]
shows: touched memory
deserves: 6
bounded: true
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
ctypes = real_import("ctypes")
LIBRARY = ctypes.CDLL(None)
LIBRARY.mmap.restype = ctypes.c_void_p
LIBRARY.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
STEP, TABLES = 2 << 20, 25_000


def fill():
    """PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE: each byte that is read needs a table of 4 KiB."""
    start = LIBRARY.mmap(None, STEP * TABLES, 1, 0x4022, -1, 0)
    if start != 2**64 - 1:
        everything = (ctypes.c_char * (STEP * TABLES)).from_address(start)
        np.ndarray(TABLES, "u1", everything, strides=(STEP,)).sum()


def double(x):
    if x.shape == (5, 2):
        fill()
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
