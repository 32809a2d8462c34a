"""
row: L04
title: The update gate multiplies the old cell, and so on the way back
conventions: {lstm_output: tanh}
fails: [a3.lstm_cell.example, a3.lstm_cell.keeps, a3.lstm_cell.cell, a3.tagger_loss.gradients]
may_fail:
  a3.lstm.edges: "with one unit a step may depend on its state by less than float32 shows"
"""

import numpy as np


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    joined = np.concatenate([a_prev, x_t], axis=1)
    update = sigmoid(joined @ params["Wu"].T + params["bu"])
    forget = sigmoid(joined @ params["Wf"].T + params["bf"])
    output = sigmoid(joined @ params["Wo"].T + params["bo"])
    candidate = np.tanh(joined @ params["Wc"].T + params["bc"])
    c_next = forget * candidate + update * c_prev
    told = np.tanh(c_next)
    a_next = output * told
    cache = LSTMCellCache(x_t, a_prev, c_prev, update, forget, output, candidate, told, params, "tanh")
    return a_next, c_next, cache


def lstm_cell_backward(da_next, dc_next, cache):
    params, n_a = cache.params, cache.a_prev.shape[1]
    joined = np.concatenate([cache.a_prev, cache.x_t], axis=1)
    slope = 1 - cache.told**2 if cache.output == "tanh" else 1.0
    dc = dc_next + da_next * cache.output_gate * slope
    dzu = dc * cache.c_prev * cache.update * (1 - cache.update)
    dzf = dc * cache.candidate * cache.forget * (1 - cache.forget)
    dzo = da_next * cache.told * cache.output_gate * (1 - cache.output_gate)
    dzc = dc * cache.forget * (1 - cache.candidate**2)
    d_joined = dzu @ params["Wu"] + dzf @ params["Wf"] + dzo @ params["Wo"] + dzc @ params["Wc"]
    return {
        "dx_t": d_joined[:, n_a:],
        "da_prev": d_joined[:, :n_a],
        "dc_prev": dc * cache.update,
        "dWu": dzu.T @ joined,
        "dWf": dzf.T @ joined,
        "dWo": dzo.T @ joined,
        "dWc": dzc.T @ joined,
        "dbu": dzu.sum(axis=0),
        "dbf": dzf.sum(axis=0),
        "dbo": dzo.sum(axis=0),
        "dbc": dzc.sum(axis=0),
    }
