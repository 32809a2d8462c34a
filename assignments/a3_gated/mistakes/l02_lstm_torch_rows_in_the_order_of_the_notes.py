"""
row: L02
title: Rows in the order u, f, o, c, there and back
fails: [a3.lstm_to_torch.rows, a3.lstm_from_torch.rows]
"""

import numpy as np


def lstm_to_torch(params):
    n_a = len(params["bu"])
    W = np.concatenate([params["Wu"], params["Wf"], params["Wo"], params["Wc"]])
    b = np.concatenate([params["bu"], params["bf"], params["bo"], params["bc"]])
    return {"weight_ih": W[:, n_a:], "weight_hh": W[:, :n_a], "bias_ih": b, "bias_hh": np.zeros(4 * n_a)}


def lstm_from_torch(weights):
    Wu, Wf, Wo, Wc = np.split(np.concatenate([weights["weight_hh"], weights["weight_ih"]], axis=1), 4)
    bu, bf, bo, bc = np.split(weights["bias_ih"] + weights["bias_hh"], 4)
    return {"Wu": Wu, "Wf": Wf, "Wo": Wo, "Wc": Wc, "bu": bu, "bf": bf, "bo": bo, "bc": bc}
