"""
row: R23
title: Only windows of 36 values can be read
fails:
  - a3.forecaster.shape
  - a3.forecaster.values
  - a3.forecaster.train_step
  - a3.forecaster.loss_is_number
  - a3.forecaster.predict
  - a3.forecaster.epochs
"""

import torch
from torch import nn


class Forecaster(nn.Module):
    def __init__(self, n_hidden):
        super().__init__()
        self.gru = nn.GRU(1, n_hidden, batch_first=True)
        self.head = nn.Linear(n_hidden, 1)

    def forward(self, windows):
        states, _ = self.gru(windows.view(-1, 36, 1))
        return self.head(states[:, -1]).squeeze(-1)
