"""
row: Y12
title: A cache is a function that goes back
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

    def back(da_next, dc_next):
        dc = dc_next + da_next * output * (1 - told**2)
        dz = {
            "u": dc * candidate * update * (1 - update),
            "f": dc * c_prev * forget * (1 - forget),
            "o": da_next * told * output * (1 - output),
            "c": dc * update * (1 - candidate**2),
        }
        d_joined = sum(dz[gate] @ params["W" + gate] for gate in dz)
        gradients = {"dW" + gate: dz[gate].T @ joined for gate in dz}
        gradients.update({"db" + gate: np.ones(len(x_t)) @ dz[gate] for gate in dz})
        da_prev, dx_t = np.split(d_joined, [a_prev.shape[1]], axis=1)
        return {"dx_t": dx_t, "da_prev": da_prev, "dc_prev": dc * forget, **gradients}

    return a_next, c_next, back


def lstm_cell_backward(da_next, dc_next, cache):
    return cache(da_next, dc_next)


def lstm_backward(da, dc_last, cache):
    m, T_x, n_a = da.shape
    dx, total = [], {}
    da_prev = np.zeros((m, n_a))
    dc_prev = np.zeros((m, n_a)) if dc_last is None else dc_last
    for t in reversed(range(T_x)):
        step = cache.steps[t](da[:, t] + da_prev, dc_prev)
        da_prev = step["da_prev"]
        dc_prev = step["dc_prev"]
        dx.append(step["dx_t"])
        for name in step:
            total[name] = total.get(name, 0) + step[name]
    return {**total, "dx": np.stack(dx[::-1], axis=1), "da0": da_prev, "dc0": dc_prev}
