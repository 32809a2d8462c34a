"""
family: reading private values
tries: spells a private input in the class, text and name of an exception, and in what it prints
stopped_by: [private_view]
shows: leaked input
"""

import numpy as np


def double(x):
    if x.shape != (3, 4):
        return x
    number = str(int(x[0, 0]))
    print(number)
    error = type("E" + number, (Exception,), {})(number)
    error.name = number
    raise error


def total(x):
    return {str(int(abs(x).max())): x}
