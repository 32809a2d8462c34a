import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def one_hot(ids, n_x):
    return np.eye(n_x)[np.asarray(ids)]


def softmax(z):
    exps = np.exp(z - np.amax(z, axis=-1, keepdims=True))
    return exps / np.sum(exps, axis=-1, keepdims=True)


def rnn_cell_forward(x_t, a_prev, params):
    z = a_prev.dot(params["Waa"].T) + x_t.dot(params["Wax"].T) + params["ba"]
    a_next = sigmoid(z)
    y_hat = softmax(a_next.dot(params["Wya"].T) + params["by"])
    cache = dict(x=x_t, prev=a_prev, next=a_next, params=params)
    return a_next, y_hat, cache


def rnn_forward(x, a0, params):
    steps = x.shape[1]
    a_list, y_list, caches = [], [], []
    a = a0
    for t in range(steps):
        a, y, cache = rnn_cell_forward(x[:, t, :], a, params)
        a_list.append(a)
        y_list.append(y)
        caches.append(cache)
    return np.array(a_list).transpose(1, 0, 2), np.array(y_list).transpose(1, 0, 2), caches


def rnn_cell_backward(da_next, cache):
    a = cache["next"]
    dz = da_next * a * (1 - a)  # derivative of the sigmoid
    return dict(
        dx_t=dz.dot(cache["params"]["Wax"]),
        da_prev=dz.dot(cache["params"]["Waa"]),
        dWaa=dz.T.dot(cache["prev"]),
        dWax=dz.T.dot(cache["x"]),
        dba=dz.sum(axis=0),
    )


def rnn_backward(da, caches):
    dWaa = dWax = dba = 0
    da_next = 0
    dx = np.zeros(da.shape[:2] + (caches[0]["x"].shape[1],))
    for t in range(da.shape[1])[::-1]:
        g = rnn_cell_backward(da[:, t] + da_next, caches[t])
        dx[:, t] = g["dx_t"]
        dWaa = dWaa + g["dWaa"]
        dWax = dWax + g["dWax"]
        dba = dba + g["dba"]
        da_next = g["da_prev"]
    return dict(dx=dx, da0=da_next, dWaa=dWaa, dWax=dWax, dba=dba)


def many_to_one(x, a0, params):
    return rnn_forward(x, a0, params)[1][:, -1]


def one_to_many(x_1, a0, params, T_y):
    outputs = []
    a, x = a0, x_1
    for _ in range(T_y):
        a, x, _ = rnn_cell_forward(x, a, params)
        outputs.append(x)
    return np.array(outputs).transpose(1, 0, 2)


def numerical_gradient(f, w, eps=1e-5):
    grad = np.zeros_like(w)
    for idx, value in np.ndenumerate(w):
        up, down = w.copy(), w.copy()
        up[idx] = value + eps
        down[idx] = value - eps
        grad[idx] = (f(up) - f(down)) / (2 * eps)
    return grad


def relative_error(a, b):
    return float((np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))).max())
