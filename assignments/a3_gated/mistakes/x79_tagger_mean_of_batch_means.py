"""
row: X79
title: The loss of an epoch is the mean of those of its batches, short or not
fails: [a3.train_tagger.epochs]
"""

import numpy as np


def train_tagger(kind, x, y, params, rng, epochs, batch_size, learning_rate, on_epoch=None):
    moments, losses, t = {}, [], 0
    for epoch in range(1, epochs + 1):
        order = rng.permutation(len(x))
        found = []
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            loss, grads = tagger_loss(kind, x[batch], y[batch], params)
            t += 1
            params, moments = adam_step(params, grads, moments, t, learning_rate)
            found.append(loss)
        losses.append(np.mean(found))
        if on_epoch is not None:
            on_epoch(epoch, losses[-1])
    return params, np.array(losses)
