"""
row: R19
title: A global keeps the state from call to call
fails:
  - a1.forward.causal
  - a1.forward.edges
  - a1.forward.arguments
  - a1.backward.numerical
  - a1.backward.dx
  - a1.backward.da0
  - a1.backward.dWaa
  - a1.backward.dWax
  - a1.backward.dba
  - a1.backward.edges
may_fail:
  a1.forward.states: right when forward is called once
  a1.forward.predictions: right when forward is called once
  a1.many_to_one.values: right when forward is called once
  a1.backward.arguments: two calls differ
  a1.many_to_one.last: the state may have settled after some calls
  a1.backward.upstream: forward may be called for several sizes
  a1.forward.example: right when forward is called once
"""

import numpy as np

state = None


def rnn_forward(x, a0, params):
    global state
    if state is None:
        state = a0
    states, predictions, steps = [], [], []
    for t in range(x.shape[1]):
        state, y_t, step = rnn_cell_forward(x[:, t], state, params)
        states.append(state)
        predictions.append(y_t)
        steps.append(step)
    return np.stack(states, axis=1), np.stack(predictions, axis=1), RNNCache(tuple(steps))
