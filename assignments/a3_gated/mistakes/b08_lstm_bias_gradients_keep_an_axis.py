"""
row: B08
title: The bias gradients have shape (1, n_a)
fails:
  - a3.lstm_cell_backward.numerical
  - a3.lstm_cell_backward.update
  - a3.lstm_cell_backward.forget
  - a3.lstm_cell_backward.output
  - a3.lstm_cell_backward.candidate
  - a3.lstm_backward.numerical
  - a3.lstm_backward.biases
  - a3.lstm_backward.dc_last
  - a3.lstm_backward.edges
  - a3.tagger_loss.numerical
  - a3.tagger_loss.gradients
  - a3.train_tagger.first_steps
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
        "dx_t": d_joined[:, n_a:],
        "da_prev": d_joined[:, :n_a],
        "dc_prev": dc * cache.forget,
        "dWu": dzu.T @ joined,
        "dWf": dzf.T @ joined,
        "dWo": dzo.T @ joined,
        "dWc": dzc.T @ joined,
        "dbu": dzu.sum(axis=0, keepdims=True),
        "dbf": dzf.sum(axis=0, keepdims=True),
        "dbo": dzo.sum(axis=0, keepdims=True),
        "dbc": dzc.sum(axis=0, keepdims=True),
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
            total[name] = total[name] + step[name]
    return {"dx": dx, "da0": da_prev, "dc0": dc_prev, **total}
