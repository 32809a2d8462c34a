"""
row: X131
title: The gradient enters the states without the weights of the score
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
    da = np.repeat(dz[:, :, np.newaxis], a.shape[2], axis=2)
    grads = gru_backward(da, cache) if kind == "gru" else lstm_backward(da, None, cache)
    grads["dWya"] = np.einsum("mt,mta->a", dz, a)[np.newaxis]
    grads["dby"] = np.array([dz.sum()])
    return float(loss), grads
