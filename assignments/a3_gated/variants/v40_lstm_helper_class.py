"""
row: V40
title: The functions wrap a class of the student's own
conventions: {lstm_output: tanh}
"""

import numpy as np


class LSTM:
    """One cell with its weights."""

    GATES = "ufoc"

    def __init__(self, params):
        self.params = params

    def forward(self, x_t, h, c):
        self.u = np.hstack([h, x_t])
        self.n, self.c_old = h.shape[1], c
        z = [self.u @ self.params["W" + g].T + self.params["b" + g] for g in self.GATES]
        self.i, self.f, self.o = map(sigmoid, z[:3])
        self.g = np.tanh(z[3])
        self.c = self.f * c + self.i * self.g
        return self.o * np.tanh(self.c), self.c

    def backward(self, dh, dc):
        h = np.tanh(self.c)
        dc = dc + dh * self.o * (1 - h**2)
        dz = dict(
            u=dc * self.g * self.i * (1 - self.i),
            f=dc * self.c_old * self.f * (1 - self.f),
            o=dh * h * self.o * (1 - self.o),
            c=dc * self.i * (1 - self.g**2),
        )
        du = sum(dz[g] @ self.params["W" + g] for g in self.GATES)
        grads = {"da_prev": du[:, : self.n], "dx_t": du[:, self.n :], "dc_prev": dc * self.f}
        grads.update({"dW" + g: dz[g].T @ self.u for g in self.GATES})
        grads.update({"db" + g: dz[g].sum(0) for g in self.GATES})
        return grads


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    cell = LSTM(params)
    a_next, c_next = cell.forward(x_t, a_prev, c_prev)
    return a_next, c_next, cell


def lstm_cell_backward(da_next, dc_next, cache):
    return cache.backward(da_next, dc_next)


def lstm_forward(x, a0, c0, params):
    a, c, cells = [a0], [c0], []
    for t in range(x.shape[1]):
        cells.append(LSTM(params))
        h, mem = cells[-1].forward(x[:, t, :], a[-1], c[-1])
        a.append(h)
        c.append(mem)
    return np.stack(a[1:], 1), np.stack(c[1:], 1), cells


def lstm_backward(da, dc_last, cache):
    cells = cache
    dh, dc = 0, 0 if dc_last is None else dc_last
    dx, total = [], {}
    for t in range(len(cells) - 1, -1, -1):
        g = cells[t].backward(da[:, t] + dh, dc)
        dh, dc = g.pop("da_prev"), g.pop("dc_prev")
        dx.insert(0, g.pop("dx_t"))
        total = {k: v + total.get(k, 0) for k, v in g.items()}
    return {"dx": np.stack(dx, 1), "da0": dh, "dc0": dc, **total}
