from builtins import range
from builtins import object
import numpy as np
import matplotlib.pyplot as plt
from rnn_utils import *
from cs231n.layers import affine_forward

"""
This file defines layer types that are commonly used for recurrent neural networks.
"""

np.random.seed(1)
plt.rcParams['figure.figsize'] = (10.0, 8.0)


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def rnn_cell_forward(x_t, a_prev, params):
    a_next = np.tanh(a_prev @ params["Waa"].T + x_t @ Wax.T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return a_next, y_hat, (a_next, a_prev, x_t, params)


def rnn_forward(x, a0, params):
    a = a0
    for t in range(x.shape[1]):
        a, y, cache = rnn_cell_forward(x[:, t], a, params)
    return sigmoid(a), y, cache


def show(losses):
    plt.plot(losses)


plt.figure()
plt.plot(np.arange(3))
plt.show()
print("a_next =", rnn_cell_forward(np.ones((2, 3)), np.zeros((2, 4)), {}))
