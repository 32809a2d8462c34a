"""
row: Y17
title: torch's weights are filled gate by gate, with slices and loops
"""

import numpy as np


def gru_to_torch(params, reset="after"):
    if reset != "after":
        raise ValueError(f"torch knows no reset {reset!r}")
    n_a = params["bc"].size
    n_x = params["Wc"].shape[1] - n_a
    out = {"weight_ih": np.empty((3 * n_a, n_x)), "weight_hh": np.empty((3 * n_a, n_a))}
    out["bias_ih"], out["bias_hh"] = np.empty(3 * n_a), np.zeros(3 * n_a)
    for k, (gate, sign) in enumerate([("r", 1), ("u", -1), ("c", 1)]):
        rows = slice(k * n_a, (k + 1) * n_a)
        out["weight_ih"][rows] = sign * params["W" + gate][:, n_a:]
        out["weight_hh"][rows] = sign * params["W" + gate][:, :n_a]
        out["bias_ih"][rows] = sign * params["b" + gate]
    out["bias_hh"][2 * n_a :] = params["bhc"]
    return out


def gru_from_torch(weights):
    n_a = weights["weight_hh"].shape[1]
    r, z, n = (slice(k * n_a, (k + 1) * n_a) for k in range(3))
    W = np.hstack((weights["weight_hh"], weights["weight_ih"]))
    b, bh = weights["bias_ih"], weights["bias_hh"]
    params = dict(Wr=W[r], Wu=-W[z], Wc=W[n])
    params.update(br=b[r] + bh[r], bu=-b[z] - bh[z], bc=b[n], bhc=bh[n])
    return params
