# الواجب الأول: شبكة عصبية تكرارية
import numpy as np


def one_hot(ids, n_x):
    ids = np.asarray(ids)
    return (ids[..., None] == np.arange(n_x)).astype(float)


def softmax(z):
    shifted = z - np.max(z, axis=-1, keepdims=True)
    return np.exp(shifted) / np.exp(shifted).sum(axis=-1, keepdims=True)


def rnn_cell_forward(x_t, a_prev, params):
    # الحالة المخفية الجديدة ثم التنبؤ
    z = np.matmul(x_t, params["Wax"].T) + np.matmul(a_prev, params["Waa"].T) + params["ba"]
    a_next = np.tanh(z)
    y_hat = softmax(np.matmul(a_next, params["Wya"].T) + params["by"])
    return a_next, y_hat, [x_t, a_prev, a_next, params]


def rnn_forward(x, a0, params):
    m, T_x, _ = x.shape
    a = np.zeros((m, T_x, a0.shape[1]))
    y_hat = np.zeros((m, T_x, params["by"].shape[0]))
    caches = []
    state = a0
    for t in range(T_x):
        state, y_hat[:, t], cache = rnn_cell_forward(x[:, t], state, params)
        a[:, t] = state
        caches.append(cache)
    return a, y_hat, caches


def rnn_cell_backward(da_next, cache):
    x_t, a_prev, a_next, params = cache
    dz = (1 - np.square(a_next)) * da_next
    dx_t = np.matmul(dz, params["Wax"])
    da_prev = np.matmul(dz, params["Waa"])
    dWax = np.matmul(dz.T, x_t)
    dWaa = np.matmul(dz.T, a_prev)
    dba = np.sum(dz, axis=0)
    return {"dx_t": dx_t, "da_prev": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}


def rnn_backward(da, caches):
    m, T_x, n_a = da.shape
    params = caches[0][3]
    dx = np.zeros((m, T_x, params["Wax"].shape[1]))
    dWaa = np.zeros_like(params["Waa"])
    dWax = np.zeros_like(params["Wax"])
    dba = np.zeros_like(params["ba"])
    for t in reversed(range(T_x)):
        grads = rnn_cell_backward(da[:, t], caches[t])
        dx[:, t] = grads["dx_t"]
        dWaa += grads["dWaa"]
        dWax += grads["dWax"]
        dba += grads["dba"]
    da0 = grads["da_prev"]
    return {"dx": dx, "da0": da0, "dWaa": dWaa, "dWax": dWax, "dba": dba}


def many_to_one(x, a0, params):
    _, y_hat, _ = rnn_forward(x, a0, params)
    return y_hat[:, -1]


def one_to_many(x_1, a0, params, T_y):
    y_hat = np.zeros((x_1.shape[0], T_y, x_1.shape[1]))
    x_t, state = x_1, a0
    for t in range(T_y):
        state, x_t, _ = rnn_cell_forward(x_t, state, params)
        y_hat[:, t] = x_t
    return y_hat


def numerical_gradient(f, w, eps=1e-5):
    gradient = np.zeros_like(w)
    for k in np.ndindex(w.shape):
        step = np.zeros_like(w)
        step[k] = eps
        gradient[k] = (f(w + step) - f(w - step)) / (2 * eps)
    return gradient


def relative_error(a, b):
    error = np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))
    return error.max()
