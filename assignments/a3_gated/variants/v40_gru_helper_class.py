"""
row: V40
title: The functions wrap a class of the student's own
"""

import numpy as np


class GRU:
    """A gated unit with its weights; it keeps what its way back needs."""

    def __init__(self, params, reset):
        self.p = params
        self.reset = reset

    def __call__(self, x, a):
        n_a = a.shape[1]
        self.x, self.a = x, a
        self.both = np.concatenate([a, x], axis=1)
        self.u = sigmoid(self.both.dot(self.p["Wu"].T) + self.p["bu"])
        self.r = sigmoid(self.both.dot(self.p["Wr"].T) + self.p["br"])
        self.Wa, self.Wx = self.p["Wc"][:, :n_a], self.p["Wc"][:, n_a:]
        self.c = np.tanh(self.gated() + x.dot(self.Wx.T) + self.p["bc"])
        return self.u * self.c + (1 - self.u) * a

    def gated(self):
        if self.reset == "before":
            return (self.r * self.a).dot(self.Wa.T)
        self.image = self.a.dot(self.Wa.T) + self.p["bhc"]
        return self.r * self.image

    def back(self, d):
        dc = d * self.u * (1 - self.c * self.c)
        grads = {"dbc": dc.sum(0)}
        if self.reset == "before":
            through = dc.dot(self.Wa)
            dr, da = through * self.a, through * self.r
            dWa = dc.T.dot(self.r * self.a)
        else:
            dr, da = dc * self.image, (dc * self.r).dot(self.Wa)
            dWa = (dc * self.r).T.dot(self.a)
            grads["dbhc"] = (dc * self.r).sum(0)
        grads["dWc"] = np.concatenate([dWa, dc.T.dot(self.x)], axis=1)
        dz = {"u": d * (self.c - self.a) * self.u * (1 - self.u), "r": dr * self.r * (1 - self.r)}
        both = sum(dz[g].dot(self.p["W" + g]) for g in dz)
        for g in dz:
            grads["dW" + g], grads["db" + g] = dz[g].T.dot(self.both), dz[g].sum(0)
        n_a = d.shape[1]
        grads["dx_t"] = both[:, n_a:] + dc.dot(self.Wx)
        grads["da_prev"] = both[:, :n_a] + da + d * (1 - self.u)
        return grads


def gru_cell_forward(x_t, a_prev, params, reset="before"):
    cell = GRU(params, reset)
    return cell(x_t, a_prev), cell


def gru_cell_backward(da_next, cache):
    return cache.back(da_next)


def gru_forward(x, a0, params, reset="before"):
    cells, states = [], []
    for t in range(x.shape[1]):
        cells.append(GRU(params, reset))
        states.append(cells[-1](x[:, t], states[-1] if states else a0))
    return np.stack(states, axis=1), cells


def gru_backward(da, cache):
    total, dx, d = {}, [], 0
    for t, cell in reversed(list(enumerate(cache))):
        step = cell.back(da[:, t] + d)
        d = step.pop("da_prev")
        dx.insert(0, step.pop("dx_t"))
        total = {name: step[name] + total.get(name, 0) for name in step}
    return {"dx": np.stack(dx, axis=1), "da0": d, **total}
