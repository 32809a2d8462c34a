"""
row: X46
title: Weights of the other setting are converted without an error
fails: [a3.gru_to_torch.rows]
"""

import numpy as np


def gru_to_torch(params, reset):
    n_a = params["bu"].shape[0]
    weights = np.concatenate([params["Wr"], -params["Wu"], params["Wc"]])
    return {
        "weight_ih": weights[:, n_a:],
        "weight_hh": weights[:, :n_a],
        "bias_ih": np.concatenate([params["br"], -params["bu"], params["bc"]]),
        "bias_hh": np.concatenate([np.zeros(2 * n_a), params.get("bhc", np.zeros(n_a))]),
    }
