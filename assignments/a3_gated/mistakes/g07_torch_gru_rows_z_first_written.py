"""
row: G07
title: The rows are written in the order z, r, n
fails: [a3.torch.round_trip, a3.gru_to_torch.rows]
"""

import numpy as np


def gru_to_torch(params, reset):
    if reset == "before":
        raise ValueError("torch resets after the product")
    n_a = params["bu"].shape[0]
    weights = np.concatenate([-params["Wu"], params["Wr"], params["Wc"]])
    return {
        "weight_ih": weights[:, n_a:],
        "weight_hh": weights[:, :n_a],
        "bias_ih": np.concatenate([-params["bu"], params["br"], params["bc"]]),
        "bias_hh": np.concatenate([np.zeros(2 * n_a), params["bhc"]]),
    }
