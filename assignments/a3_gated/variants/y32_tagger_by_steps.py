"""
row: Y32
title: The tagger with softplus by hand, loops over the steps, params copied, rng.shuffle
trains: true
"""

import numpy as np


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def states(kind, x, params):
    a0 = np.zeros((len(x), np.shape(params["Wya"])[1]))
    if kind == "gru":
        return gru_forward(x, a0, params, reset="before")
    a, _, cache = lstm_forward(x, a0, a0.copy(), params)
    return a, cache


def tagger_loss(kind, x, y, params):
    m, T_x = y.shape
    a, cache = states(kind, x, params)
    total, da = 0.0, np.zeros_like(a)
    dWya, dby = np.zeros((1, a.shape[2])), np.zeros(1)
    for t in range(T_x):
        z = a[:, t] @ params["Wya"].T + params["by"]
        true = y[:, [t]]
        total = total + np.sum(softplus(z) - true * z)
        dz = (sigmoid(z) - true) / (m * T_x)
        da[:, t] = dz @ params["Wya"]
        dWya += dz.T @ a[:, t]
        dby += dz.sum(axis=0)
    if kind == "lstm":
        grads = lstm_backward(da, np.zeros((m, a.shape[2])), cache)
    else:
        grads = gru_backward(da, cache)
    return np.array(total / (m * T_x)), {**grads, "dby": dby, "dWya": dWya}


def tag(kind, x, params):
    return sigmoid(np.squeeze(states(kind, x, params)[0] @ params["Wya"].T + params["by"], axis=2))


def train_tagger(kind, x, y, params, rng, epochs, batch_size, learning_rate, on_epoch=None):
    weights = {name: np.copy(value) for name, value in params.items()}
    moments, losses, steps = {}, np.zeros(epochs), 0
    for epoch in range(epochs):
        order = rng.permutation(x.shape[0])
        shuffled, true = x[order], y[order]
        start = 0
        while start < len(order):
            part = slice(start, start + batch_size)
            loss, grads = tagger_loss(kind, shuffled[part], true[part], weights)
            steps += 1
            new, moments = adam_step(weights, grads, moments, steps, learning_rate)
            for name in weights:
                weights[name][...] = new[name]
            losses[epoch] += float(loss) * len(true[part]) / len(order)
            start += batch_size
        if on_epoch:
            on_epoch(epoch, losses[epoch])
    return weights, losses.tolist()
