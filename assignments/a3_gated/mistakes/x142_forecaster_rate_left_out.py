"""
row: X142
title: The optimizer has its own learning rate
fails: [a3.forecaster.train_step, a3.forecaster.epochs]
"""

import torch


def make_optimizer(model, learning_rate):
    return torch.optim.Adam(model.parameters())
