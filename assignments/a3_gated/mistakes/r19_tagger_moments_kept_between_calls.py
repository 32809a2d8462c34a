"""
row: R19
title: A global keeps the moments from training to training
fails: [a3.train_tagger.first_steps]
"""

import numpy as np


MOMENTS = {}


def train_tagger(kind, x, y, params, rng, epochs, batch_size, learning_rate, on_epoch=None):
    global MOMENTS
    losses, t = [], 0
    for epoch in range(1, epochs + 1):
        order = rng.permutation(len(x))
        total = 0.0
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            loss, grads = tagger_loss(kind, x[batch], y[batch], params)
            t += 1
            params, MOMENTS = adam_step(params, grads, MOMENTS, t, learning_rate)
            total += loss * len(batch)
        losses.append(total / len(x))
        if on_epoch is not None:
            on_epoch(epoch, losses[-1])
    return params, np.array(losses)
