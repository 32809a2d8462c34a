"""
row: X60
title: The first values are the test part
fails: [a3.split.paper, a3.split.values, a3.training_windows.no_leak]
"""


def split_in_time(series, test_size):
    return series[test_size:], series[:test_size]
