"""
row: V39
title: Imports matplotlib and a course helper, plots and tests at the top level
"""

import numpy as np
import matplotlib.pyplot as plt
from rnn_utils import *


def show(curve):
    plt.plot(curve)
    plt.show()


def numerical_gradient(f, w, eps=1e-5):
    gradient = np.zeros(w.shape)
    for k in np.ndindex(w.shape):
        step = np.zeros(w.shape)
        step[k] = eps
        gradient[k] = (f(w + step) - f(w - step)) / (2 * eps)
    return gradient


np.random.seed(1)
z = np.random.randn(3, 4)
print("softmax:", softmax(z))
assert softmax(z).shape == (3, 4)
show([relative_error(z, z + 10.0 ** -k) for k in range(8)])
