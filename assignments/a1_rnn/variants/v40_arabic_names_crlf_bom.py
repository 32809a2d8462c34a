"""
row: V40
title: Arabic names and comments, Windows line ends and a byte-order mark
"""

import numpy as np


def الأعظم(مصفوفة):
    # أكبر قيمة في كل صف
    return مصفوفة.max(axis=-1, keepdims=True)


def softmax(z: "np.ndarray") -> "np.ndarray":
    """احتمالات على المحور الأخير"""
    أس = np.exp(z - الأعظم(z))
    return أس / أس.sum(axis=-1, keepdims=True)


def many_to_one(x, a0, params):
    الحالات, التنبؤات, _ = rnn_forward(x, a0, params)
    return التنبؤات[:, -1, :]
