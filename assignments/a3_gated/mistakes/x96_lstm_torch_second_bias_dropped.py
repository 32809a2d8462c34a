"""
row: X96
title: Only bias_ih is read
fails: [a3.lstm_from_torch.rows]
"""

import numpy as np


def lstm_from_torch(weights):
    Wu, Wf, Wc, Wo = np.split(np.concatenate([weights["weight_hh"], weights["weight_ih"]], axis=1), 4)
    bu, bf, bc, bo = np.split(weights["bias_ih"], 4)
    return {"Wu": Wu, "Wf": Wf, "Wo": Wo, "Wc": Wc, "bu": bu, "bf": bf, "bo": bo, "bc": bc}
