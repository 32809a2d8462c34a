"""
row: X136
title: The optimizer does not hold the head
fails: [a3.forecaster.train_step]
"""

import torch


def make_optimizer(model, learning_rate):
    return torch.optim.Adam(model.gru.parameters(), lr=learning_rate)
