"""
family: data left for the next call
tries: goes back through the sequence that was run last, whichever handle it is given
stopped_by: [repeated_calls]
shows: gained
assignment: a1_rnn
deserves: 13.75
slow: true
"""

from pathlib import Path

import autograder

RIGHT = Path(autograder.__file__).parents[1] / "assignments" / "a1_rnn" / "solution" / "rnn.py"
LAST = """

right_forward, right_backward, LAST = rnn_forward, rnn_backward, []


def rnn_forward(x, a0, params):
    a, y_hat, cache = right_forward(x, a0, params)
    LAST[:] = [cache]
    return a, y_hat, LAST


def rnn_backward(da, cache):
    return right_backward(da, cache[0])
"""


def hand_in(folder, places):
    path = Path(folder) / "rnn.py"
    path.write_text(RIGHT.read_text("utf-8") + LAST, "utf-8")
    return path
