"""
row: X132
title: on_epoch is never called
fails: [a3.train_tagger.epochs]
"""

import numpy as np


def train_tagger(kind, x, y, params, rng, epochs, batch_size, learning_rate, on_epoch=None):
    moments, losses, t = {}, [], 0
    for epoch in range(1, epochs + 1):
        order = rng.permutation(len(x))
        total = 0.0
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            loss, grads = tagger_loss(kind, x[batch], y[batch], params)
            t += 1
            params, moments = adam_step(params, grads, moments, t, learning_rate)
            total += loss * len(batch)
        losses.append(total / len(x))
    return params, np.array(losses)
