"""
row: X139
title: The squared errors are summed
fails: [a3.forecaster.train_step, a3.forecaster.epochs]
"""

import torch
from torch import nn


def train_step(model, optimizer, inputs, targets):
    model.train()
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(inputs), targets, reduction="sum")
    loss.backward()
    optimizer.step()
    return loss.item()
