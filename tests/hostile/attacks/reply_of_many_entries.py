"""
family: replies
tries: replies with so many entries that reading them takes all memory or time
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
    (2, 3): b"[" + b"[]," * 1_300_000 + b"0]",
    (3, 4): b"[\"l\"" + b",0" * 500_000 + b"]",
    (5, 2): b"[\"d\"" + b",[\"\",0]" * 250_000 + b"]",
}


def double(x):
    send(REPLIES[x.shape])
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
