"""
row: T02
title: train_step returns the tensor of the loss
fails: [a3.forecaster.loss_is_number, a3.forecaster.epochs]
"""

import torch
from torch import nn


def train_step(model, optimizer, inputs, targets):
    model.train()
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss
