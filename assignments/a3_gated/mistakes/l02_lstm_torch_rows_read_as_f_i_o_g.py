"""
row: L02
title: torch's rows are read as f, i, o, g
fails: [a3.torch.round_trip, a3.lstm_from_torch.rows]
"""

import numpy as np


def lstm_from_torch(weights):
    Wf, Wu, Wo, Wc = np.split(np.concatenate([weights["weight_hh"], weights["weight_ih"]], axis=1), 4)
    bf, bu, bo, bc = np.split(weights["bias_ih"] + weights["bias_hh"], 4)
    return {"Wu": Wu, "Wf": Wf, "Wo": Wo, "Wc": Wc, "bu": bu, "bf": bf, "bo": bo, "bc": bc}
