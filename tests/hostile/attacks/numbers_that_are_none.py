"""
family: lying objects
tries: returns NaN, infinities, numbers beyond float64, complex numbers and text in the hope that no comparison fails
stopped_by: [ladder]
shows: lost pending
"""

import numpy as np


def double(x):
    kinds = {(2, 3): np.nan, (3, 4): np.longdouble("1e4000"), (5, 2): 1.7e308}
    return np.full(x.shape, kinds[x.shape])


def total(x):
    return {2: [np.inf] * 2, 3: ["0"] * 3, 200: np.full(200, 1j * np.inf)}[len(x)]
