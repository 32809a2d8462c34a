"""
row: G12
title: The columns of the state are given to torch as those of the input
fails: [a3.torch.round_trip, a3.lstm_to_torch.rows]
"""

import numpy as np


def lstm_to_torch(params):
    n_x = params["Wu"].shape[1] - len(params["bu"])
    W = np.concatenate([params["Wu"], params["Wf"], params["Wc"], params["Wo"]])
    b = np.concatenate([params["bu"], params["bf"], params["bc"], params["bo"]])
    return {"weight_ih": W[:, :n_x], "weight_hh": W[:, n_x:], "bias_ih": b, "bias_hh": np.zeros_like(b)}
