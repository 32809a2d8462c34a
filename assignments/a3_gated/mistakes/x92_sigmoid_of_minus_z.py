"""
row: X92
title: sigmoid falls instead of rising
fails:
  - a3.sigmoid.symmetry
  - a3.sigmoid.values
  - a3.gru_cell.example
  - a3.gru_cell.keeps
  - a3.gru_cell_backward.numerical
  - a3.gru_cell_backward.dx_t
  - a3.gru_cell_backward.da_prev
  - a3.gru_cell_backward.update
  - a3.gru_cell_backward.reset
  - a3.gru_cell_backward.reset_after
  - a3.gru_backward.numerical
  - a3.lstm_cell.example
  - a3.lstm_cell.keeps
  - a3.lstm_cell_backward.numerical
  - a3.lstm_cell_backward.dx_t
  - a3.lstm_cell_backward.da_prev
  - a3.lstm_cell_backward.update
  - a3.lstm_cell_backward.forget
  - a3.lstm_backward.numerical
  - a3.tagger_loss.numerical
  - a3.tagger_loss.gradients
  - a3.tagger_loss.stable
  - a3.tag.values
"""

import numpy as np


def sigmoid(z):
    return 0.5 * (1 - np.tanh(z / 2))
