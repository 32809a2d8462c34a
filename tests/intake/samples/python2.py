import numpy as np


def softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()


def check_gradients(grads):
    for key in grads:
        print key, np.max(grads[key])


def rnn_cell_forward(x_t, a_prev, params):
    return np.tanh(x_t), softmax(x_t), None


def rnn_forward(x, a0, params):
    check_gradients({})
    return x, x, None


print "done"
