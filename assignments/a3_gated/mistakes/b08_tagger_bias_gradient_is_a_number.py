"""
row: B08
title: The gradient of the tagger's bias has no axis
fails: [a3.tagger_loss.numerical, a3.tagger_loss.gradients]
"""

import numpy as np


def tagger_loss(kind, x, y, params):
    a0 = np.zeros((len(x), params["Wya"].shape[1]))
    if kind == "gru":
        a, cache = gru_forward(x, a0, params, "before")
    else:
        a, _, cache = lstm_forward(x, a0, a0, params)
    z = a @ params["Wya"][0] + params["by"]
    loss = np.mean(np.logaddexp(0, np.where(y == 1, -z, z)))
    dz = (sigmoid(z) - y) / z.size
    da = dz[:, :, np.newaxis] * params["Wya"][0]
    grads = gru_backward(da, cache) if kind == "gru" else lstm_backward(da, None, cache)
    grads["dWya"] = np.einsum("mt,mta->a", dz, a)[np.newaxis]
    grads["dby"] = dz.sum()
    return float(loss), grads
