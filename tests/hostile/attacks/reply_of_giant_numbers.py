"""
family: replies
tries: replies with numbers that take hours to read or to write out
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


PLACE = {"kind": "raised", "changed": ["l"], "stdout": "", "error": "E", "module": "", "bases": ["l"]}
MORE = {"text": "", "name": "", "stub": False, "file": "rnn.py", "frames": ["l"]}


def raised(line):
    fields = {**PLACE, **MORE, "line": line}
    return json.dumps(["d", *map(list, fields.items())]).encode()


REPLIES = {
    (2, 3): raised(0).replace(b"0", b"1" * 3_000_000),
    (3, 4): raised(["i", "f" * 1_000_000]),
    (5, 2): raised(["i", hex(10**4000)]),
}


def double(x):
    send(REPLIES[x.shape])
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
