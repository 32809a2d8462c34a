"""
row: X96
title: The biases are given twice, in bias_ih and in bias_hh
fails: [a3.torch.round_trip, a3.lstm_to_torch.rows]
"""

import numpy as np


def lstm_to_torch(params):
    n_a = len(params["bu"])
    W = np.concatenate([params["Wu"], params["Wf"], params["Wc"], params["Wo"]])
    b = np.concatenate([params["bu"], params["bf"], params["bc"], params["bo"]])
    return {"weight_ih": W[:, n_a:], "weight_hh": W[:, :n_a], "bias_ih": b, "bias_hh": b}
