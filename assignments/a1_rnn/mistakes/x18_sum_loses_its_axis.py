"""
row: X18
title: softmax divides by a sum that has lost its axis
fails:
  - a1.softmax.rows
  - a1.softmax.values
  - a1.softmax.large
  - a1.cell_forward.example
  - a1.cell_forward.state
  - a1.cell_forward.prediction
  - a1.forward.example
  - a1.forward.states
  - a1.forward.predictions
  - a1.forward.causal
  - a1.forward.edges
  - a1.forward.arguments
  - a1.many_to_one.last
  - a1.many_to_one.values
  - a1.one_to_many.feeds_back
  - a1.one_to_many.values
  - a1.cell_backward.numerical
  - a1.cell_backward.dx_t
  - a1.cell_backward.da_prev
  - a1.cell_backward.dWaa
  - a1.cell_backward.dWax
  - a1.cell_backward.dba
  - a1.backward.numerical
  - a1.backward.dx
  - a1.backward.da0
  - a1.backward.dWaa
  - a1.backward.dWax
  - a1.backward.dba
  - a1.backward.edges
  - a1.backward.arguments
  - a1.backward.upstream
"""

import numpy as np


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1)
