"""
family: recognising the grader
tries: answers from a table of inputs that others were asked, with nothing computed
stopped_by: [secret_seed]
shows: gained
deserves: 2
"""

from pathlib import Path

import numpy as np

from autograder.runner.seeds import Seeds

CODE = """\
TABLE = {table!r}


def look_up(name, x):
    answer = TABLE[name].get(x.tobytes().hex())
    return None if answer is None else np.frombuffer(bytes.fromhex(answer)).reshape(answer_shape(name, x))


def answer_shape(name, x):
    return x.shape if name == "double" else x.shape[:1]


def double(x):
    return look_up("double", x)


def total(x):
    return look_up("total", x)
"""


def asked():
    """Yield what everybody is asked: the public examples, and the private inputs where no secret draws them."""
    example = np.arange(6.0).reshape(2, 3)
    yield "double", example
    yield "total", example
    yield "total", Seeds(b"", "").generator("v.total.values").normal(size=(3, 4))
    x = Seeds(b"", "").generator("v.double.again").normal(size=(5, 2))
    for _ in range(3):
        x = x + 1
        yield "double", x


def hand_in(folder, places):
    right = {"double": lambda x: 2 * x, "total": lambda x: x.sum(axis=1)}
    table = {"double": {}, "total": {}}
    for name, x in asked():
        table[name][x.tobytes().hex()] = right[name](x).tobytes().hex()
    path = Path(folder) / "rnn.py"
    path.write_text("import numpy as np\n\n" + CODE.format(table=table), "utf-8")
    return path
