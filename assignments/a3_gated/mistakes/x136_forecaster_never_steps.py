"""
row: X136
title: The optimizer never takes its step
fails: [a3.forecaster.train_step]
"""

import torch
from torch import nn


def train_step(model, optimizer, inputs, targets):
    model.train()
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    return loss.item()
