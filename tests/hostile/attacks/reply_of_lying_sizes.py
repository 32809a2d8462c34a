"""
family: replies
tries: replies with arrays of other sizes and kinds than their bytes
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


def value(tree):
    fields = [["kind", "value"], ["changed", ["l"]], ["stdout", ""], ["value", tree]]
    return json.dumps(["d", *fields]).encode()


REPLIES = {
    (2, 3): value(["a", "<f8", [1 << 26, 1 << 26]]),
    (3, 4): value(["a", "|O", [1]]),
    (5, 2): value(["a", "<f8", [-1, -8]]),
}


def double(x):
    send(REPLIES[x.shape])
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
