"""
row: B15
title: The derivative of tanh is multiplied into the caller's da_next
fails: [a1.backward.upstream]
"""


def rnn_cell_backward(da_next, cache):
    da_next *= 1 - cache.a_next**2
    return {
        "dx_t": da_next @ cache.params["Wax"],
        "da_prev": da_next @ cache.params["Waa"],
        "dWaa": da_next.T @ cache.a_prev,
        "dWax": da_next.T @ cache.x_t,
        "dba": da_next.sum(axis=0),
    }
