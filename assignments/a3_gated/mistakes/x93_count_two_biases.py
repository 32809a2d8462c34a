"""
row: X93
title: Two biases are counted for each gate, as torch has
fails: [a3.count_parameters.example, a3.count_parameters.values]
"""


def count_parameters(kind, n_a, n_x):
    gates = {"rnn": 1, "gru": 3, "lstm": 4}[kind]
    return gates * (n_a * (n_a + n_x) + 2 * n_a)
