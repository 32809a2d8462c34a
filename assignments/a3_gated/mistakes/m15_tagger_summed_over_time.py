"""
row: M15
title: The loss of the tagger is summed over time and averaged over the examples
fails: [a3.tagger_loss.coin, a3.tagger_loss.values, a3.tagger_loss.gradients, a3.tagger_loss.stable]
"""

import numpy as np


def tagger_loss(kind, x, y, params):
    a0 = np.zeros((len(x), params["Wya"].shape[1]))
    if kind == "gru":
        a, cache = gru_forward(x, a0, params, "before")
    else:
        a, _, cache = lstm_forward(x, a0, a0, params)
    z = a @ params["Wya"][0] + params["by"]
    loss = np.logaddexp(0, np.where(y == 1, -z, z)).sum(axis=1).mean()
    dz = (sigmoid(z) - y) / len(y)
    da = dz[:, :, np.newaxis] * params["Wya"][0]
    grads = gru_backward(da, cache) if kind == "gru" else lstm_backward(da, None, cache)
    grads["dWya"] = np.einsum("mt,mta->a", dz, a)[np.newaxis]
    grads["dby"] = np.array([dz.sum()])
    return float(loss), grads
