"""
family: network
tries: connects to a port of this machine, through Python and the C library
stopped_by: [seccomp, landlock, sealed]
shows: touched tcp
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
ctypes = real_import("ctypes")
_socket = real_import("_socket")


def by_library():
    """AF_INET, SOCK_STREAM, and struct sockaddr_in."""
    library = ctypes.CDLL(None)
    address = b"\2\0" + PLACES["tcp"].to_bytes(2, "big") + bytes([127, 0, 0, 1]) + bytes(8)
    library.connect(library.socket(2, 1, 0), address, len(address))


def double(x):
    by_library()
    try:
        _socket.socket().connect(("127.0.0.1", PLACES["tcp"]))
    except OSError:
        pass
    return x


def total(x):
    return x
