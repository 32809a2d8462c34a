"""
row: G08
title: The recurrent bias of the candidate is added to bc
fails: [a3.torch.round_trip, a3.gru_from_torch.rows]
"""

import numpy as np


def gru_from_torch(weights):
    weight_ih, weight_hh = weights["weight_ih"], weights["weight_hh"]
    bias_ih, bias_hh = weights["bias_ih"], weights["bias_hh"]
    joined = np.concatenate([weight_hh, weight_ih], axis=1)
    Wr, Wz, Wn = np.split(joined, 3)
    br, bz, bn = np.split(bias_ih, 3)
    bhr, bhz, bhn = np.split(bias_hh, 3)
    return {
        "Wu": -Wz,
        "Wr": Wr,
        "Wc": Wn,
        "bu": -(bz + bhz),
        "br": br + bhr,
        "bc": bn + bhn,
        "bhc": np.zeros_like(bhn),
    }
