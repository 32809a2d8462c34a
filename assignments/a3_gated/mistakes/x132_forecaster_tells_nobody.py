"""
row: X132
title: on_epoch of the forecaster is never called
fails: [a3.forecaster.epochs]
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
    return model, losses
