"""
family: floods
tries: opens ten pairs of sockets and fills them, and is right only if it could
stopped_by: [seccomp]
shows: gained
deserves: 3
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
socket = real_import("socket")


def double(x):
    pairs = [socket.socketpair() for _ in range(10)]
    for one, _ in pairs:
        one.setblocking(False)
        one.send(bytes(50_000))
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
