"""
row: X140
title: Targets of shape (m, 1) make a loss over all pairs
fails: [a3.forecaster.train_step, a3.forecaster.epochs]
"""

import torch
from torch import nn


def train_step(model, optimizer, inputs, targets):
    model.train()
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(inputs), targets.unsqueeze(1))
    loss.backward()
    optimizer.step()
    return loss.item()
