"""
row: V09
title: Products by einsum, tensordot, dot and matmul
"""

import numpy as np


def gru_cell_forward(x_t, a_prev, params, reset="before"):
    n_a = a_prev.shape[1]
    joined = np.c_[a_prev, x_t]
    gamma_u = sigmoid(np.einsum("ij,kj->ik", joined, params["Wu"]) + params["bu"])
    gamma_r = sigmoid(np.tensordot(joined, params["Wr"], axes=(1, 1)) + params["br"])
    Wca, Wcx = params["Wc"][:, :n_a], params["Wc"][:, n_a:]
    from_input = np.dot(x_t, Wcx.T) + params["bc"]
    if reset == "before":
        recurrent = a_prev
        candidate = np.tanh(np.einsum("ij,ij,kj->ik", gamma_r, a_prev, Wca) + from_input)
    else:
        recurrent = np.matmul(a_prev, Wca.T) + params["bhc"]
        candidate = np.tanh(np.multiply(gamma_r, recurrent) + from_input)
    a_next = np.where(True, gamma_u * candidate + (1 - gamma_u) * a_prev, 0)
    return a_next, GRUCellCache(x_t, a_prev, gamma_u, gamma_r, recurrent, candidate, params, reset)


def gru_cell_backward(da_next, cache):
    x_t, a_prev, gamma_u, gamma_r, recurrent, candidate, params, reset = cache
    n_a = a_prev.shape[1]
    Wca, Wcx = params["Wc"][:, :n_a], params["Wc"][:, n_a:]
    joined = np.concatenate([a_prev, x_t], axis=1)
    dz_u = da_next * (candidate - a_prev) * gamma_u * (1 - gamma_u)
    dz_c = da_next * gamma_u * (1 - candidate**2)
    da_prev = da_next * (1 - gamma_u)
    grads = {}
    if reset == "before":
        d_gated = np.einsum("ij,jk->ik", dz_c, Wca)
        d_gamma_r = d_gated * a_prev
        da_prev = da_prev + d_gated * gamma_r
        dWca = np.einsum("ij,ik,ik->jk", dz_c, gamma_r, a_prev)
    else:
        d_recurrent = dz_c * gamma_r
        d_gamma_r = dz_c * recurrent
        da_prev = da_prev + d_recurrent @ Wca
        dWca = d_recurrent.T @ a_prev
        grads["dbhc"] = d_recurrent.sum(axis=0)
    dz_r = d_gamma_r * gamma_r * (1 - gamma_r)
    d_joined = dz_u @ params["Wu"] + dz_r @ params["Wr"]
    grads["dx_t"] = d_joined[:, n_a:] + dz_c @ Wcx
    grads["da_prev"] = da_prev + d_joined[:, :n_a]
    grads["dWu"] = np.tensordot(dz_u, joined, axes=(0, 0))
    grads["dWr"] = np.outer(dz_r[0], joined[0]) + np.dot(dz_r[1:].T, joined[1:])
    grads["dWc"] = np.concatenate([dWca, dz_c.T @ x_t], axis=1)
    grads["dbu"] = dz_u.sum(axis=0)
    grads["dbr"] = dz_r.sum(axis=0)
    grads["dbc"] = np.einsum("ij->j", dz_c)
    return grads
