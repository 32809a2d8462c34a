"""
row: Y11
title: Turns everything into columns, computes as another course does, and turns it back
"""

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    xt, ap = x_t.T, a_prev.T
    ba, by = params["ba"].reshape(-1, 1), params["by"].reshape(-1, 1)
    a_next = np.tanh(np.dot(params["Waa"], ap) + np.dot(params["Wax"], xt) + ba)
    yt_pred = softmax((np.dot(params["Wya"], a_next) + by).T)
    return a_next.T, yt_pred, (a_next, ap, xt, params)


def rnn_cell_backward(da_next, cache):
    (a_next, a_prev, xt, parameters) = cache
    dtanh = (1 - np.power(a_next, 2)) * da_next.T
    dxt = np.dot(parameters["Wax"].T, dtanh)
    dWax = np.dot(dtanh, xt.T)
    da_prev = np.dot(parameters["Waa"].T, dtanh)
    dWaa = np.dot(dtanh, a_prev.T)
    dba = np.sum(dtanh, axis=1, keepdims=True)
    return {"dx_t": dxt.T, "da_prev": da_prev.T, "dWax": dWax, "dWaa": dWaa, "dba": dba.ravel()}


def rnn_backward(da, cache):
    caches = cache.steps
    da = np.transpose(da, (2, 0, 1))
    n_a, m, T_x = da.shape
    n_x = caches[0][2].shape[0]
    dx = np.zeros((n_x, m, T_x))
    dWax, dWaa, dba = np.zeros((n_a, n_x)), np.zeros((n_a, n_a)), np.zeros((n_a, 1))
    da_prevt = np.zeros((n_a, m))
    for t in reversed(range(T_x)):
        gradients = rnn_cell_backward((da[:, :, t] + da_prevt).T, caches[t])
        da_prevt = gradients["da_prev"].T
        dx[:, :, t] = gradients["dx_t"].T
        dWax += gradients["dWax"]
        dWaa += gradients["dWaa"]
        dba += gradients["dba"].reshape(-1, 1)
    return {"dx": dx.transpose(1, 2, 0), "da0": da_prevt.T, "dWax": dWax, "dWaa": dWaa, "dba": dba[:, 0]}
