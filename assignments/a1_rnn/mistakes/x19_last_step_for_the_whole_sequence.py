"""
row: X19
title: rnn_forward returns the state and the prediction of its last step
fails:
  - a1.forward.example
  - a1.forward.states
  - a1.forward.predictions
  - a1.forward.causal
  - a1.forward.edges
  - a1.forward.arguments
  - a1.many_to_one.last
  - a1.many_to_one.values
  - a1.backward.numerical
"""


def rnn_forward(x, a0, params):
    caches = []
    a_t = a0
    for t in range(x.shape[1]):
        a_t, y_t, cache = rnn_cell_forward(x[:, t], a_t, params)
        caches.append(cache)
    return a_t, y_t, RNNCache(tuple(caches))
