"""
row: N12
title: The slope of tanh(c) is written 1 - c ** 2
conventions: {lstm_output: tanh}
fails:
  - a3.lstm_cell_backward.dx_t
  - a3.lstm_cell_backward.da_prev
  - a3.lstm_cell_backward.dc_prev
  - a3.lstm_cell_backward.update
  - a3.lstm_cell_backward.forget
  - a3.lstm_cell_backward.candidate
  - a3.lstm_backward.numerical
  - a3.tagger_loss.numerical
may_fail:
  a3.lstm_cell_backward.numerical: "differences in float32 may not tell so small a change of a single step"
"""

import numpy as np


def lstm_cell_backward(da_next, dc_next, cache):
    params, n_a = cache.params, cache.a_prev.shape[1]
    joined = np.concatenate([cache.a_prev, cache.x_t], axis=1)
    c_next = cache.update * cache.candidate + cache.forget * cache.c_prev
    slope = 1 - c_next**2 if cache.output == "tanh" else 1.0
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
        "dbu": dzu.sum(axis=0),
        "dbf": dzf.sum(axis=0),
        "dbo": dzo.sum(axis=0),
        "dbc": dzc.sum(axis=0),
    }
