"""Assignment 1: a recurrent network from scratch."""

import numpy as np


def one_hot(ids, n_x):
    ids = np.array(ids)
    result = np.zeros((ids.size, n_x))
    for row, k in enumerate(ids.flatten()):
        result[row, k] = 1
    return result.reshape(ids.shape + (n_x,))


def softmax(z):
    z = z - np.max(z, axis=-1, keepdims=True)  # so that exp does not overflow
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)


def rnn_cell_forward(x_t, a_prev, params):
    Waa, Wax, ba = params["Waa"], params["Wax"], params["ba"]
    Wya, by = params["Wya"], params["by"]

    # examples are rows, so W x + b of the lecture becomes x W^T + b
    a_next = np.tanh(np.dot(a_prev, Waa.T) + np.dot(x_t, Wax.T) + ba)
    y_hat = softmax(np.dot(a_next, Wya.T) + by)

    cache = {"x_t": x_t, "a_prev": a_prev, "a_next": a_next, "Waa": Waa, "Wax": Wax}
    return a_next, y_hat, cache


def rnn_forward(x, a0, params):
    m, T_x, n_x = x.shape
    n_y, n_a = params["Wya"].shape

    a = np.zeros((m, T_x, n_a))
    y_hat = np.zeros((m, T_x, n_y))
    caches = []
    a_next = a0
    for t in range(T_x):
        a_next, yt, cache = rnn_cell_forward(x[:, t, :], a_next, params)
        a[:, t, :] = a_next
        y_hat[:, t, :] = yt
        caches.append(cache)
    return a, y_hat, caches


def rnn_cell_backward(da_next, cache):
    a_next = cache["a_next"]
    dtanh = (1 - a_next**2) * da_next

    gradients = {}
    gradients["dx_t"] = np.dot(dtanh, cache["Wax"])
    gradients["dWax"] = np.dot(dtanh.T, cache["x_t"])
    gradients["da_prev"] = np.dot(dtanh, cache["Waa"])
    gradients["dWaa"] = np.dot(dtanh.T, cache["a_prev"])
    gradients["dba"] = np.sum(dtanh, axis=0)
    return gradients


def rnn_backward(da, caches):
    m, T_x, n_a = da.shape
    n_x = caches[0]["x_t"].shape[1]

    dx = np.zeros((m, T_x, n_x))
    dWaa = np.zeros((n_a, n_a))
    dWax = np.zeros((n_a, n_x))
    dba = np.zeros(n_a)
    da_prevt = np.zeros((m, n_a))

    for t in reversed(range(T_x)):
        gradients = rnn_cell_backward(da[:, t, :] + da_prevt, caches[t])
        dx[:, t, :] = gradients["dx_t"]
        dWaa += gradients["dWaa"]
        dWax += gradients["dWax"]
        dba += gradients["dba"]
        da_prevt = gradients["da_prev"]

    return {"dx": dx, "da0": da_prevt, "dWaa": dWaa, "dWax": dWax, "dba": dba}


def many_to_one(x, a0, params):
    a, y_hat, caches = rnn_forward(x, a0, params)
    return y_hat[:, -1, :]


def one_to_many(x_1, a0, params, T_y):
    m, n_y = x_1.shape
    y_hat = np.zeros((m, T_y, n_y))
    xt, at = x_1, a0
    for t in range(T_y):
        at, xt, cache = rnn_cell_forward(xt, at, params)
        y_hat[:, t, :] = xt
    return y_hat


def numerical_gradient(f, w, eps=1e-5):
    grad = np.zeros_like(w)
    it = np.nditer(w, flags=["multi_index"])
    while not it.finished:
        i = it.multi_index
        w_plus, w_minus = w.copy(), w.copy()
        w_plus[i] += eps
        w_minus[i] -= eps
        grad[i] = (f(w_plus) - f(w_minus)) / (2 * eps)
        it.iternext()
    return grad


def relative_error(a, b):
    return np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    p = {"Waa": rng.normal(size=(4, 4)), "Wax": rng.normal(size=(4, 3)), "ba": rng.normal(size=4)}
    p["Wya"], p["by"] = rng.normal(size=(2, 4)), rng.normal(size=2)
    x, a0 = rng.normal(size=(5, 6, 3)), rng.normal(size=(5, 4))
    da = rng.normal(size=(5, 6, 4))
    a, y_hat, caches = rnn_forward(x, a0, p)
    numeric = numerical_gradient(lambda W: np.sum(rnn_forward(x, a0, {**p, "Waa": W})[0] * da), p["Waa"])
    print("dWaa:", relative_error(numeric, rnn_backward(da, caches)["dWaa"]))
