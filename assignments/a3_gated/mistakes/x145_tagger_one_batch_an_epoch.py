"""
row: X145
title: An epoch is one batch instead of all examples
fails: [a3.train_tagger.first_steps, a3.train_tagger.epochs, a3.reading_frame.gru, a3.reading_frame.lstm]
"""

import numpy as np


def train_tagger(kind, x, y, params, rng, epochs, batch_size, learning_rate, on_epoch=None):
    moments, losses = {}, []
    for epoch in range(1, epochs + 1):
        batch = rng.permutation(len(x))[:batch_size]
        loss, grads = tagger_loss(kind, x[batch], y[batch], params)
        params, moments = adam_step(params, grads, moments, epoch, learning_rate)
        losses.append(loss)
        if on_epoch is not None:
            on_epoch(epoch, loss)
    return params, np.array(losses)
