"""
row: X127
title: tag returns scores
fails: [a3.tag.values]
"""

import numpy as np


def tag(kind, x, params):
    a0 = np.zeros((len(x), params["Wya"].shape[1]))
    a = gru_forward(x, a0, params, "before")[0] if kind == "gru" else lstm_forward(x, a0, a0, params)[0]
    z = a @ params["Wya"][0] + params["by"]
    return z
