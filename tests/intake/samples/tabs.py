import numpy as np


def softmax(z):
    e = np.exp(z)
	if True:
	    return e / e.sum()


def rnn_cell_forward(x_t, a_prev, params):
    if True:
        a = 1
	return a
