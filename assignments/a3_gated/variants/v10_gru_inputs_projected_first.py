"""
row: V10
title: All inputs are projected before the loop
"""

import numpy as np


def gru_forward(x, a0, params, reset="before"):
    n_a = a0.shape[1]
    Wx = {g: params["W" + g][:, n_a:] for g in "urc"}
    Wa = {g: params["W" + g][:, :n_a] for g in "urc"}
    projected = {g: x @ Wx[g].T + params["b" + g] for g in "urc"}
    states, steps = [a0], []
    for t in range(x.shape[1]):
        before = states[-1]
        u = sigmoid(projected["u"][:, t] + before @ Wa["u"].T)
        r = sigmoid(projected["r"][:, t] + before @ Wa["r"].T)
        if reset == "before":
            recurrent = before
            c = np.tanh(projected["c"][:, t] + (r * before) @ Wa["c"].T)
        else:
            recurrent = before @ Wa["c"].T + params["bhc"]
            c = np.tanh(projected["c"][:, t] + r * recurrent)
        states.append(u * c + (1 - u) * before)
        steps.append(GRUCellCache(x[:, t], before, u, r, recurrent, c, params, reset))
    return np.stack(states[1:], axis=1), GRUCache(tuple(steps))
