"""
family: replies
tries: announces a reply of two gigabytes and sends as much as it can
stopped_by: [frame_caps]
shows: touched memory
alone: [deadlines]
deserves: 5
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
os, struct = map(real_import, ("os", "struct"))
MIBIBYTE = 1 << 20


def double(x):
    if x.shape == (2, 3):
        os.write(3, struct.pack(">II", 100, 2 << 30))
        for _ in range(300):
            sent = 0
            while sent < MIBIBYTE:
                sent += os.write(3, bytes(MIBIBYTE - sent))
        os._exit(0)
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
