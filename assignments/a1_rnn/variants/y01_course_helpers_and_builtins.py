"""
row: Y01
title: Imports a course helper that is not there, builtins' range, and a path of another machine
"""

from __future__ import print_function
from builtins import range, object
import sys
sys.path.append("../..")
from cs_course.gradient_check import eval_numerical_gradient_array, rel_error
from public_tests import *
import numpy as np
import matplotlib.pyplot as plt
import pandas as pd


def rnn_forward(x, a0, params):
    N, T, D = x.shape
    H = a0.shape[1]
    h = np.zeros((N, T, H))
    probs = np.zeros((N, T, params["by"].shape[0]))
    cache = []
    prev_h = a0
    for t in range(T):
        h[:, t, :], probs[:, t, :], c = rnn_cell_forward(x[:, t, :], prev_h, params)
        prev_h = h[:, t, :]
        cache.append(c)
    return h, probs, cache


def rnn_backward(dh, cache):
    N, T, H = dh.shape
    dx = [None] * T
    dprev_h = 0.0
    dWaa, dWax, dba = 0.0, 0, 0
    for t in range(T)[::-1]:
        grads = rnn_cell_backward(dh[:, t, :] + dprev_h, cache[t])
        dx[t], dprev_h = grads["dx_t"], grads["da_prev"]
        dWaa += grads["dWaa"]
        dWax += grads["dWax"]
        dba += grads["dba"]
    return dict(dx=np.array(dx).transpose(1, 0, 2), da0=dprev_h, dWaa=dWaa, dWax=dWax, dba=dba)


plt.rcParams["figure.figsize"] = (10.0, 8.0)
rnn_forward_test(rnn_forward)
print("dx error: ", rel_error(np.zeros(3), eval_numerical_gradient_array(np.tanh, np.zeros(3), 1)))
