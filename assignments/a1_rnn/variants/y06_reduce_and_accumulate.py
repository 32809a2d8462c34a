"""
row: Y06
title: The loops over time are accumulate and reduce
"""

from functools import reduce
from itertools import accumulate

import numpy as np


def rnn_forward(x, a0, params):
    start = (a0, None, None)
    every = list(
        accumulate(np.moveaxis(x, 1, 0), lambda s, x_t: rnn_cell_forward(x_t, s[0], params), initial=start)
    )
    a, y_hat, steps = zip(*every[1:])
    return np.stack(a, axis=1), np.stack(y_hat, axis=1), RNNCache(steps)


def rnn_backward(da, cache):
    def back(later, step_and_da):
        step, da_t = step_and_da
        g = rnn_cell_backward(da_t + later["da0"], step)
        return {
            "dx": [g["dx_t"], *later["dx"]],
            "da0": g["da_prev"],
            **{name: later[name] + g[name] for name in ("dWaa", "dWax", "dba")},
        }

    nothing = {"dx": [], "da0": 0.0, "dWaa": 0.0, "dWax": 0.0, "dba": 0.0}
    pairs = zip(cache.steps, np.moveaxis(da, 1, 0))
    gradients = reduce(back, list(pairs)[::-1], nothing)
    gradients["dx"] = np.stack(gradients["dx"], axis=1)
    return gradients
