"""
family: floods
tries: says in its reply that it has printed megabytes, and has raised on thousands of lines
stopped_by: [text_caps]
shows: lost reports
deserves: 5
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
json, os, struct = map(real_import, ("json", "os", "struct"))
BASE = {"kind": "raised", "changed": ["l"], "error": "E" * 200_000, "module": "", "bases": ["l"]}
MORE = {"text": "t" * 200_000, "name": "n", "stub": False, "file": "rnn.py", "line": 3}
FRAMES = ["l", *[["t", "rnn.py", 1, "f" * 1000]] * 1000]


def double(x):
    if x.shape == (2, 3):
        fields = {**BASE, **MORE, "frames": FRAMES, "stdout": "s" * 1_000_000}
        header = json.dumps(["d", *map(list, fields.items())]).encode()
        rest = struct.pack(">II", len(header), 0) + header
        while rest:
            rest = rest[os.write(3, rest) :]
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
