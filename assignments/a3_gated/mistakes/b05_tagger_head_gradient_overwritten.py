"""
row: B05
title: The gradients of the tagger's head are overwritten in each step
fails: [a3.tagger_loss.numerical, a3.tagger_loss.gradients, a3.tagger_loss.stable]
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
    for t in range(x.shape[1]):
        grads["dWya"] = dz[:, [t]].T @ a[:, t]
        grads["dby"] = dz[:, t].sum(keepdims=True)
    return float(loss), grads
