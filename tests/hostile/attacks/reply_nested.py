"""
family: replies
tries: replies with values that are nested more deeply than a parser can follow
stopped_by: [checked_replies]
shows: lost pending
deserves: 3
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
json, os, struct = map(real_import, ("json", "os", "struct"))


def send(header, payload=b""):
    rest = struct.pack(">II", len(header), len(payload)) + header + payload
    while rest:
        rest = rest[os.write(3, rest) :]


REPLIES = {
    (2, 3): b"[" * 4_000_000,
    (3, 4): b"[\"l\"," * 100_000 + b"0" + b"]" * 100_000,
    (5, 2): b"[\"d\",[\"kind\"," * 60 + b"0" + b"]]" * 60,
}


def double(x):
    send(REPLIES[x.shape])
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
