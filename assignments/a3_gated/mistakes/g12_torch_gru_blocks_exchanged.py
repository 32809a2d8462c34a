"""
row: G12
title: The matrix is cut with the input block first
fails: [a3.torch.round_trip, a3.gru_to_torch.rows]
"""

import numpy as np


def gru_to_torch(params, reset):
    if reset == "before":
        raise ValueError("torch resets after the product")
    n_x = params["Wu"].shape[1] - len(params["bu"])
    n_a = params["bu"].shape[0]
    weights = np.concatenate([params["Wr"], -params["Wu"], params["Wc"]])
    return {
        "weight_ih": weights[:, :n_x],
        "weight_hh": weights[:, n_x:],
        "bias_ih": np.concatenate([params["br"], -params["bu"], params["bc"]]),
        "bias_hh": np.concatenate([np.zeros(2 * n_a), params["bhc"]]),
    }
