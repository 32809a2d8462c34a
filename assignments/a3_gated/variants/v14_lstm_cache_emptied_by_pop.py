"""
row: V14
title: A step's cache is a dict, a sequence's a list that pop empties
conventions: {lstm_output: tanh}
"""

import numpy as np


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    joined = np.concatenate([a_prev, x_t], axis=1)
    update = sigmoid(joined @ params["Wu"].T + params["bu"])
    forget = sigmoid(joined @ params["Wf"].T + params["bf"])
    output = sigmoid(joined @ params["Wo"].T + params["bo"])
    candidate = np.tanh(joined @ params["Wc"].T + params["bc"])
    c_next = update * candidate + forget * c_prev
    told = np.tanh(c_next)
    a_next = output * told
    cache = {"z": joined, "c": c_prev, "u": update, "f": forget, "o": output, "cc": candidate, "h": told, "p": params}
    return a_next, c_next, cache


def lstm_cell_backward(da_next, dc_next, cache):
    u, f, o, cc, h = (cache[name] for name in ("u", "f", "o", "cc", "h"))
    dc = dc_next + da_next * o * (1 - h**2)
    dz = {"u": dc * cc * u * (1 - u), "f": dc * cache["c"] * f * (1 - f), "o": da_next * h * o * (1 - o), "c": dc * u * (1 - cc**2)}
    back = sum(dz[gate] @ cache["p"]["W" + gate] for gate in dz)
    out = {"dx_t": back[:, h.shape[1] :], "da_prev": back[:, : h.shape[1]], "dc_prev": dc * f}
    for gate in dz:
        out["dW" + gate] = dz[gate].T @ cache["z"]
        out["db" + gate] = dz[gate].sum(axis=0)
    return out


def lstm_forward(x, a0, c0, params):
    m, T_x, n_x = x.shape
    n_a = a0.shape[1]
    a, c, steps = np.zeros((m, T_x, n_a)), np.zeros((m, T_x, n_a)), []
    a_next, c_next = a0, c0
    for t in range(T_x):
        a_next, c_next, step = lstm_cell_forward(x[:, t], a_next, c_next, params)
        a[:, t] = a_next
        c[:, t] = c_next
        steps.append(step)
    return a, c, steps


def lstm_backward(da, dc_last, cache):
    m, T_x, n_a = da.shape
    params = cache[0]["p"]
    dx = np.zeros((m, T_x, params["Wu"].shape[1] - n_a))
    total = {f"d{kind}{gate}": np.zeros_like(params[kind + gate]) for kind in "Wb" for gate in "ufoc"}
    da_prev = np.zeros((m, n_a))
    dc_prev = np.zeros((m, n_a)) if dc_last is None else dc_last
    while cache:
        t = len(cache) - 1
        step = lstm_cell_backward(da[:, t] + da_prev, dc_prev, cache.pop())
        da_prev = step["da_prev"]
        dc_prev = step["dc_prev"]
        dx[:, t] = step["dx_t"]
        for name in total:
            total[name] += step[name]
    return {"dx": dx, "da0": da_prev, "dc0": dc_prev, **total}
