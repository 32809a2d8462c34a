"""
row: X71
title: The loss looks at the last step only
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
    loss = np.mean(np.logaddexp(0, np.where(y == 1, -z, z))[:, -1])
    dz = np.zeros_like(z)
    dz[:, -1] = (sigmoid(z[:, -1]) - y[:, -1]) / len(y)
    da = dz[:, :, np.newaxis] * params["Wya"][0]
    grads = gru_backward(da, cache) if kind == "gru" else lstm_backward(da, None, cache)
    grads["dWya"] = np.einsum("mt,mta->a", dz, a)[np.newaxis]
    grads["dby"] = np.array([dz.sum()])
    return float(loss), grads
