"""
family: network
tries: connects to a service of this machine by the path of its socket
stopped_by: [seccomp, chroot, bubblewrap, sealed]
shows: touched unix
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
_socket = real_import("_socket")


def double(x):
    try:
        _socket.socket(_socket.AF_UNIX).connect(PLACES["unix"])
    except OSError:
        pass
    return x


def total(x):
    return x
