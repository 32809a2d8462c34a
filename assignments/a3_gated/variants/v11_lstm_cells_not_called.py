"""
row: V11
title: The loops over time do not call the steps
conventions: {lstm_output: tanh}
"""

import numpy as np


def lstm_forward(x, a0, c0, params):
    h, c = a0, c0
    states, cells, kept = [], [], []
    for t in range(x.shape[1]):
        hx = np.hstack((h, x[:, t]))
        i = sigmoid(hx @ params["Wu"].T + params["bu"])
        f = sigmoid(hx @ params["Wf"].T + params["bf"])
        o = sigmoid(hx @ params["Wo"].T + params["bo"])
        g = np.tanh(hx @ params["Wc"].T + params["bc"])
        kept.append((hx, c, i, f, o, g))
        c = f * c + i * g
        h = o * np.tanh(c)
        states.append(h)
        cells.append(c)
    return np.stack(states, axis=1), np.stack(cells, axis=1), {"kept": kept, "cells": cells, "params": params}


def lstm_backward(da, dc_last, cache):
    p, kept, cells = cache["params"], cache["kept"], cache["cells"]
    n_a = da.shape[2]
    grads = {"d" + w + g: np.zeros(p[w + g].shape) for w in "Wb" for g in "ufoc"}
    dx = []
    dh_next = dc_next = 0.0
    if dc_last is not None:
        dc_next = dc_last.copy()
    for t in range(len(kept))[::-1]:
        hx, c_old, i, f, o, g = kept[t]
        dh = da[:, t] + dh_next
        do = dh * np.tanh(cells[t])
        dc = dh * o / np.cosh(cells[t]) ** 2 + dc_next
        d = {"u": dc * g * (i - i**2), "f": dc * c_old * (f - f**2), "o": do * (o - o**2), "c": dc * i * (1 - g * g)}
        for k, dk in d.items():
            grads["dW" + k] += dk.T @ hx
            grads["db" + k] += np.sum(dk, axis=0)
        dhx = sum(dk @ p["W" + k] for k, dk in d.items())
        dh_next, dc_next = dhx[:, :n_a], dc * f
        dx = [dhx[:, n_a:]] + dx
    grads.update(dx=np.stack(dx, axis=1), da0=dh_next, dc0=dc_next)
    return grads
