"""
row: N07
title: many_to_one returns the predictions of all steps
fails: [a1.many_to_one.last, a1.many_to_one.values]
"""


def many_to_one(x, a0, params):
    a, y_hat, cache = rnn_forward(x, a0, params)
    return y_hat
