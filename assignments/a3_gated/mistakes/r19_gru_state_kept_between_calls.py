"""
row: R19
title: A global keeps the state from call to call
fails:
  - a3.gru.states
  - a3.gru.edges
  - a3.gru.arguments
  - a3.gru_backward.numerical
  - a3.gru_backward.arguments
  - a3.tagger_loss.numerical
  - a3.tagger_loss.values
  - a3.tagger_loss.stable
"""

import numpy as np


state = None


def gru_forward(x, a0, params, reset="before"):
    m, T_x, n_x = x.shape
    a = np.zeros((m, T_x, a0.shape[1]))
    steps = []
    global state
    if state is None or state.shape != a0.shape:
        state = a0
    for t in range(T_x):
        state, step = gru_cell_forward(x[:, t], state, params, reset)
        a[:, t] = state
        steps.append(step)
    return a, GRUCache(tuple(steps))
