import numpy as np


def softmax(z):
    return np.exp(z) / np.sum(np.exp(z)


def rnn_cell_forward(x_t, a_prev, params):
    """A docstring that mentions

def something in column 0 is no definition.
    """
    a_next =
    return a_next


# the rest is fine
def rnn_forward(x, a0, params):
    return x
