"""
row: X60
title: The test part is returned first
fails: [a3.split.paper, a3.split.values, a3.training_windows.values, a3.training_windows.no_leak]
"""


def split_in_time(series, test_size):
    border = len(series) - test_size
    return series[border:], series[:border]
