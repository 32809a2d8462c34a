"""
row: X95
title: Only what is called a gate is counted
fails: [a3.count_parameters.example, a3.count_parameters.values]
"""


def count_parameters(kind, n_a, n_x):
    gates = {"rnn": 1, "gru": 2, "lstm": 3}[kind]
    return gates * (n_a * (n_a + n_x) + n_a)
