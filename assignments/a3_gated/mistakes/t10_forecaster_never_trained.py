"""
row: T10
title: The model that is returned is a new one, not the trained one
fails: [a3.forecaster.learns, a3.forecaster.beats_naive, a3.forecaster.epochs]
"""

import torch


def train_forecaster(inputs, targets, n_hidden, epochs, batch_size, learning_rate, on_epoch=None):
    windows = torch.as_tensor(inputs, dtype=torch.float32)
    following = torch.as_tensor(targets, dtype=torch.float32)
    model = Forecaster(n_hidden)
    optimizer = make_optimizer(model, learning_rate)
    losses = []
    for epoch in range(1, epochs + 1):
        total = 0.0
        for batch in torch.randperm(len(windows)).split(batch_size):
            total += train_step(model, optimizer, windows[batch], following[batch]) * len(batch)
        losses.append(total / len(windows))
        if on_epoch is not None:
            on_epoch(epoch, losses[-1])
    return Forecaster(n_hidden), losses
