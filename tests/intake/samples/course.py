import numpy as np

def softmax(z):
    e = np.exp(z - z.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)

def rnn_cell_forward(x_t, a_prev, params):
    a_next = np.tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    return a_next, softmax(a_next @ params["Wya"].T + params["by"]), None

def rnn_forward(x, a0, params):
    a = a0
    for t in range(x.shape[1]):
        a, y, _ = rnn_cell_forward(x[:, t], a, params)
    return a, y, None
