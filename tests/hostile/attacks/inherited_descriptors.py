"""
family: reading other processes
tries: reads every descriptor that it finds open, which no layer forbids
stopped_by: [closed_descriptors]
shows: leaked descriptor
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")
stat = real_import("stat")


def opened():
    for number in range(1024):
        try:
            if stat.S_ISREG(os.fstat(number).st_mode):
                yield os.pread(number, 100, 0)
        except OSError:
            pass


def double(x):
    if x.shape == (2, 3):
        print(*opened())
    return x


def total(x):
    return x
