"""
family: errors carried forward
tries: a cell without its nonlinearity, so that its derivative is a constant and going back takes no knowledge
stopped_by: [alive_cells]
shows: gained
assignment: a1_rnn
deserves: 2.6
slow: true
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    a_next = a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"]
    return a_next, np.zeros((len(x_t), len(params["by"]))), (x_t, a_prev, params)


def rnn_forward(x, a0, params):
    states, caches, a_t = [], [], a0
    for t in range(x.shape[1]):
        a_t, _, cache = rnn_cell_forward(x[:, t], a_t, params)
        states.append(a_t)
        caches.append(cache)
    a = np.stack(states, axis=1)
    return a, np.zeros((*a.shape[:2], len(params["by"]))), caches


def rnn_cell_backward(da_next, cache):
    x_t, a_prev, params = cache
    return {
        "dx_t": da_next @ params["Wax"],
        "da_prev": da_next @ params["Waa"],
        "dWaa": da_next.T @ a_prev,
        "dWax": da_next.T @ x_t,
        "dba": da_next.sum(axis=0),
    }


def rnn_backward(da, caches):
    back, carried = [], 0
    for t in reversed(range(da.shape[1])):
        back.insert(0, rnn_cell_backward(da[:, t] + carried, caches[t]))
        carried = back[0]["da_prev"]
    summed = {name: sum(step[name] for step in back) for name in ("dWaa", "dWax", "dba")}
    return {"dx": np.stack([step["dx_t"] for step in back], axis=1), "da0": carried, **summed}
