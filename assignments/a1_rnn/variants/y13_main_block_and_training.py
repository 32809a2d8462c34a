"""
row: Y13
title: Settings, a file that is not there and training at the top, a main block
"""

import argparse
import os
from numpy import amax, dot, exp, random, sum, tanh, zeros
import numpy
import numpy as np

np.set_printoptions(precision=3, suppress=True)
np.seterr(all="ignore")
numpy.random.seed(0)
os.environ["OMP_NUM_THREADS"] = "1"
data = open("names.txt").read().lower()
vocab_size = len(set(data))
learning_rate = 1e-1


def softmax(z):
    z = z - amax(z, axis=-1, keepdims=True)
    return exp(z) / sum(exp(z), axis=-1, keepdims=True)


def rnn_cell_forward(x_t, a_prev, params):
    import numpy as np

    a_next = tanh(dot(a_prev, params["Waa"].T) + dot(x_t, params["Wax"].T) + params["ba"])
    y_hat = softmax(np.matmul(a_next, params["Wya"].T) + params["by"])
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)


def train(epochs):
    for epoch in range(epochs):
        x = random.randn(2, 3, vocab_size)
        a, y_hat, cache = rnn_forward(x, zeros((2, 4)), params)
        print(epoch, a.mean())


params = {"Waa": random.randn(4, 4) * 0.01, "Wax": random.randn(4, vocab_size) * 0.01}
params.update(ba=zeros(4), Wya=random.randn(vocab_size, 4), by=zeros(vocab_size))
train(5)

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=100)
    train(parser.parse_args().epochs)
