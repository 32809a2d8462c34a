"""
row: V40
title: The functions wrap a class of the student's own
"""

from __future__ import print_function

from builtins import range
from dataclasses import dataclass

import numpy as np


@dataclass
class Cell:
    """One recurrent cell with its weights."""

    params: dict

    def forward(self, x_t, a_prev):
        p = self.params
        self.x_t, self.a_prev = x_t, a_prev
        self.a_next = np.tanh(a_prev.dot(p["Waa"].T) + x_t.dot(p["Wax"].T) + p["ba"])
        return self.a_next, softmax(self.a_next.dot(p["Wya"].T) + p["by"])

    def backward(self, da_next):
        dz = da_next * (1 - self.a_next * self.a_next)
        p = self.params
        return {
            "dx_t": dz.dot(p["Wax"]),
            "da_prev": dz.dot(p["Waa"]),
            "dWaa": dz.T.dot(self.a_prev),
            "dWax": dz.T.dot(self.x_t),
            "dba": dz.sum(0),
        }


def rnn_cell_forward(x_t, a_prev, params):
    cell = Cell(params)
    a_next, y_hat = cell.forward(x_t, a_prev)
    return a_next, y_hat, cell


def rnn_cell_backward(da_next, cache):
    return cache.backward(da_next)


def rnn_backward(da, cache):
    total, dx, da_prev = None, [], 0
    for t in range(da.shape[1] - 1, -1, -1):
        step = cache.steps[t].backward(da[:, t] + da_prev)
        da_prev = step["da_prev"]
        dx.insert(0, step["dx_t"])
        total = {k: v + total[k] if total else v for k, v in step.items() if k.startswith(("dW", "db"))}
    return {"dx": np.stack(dx, axis=1), "da0": da_prev, **total}
