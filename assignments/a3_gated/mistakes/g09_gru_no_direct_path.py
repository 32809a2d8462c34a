"""
row: G09
title: da_prev lacks what came straight through 1 minus the update gate
fails:
  - a3.gru_cell_backward.numerical
  - a3.gru_cell_backward.da_prev
  - a3.gru_cell_backward.reset_after
  - a3.gru_backward.numerical
  - a3.tagger_loss.numerical
"""

import numpy as np


def gru_cell_backward(da_next, cache):
    x_t, a_prev, gamma_u, gamma_r, recurrent, candidate, params, reset = cache
    n_a = a_prev.shape[1]
    Wca, Wcx = params["Wc"][:, :n_a], params["Wc"][:, n_a:]
    joined = np.concatenate([a_prev, x_t], axis=1)
    dz_u = da_next * (candidate - a_prev) * gamma_u * (1 - gamma_u)
    dz_c = da_next * gamma_u * (1 - candidate**2)
    grads = {}
    if reset == "before":
        d_gated = dz_c @ Wca
        d_gamma_r = d_gated * a_prev
        da_prev = d_gated * gamma_r
        dWca = dz_c.T @ (gamma_r * a_prev)
    else:
        d_recurrent = dz_c * gamma_r
        d_gamma_r = dz_c * recurrent
        da_prev = d_recurrent @ Wca
        dWca = d_recurrent.T @ a_prev
        grads["dbhc"] = d_recurrent.sum(axis=0)
    dz_r = d_gamma_r * gamma_r * (1 - gamma_r)
    d_joined = dz_u @ params["Wu"] + dz_r @ params["Wr"]
    grads["dx_t"] = d_joined[:, n_a:] + dz_c @ Wcx
    grads["da_prev"] = da_prev + d_joined[:, :n_a]
    grads["dWu"] = dz_u.T @ joined
    grads["dWr"] = dz_r.T @ joined
    grads["dWc"] = np.concatenate([dWca, dz_c.T @ x_t], axis=1)
    grads["dbu"] = dz_u.sum(axis=0)
    grads["dbr"] = dz_r.sum(axis=0)
    grads["dbc"] = dz_c.sum(axis=0)
    return grads
