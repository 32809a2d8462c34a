"""
family: network
tries: sends what it was given by datagram and by an abstract socket, where no filter stands in its way
stopped_by: [bubblewrap]
alone: [seccomp]
shows: touched udp
situations: [bubblewrap]
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
_socket = real_import("_socket")


def double(x):
    message = str(int(abs(x[0, 0]))).encode()
    try:
        _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM).sendto(message, ("127.0.0.1", PLACES["udp"]))
    except OSError:
        pass
    try:
        _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM).connect(PLACES["abstract"])
    except OSError:
        pass
    return x


def total(x):
    return x
