"""
row: T01
title: The gradients of all steps add up
fails: [a3.forecaster.train_step]
"""

import torch
from torch import nn


def train_step(model, optimizer, inputs, targets):
    model.train()
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss.item()
