"""
family: replies
tries: replies with bytes that are no JSON, or none that a worker writes
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
    (2, 3): b"\xff\xfe\x00",
    (3, 4): b"[\"f\", NaN, Infinity",
    (5, 2): b"{\"kind\": \"value\", \"kind\": \"value\"}",
}


def double(x):
    send(REPLIES[x.shape])
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
