"""
family: replies
tries: sends a reply byte by byte, so that the grader always has something to read and grading never ends
stopped_by: [deadlines]
shows: lost seconds
deserves: 5
within: 4
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
os, struct, time = map(real_import, ("os", "struct", "time"))


def double(x):
    if x.shape == (5, 2):
        os.write(3, struct.pack(">II", 1000, 1 << 20))
        while True:
            os.write(3, b" ")
            time.sleep(0.005)
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
