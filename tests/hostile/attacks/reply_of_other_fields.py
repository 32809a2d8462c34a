"""
family: replies
tries: replies with fields of other types, of objects and arguments that are not there
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


GOOD = {"kind": "value", "changed": ["l"], "stdout": "", "value": None}


def reply(**fields):
    return json.dumps(["d", *map(list, {**GOOD, **fields}.items())]).encode()


REPLIES = {
    (2, 3): reply(changed=["l", ["l", 7, 0]]),
    (3, 4): reply(kind=["l"], stdout=["l"]),
    (5, 2): reply(value=["r", "handle", -1, ""]),
}


def double(x):
    send(REPLIES[x.shape])
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
