"""
row: X136
title: The gradients are set to zero after backward
fails: [a3.forecaster.train_step]
"""

import torch
from torch import nn


def train_step(model, optimizer, inputs, targets):
    model.train()
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()
