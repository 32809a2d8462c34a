import numpy as np


def softmax(x, axis=-1):
    with np.errstate(all="ignore"):
        e = np.exp(x)
        return e / np.sum(e, axis=axis, keepdims=True)


def normalize(x):
    return (x - x.mean()) / x.std()


def standardize_in_place(x):
    x = (x - x.mean()) / x.std()


def step(params, grads, rate):
    return {name: params[name] - rate * grads[name] for name in params}


def apply_layers(x, functions):
    for function in functions:
        x = function(x)
    return x


def shapes(*arrays):
    return [list(a.shape) for a in arrays]
