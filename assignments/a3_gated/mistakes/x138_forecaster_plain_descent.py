"""
row: X138
title: The optimizer is SGD
fails: [a3.forecaster.train_step]
"""

import torch


def make_optimizer(model, learning_rate):
    return torch.optim.SGD(model.parameters(), lr=learning_rate)
