"""
row: R24
title: The weights that were given are overwritten
fails: [a3.train_tagger.first_steps]
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
            new, moments = adam_step(params, grads, moments, t, learning_rate)
            params.update(new)
            total += loss * len(batch)
        losses.append(total / len(x))
        if on_epoch is not None:
            on_epoch(epoch, losses[-1])
    return params, np.array(losses)
