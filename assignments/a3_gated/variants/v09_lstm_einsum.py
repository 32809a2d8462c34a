"""
row: V09
title: Products by einsum, tensordot, dot and inner
conventions: {lstm_output: tanh}
"""

import numpy as np


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    joined = np.concatenate([a_prev, x_t], axis=1)
    update = sigmoid(np.einsum("mk,nk->mn", joined, params["Wu"]) + params["bu"])
    forget = sigmoid(np.tensordot(joined, params["Wf"], axes=(1, 1)) + params["bf"])
    output = sigmoid(np.inner(joined, params["Wo"]) + params["bo"])
    candidate = np.tanh(joined.dot(params["Wc"].T) + params["bc"])
    c_next = update * candidate + forget * c_prev
    told = np.tanh(c_next)
    a_next = output * told
    cache = LSTMCellCache(x_t, a_prev, c_prev, update, forget, output, candidate, told, params, "tanh")
    return a_next, c_next, cache


def lstm_cell_backward(da_next, dc_next, cache):
    params, n_a = cache.params, cache.a_prev.shape[1]
    joined = np.concatenate([cache.a_prev, cache.x_t], axis=1)
    slope = 1 - cache.told**2 if cache.output == "tanh" else 1.0
    dc = dc_next + da_next * cache.output_gate * slope
    dzu = dc * cache.candidate * cache.update * (1 - cache.update)
    dzf = dc * cache.c_prev * cache.forget * (1 - cache.forget)
    dzo = da_next * cache.told * cache.output_gate * (1 - cache.output_gate)
    dzc = dc * cache.update * (1 - cache.candidate**2)
    d_joined = np.einsum("gmn,gnk->mk", [dzu, dzf, dzo, dzc], [params["W" + g] for g in "ufoc"])
    return {
        "dx_t": d_joined[:, n_a:],
        "da_prev": d_joined[:, :n_a],
        "dc_prev": dc * cache.forget,
        "dWu": np.einsum("mn,mk->nk", dzu, joined),
        "dWf": np.tensordot(dzf, joined, axes=(0, 0)),
        "dWo": np.dot(dzo.T, joined),
        "dWc": dzc.T @ joined,
        "dbu": np.einsum("mn->n", dzu),
        "dbf": dzf.sum(axis=0),
        "dbo": dzo.sum(axis=0),
        "dbc": dzc.sum(axis=0),
    }
