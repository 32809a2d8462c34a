"""
family: network
tries: connects to a service of this machine by a name that no folder holds
stopped_by: [seccomp]
alone: [landlock]
shows: touched abstract
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
_socket = real_import("_socket")


def double(x):
    try:
        _socket.socket(_socket.AF_UNIX).connect(PLACES["abstract"])
    except OSError:
        pass
    return x


def total(x):
    return x
