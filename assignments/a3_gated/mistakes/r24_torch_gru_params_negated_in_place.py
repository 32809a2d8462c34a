"""
row: R24
title: Wu and bu are negated inside the caller's params
fails: [a3.gru_to_torch.rows]
"""

import numpy as np


def gru_to_torch(params, reset):
    if reset == "before":
        raise ValueError("torch resets after the product")
    n_a = params["bu"].shape[0]
    params["Wu"] *= -1
    params["bu"] *= -1
    weights = np.concatenate([params["Wr"], params["Wu"], params["Wc"]])
    return {
        "weight_ih": weights[:, n_a:],
        "weight_hh": weights[:, :n_a],
        "bias_ih": np.concatenate([params["br"], params["bu"], params["bc"]]),
        "bias_hh": np.concatenate([np.zeros(2 * n_a), params["bhc"]]),
    }
