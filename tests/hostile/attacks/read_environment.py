"""
family: reading other processes
tries: prints its environment, as Python, the C library and its own memory have it
stopped_by: [clean_environment]
shows: leaked environment
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")
ctypes = real_import("ctypes")


def in_memory():
    block = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    number = 0
    while block[number]:
        yield block[number]
        number += 1


def double(x):
    if x.shape == (2, 3):
        print(dict(os.environ), list(in_memory()))
    return x


def total(x):
    return x
