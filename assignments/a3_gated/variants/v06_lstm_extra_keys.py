"""
row: V06
title: More gradients than asked for, in another order
"""

import numpy as np


def lstm_cell_backward(da_next, dc_next, cache):
    params, n_a = cache.params, cache.a_prev.shape[1]
    joined = np.concatenate([cache.a_prev, cache.x_t], axis=1)
    slope = 1 - cache.told**2 if cache.output == "tanh" else 1.0
    dc = dc_next + da_next * cache.output_gate * slope
    dzu = dc * cache.candidate * cache.update * (1 - cache.update)
    dzf = dc * cache.c_prev * cache.forget * (1 - cache.forget)
    dzo = da_next * cache.told * cache.output_gate * (1 - cache.output_gate)
    dzc = dc * cache.update * (1 - cache.candidate**2)
    d_joined = dzu @ params["Wu"] + dzf @ params["Wf"] + dzo @ params["Wo"] + dzc @ params["Wc"]
    return {
        "dc": dc,
        "dz": [dzu, dzf, dzo, dzc],
        "da_prev": d_joined[:, :n_a],
        "dc_prev": dc * cache.forget,
        "dWu": dzu.T @ joined,
        "dWf": dzf.T @ joined,
        "dWo": dzo.T @ joined,
        "dWc": dzc.T @ joined,
        "dbu": dzu.sum(axis=0),
        "dbf": dzf.sum(axis=0),
        "dbo": dzo.sum(axis=0),
        "dbc": dzc.sum(axis=0),
        "dx_t": d_joined[:, n_a:],
    }


def lstm_backward(da, dc_last, cache):
    m, T_x, n_a = da.shape
    params = cache.steps[0].params
    dx = np.zeros((m, T_x, params["Wu"].shape[1] - n_a))
    total = {f"d{kind}{gate}": np.zeros_like(params[kind + gate]) for kind in "Wb" for gate in "ufoc"}
    da_prev = np.zeros((m, n_a))
    dc_prev = np.zeros((m, n_a)) if dc_last is None else dc_last
    for t in reversed(range(T_x)):
        step = lstm_cell_backward(da[:, t] + da_prev, dc_prev, cache.steps[t])
        da_prev = step["da_prev"]
        dc_prev = step["dc_prev"]
        dx[:, t] = step["dx_t"]
        for name in total:
            total[name] += step[name]
    return {**total, "dc0": dc_prev, "da0": da_prev, "dx": dx, "T_x": T_x, "last": step}
