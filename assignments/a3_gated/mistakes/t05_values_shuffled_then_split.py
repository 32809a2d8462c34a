"""
row: T05
title: The values are shuffled before they are split
fails: [a3.split.paper, a3.split.values, a3.training_windows.no_leak]
"""

import numpy as np


def split_in_time(series, test_size):
    shuffled = np.random.default_rng(7).permutation(series)
    return shuffled[: len(series) - test_size], shuffled[len(series) - test_size :]
