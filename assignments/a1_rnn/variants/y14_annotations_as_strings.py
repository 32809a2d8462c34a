"""
row: Y14
title: from __future__ import annotations, and a dataclass as cache
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass
class Step:
    x_t: np.ndarray
    a_prev: np.ndarray
    a_next: np.ndarray
    params: dict[str, np.ndarray]


def rnn_cell_forward(x_t, a_prev, params):
    a_next = np.tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return a_next, y_hat, Step(x_t, a_prev, a_next, params)
