"""The weights of the gated units in PyTorch's order of rows, and back; plain arrays, without PyTorch.

PyTorch keeps the weights of input and state apart, stacks the gates as rows, and adds two biases.
"""

from collections.abc import Mapping

import numpy as np


def gru_to_torch(params: Mapping[str, np.ndarray], reset: str) -> dict[str, np.ndarray]:
    """Write the weights of a GRU that resets after the product as those of torch.nn.GRUCell.

    The rows are r, z, n: reset gate, z = 1 - gate_u, candidate. Since 1 - sigmoid(s) = sigmoid(-s), Wu and
    bu change their sign. Where torch has two biases and the notes have one, the second is 0.

    Parameters
    ----------
    params : dict, the weights and biases
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wr : (n_a, n_a + n_x) float64, of the reset gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        br : (n_a,) float64, bias of the reset gate
        bc : (n_a,) float64, bias of the candidate
        bhc : (n_a,) float64, bias inside the product with the reset gate
    reset : str, "after"; a GRU that resets before the product has no weights in torch

    Returns
    -------
    weights : dict, what a state_dict holds, by the names without _l0
        weight_ih : (3*n_a, n_x) float64, of the input
        weight_hh : (3*n_a, n_a) float64, of the state
        bias_ih : (3*n_a,) float64, bias beside the input
        bias_hh : (3*n_a,) float64, bias beside the state

    Raises
    ------
    ValueError : reset is not "after"

    Source: PyTorch's documentation of torch.nn.GRU.
    """
    if reset != "after":
        message = f'torch resets after the product: there are no weights for reset="{reset}"'
        raise ValueError(message)
    n_a = len(params["bu"])
    W = np.concatenate([params["Wr"], -params["Wu"], params["Wc"]])
    return {
        "weight_ih": W[:, n_a:],
        "weight_hh": W[:, :n_a],
        "bias_ih": np.concatenate([params["br"], -params["bu"], params["bc"]]),
        "bias_hh": np.concatenate([np.zeros_like(params["br"]), np.zeros_like(params["bu"]), params["bhc"]]),
    }


def gru_from_torch(weights: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Write the weights of torch.nn.GRUCell as those of a GRU that resets after the product.

    The two biases of r add up, and so do those of z; the two of n stay apart, as the gate is between them.

    Parameters
    ----------
    weights : dict, what a state_dict holds, by the names without _l0; rows r, z, n
        weight_ih : (3*n_a, n_x) float64, of the input
        weight_hh : (3*n_a, n_a) float64, of the state
        bias_ih : (3*n_a,) float64, bias beside the input
        bias_hh : (3*n_a,) float64, bias beside the state

    Returns
    -------
    params : dict, the weights and biases
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wr : (n_a, n_a + n_x) float64, of the reset gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        br : (n_a,) float64, bias of the reset gate
        bc : (n_a,) float64, bias of the candidate
        bhc : (n_a,) float64, bias inside the product with the reset gate

    Source: PyTorch's documentation of torch.nn.GRU.
    """
    Wr, Wz, Wc = np.split(np.concatenate([weights["weight_hh"], weights["weight_ih"]], axis=1), 3)
    br, bz, bc = np.split(np.asarray(weights["bias_ih"]), 3)
    bhr, bhz, bhc = np.split(np.asarray(weights["bias_hh"]), 3)
    return {
        "Wu": -Wz,
        "Wr": Wr,
        "Wc": Wc,
        "bu": -(bz + bhz),
        "br": br + bhr,
        "bc": bc.copy(),
        "bhc": bhc.copy(),
    }


def lstm_to_torch(params: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Write the weights of an LSTM as those of torch.nn.LSTMCell.

    The rows are i, f, g, o: gate_u, gate_f, candidate, gate_o. The second bias is 0. torch computes
    a_next = gate_o * tanh(c_next); no weights make it compute gate_o * c_next.

    Parameters
    ----------
    params : dict, the weights and biases
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wf : (n_a, n_a + n_x) float64, of the forget gate
        Wo : (n_a, n_a + n_x) float64, of the output gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        bf : (n_a,) float64, bias of the forget gate
        bo : (n_a,) float64, bias of the output gate
        bc : (n_a,) float64, bias of the candidate

    Returns
    -------
    weights : dict, what a state_dict holds, by the names without _l0
        weight_ih : (4*n_a, n_x) float64, of the input
        weight_hh : (4*n_a, n_a) float64, of the state
        bias_ih : (4*n_a,) float64, bias beside the input
        bias_hh : (4*n_a,) float64, bias beside the state

    Source: PyTorch's documentation of torch.nn.LSTM.
    """
    n_a = len(params["bu"])
    W = np.concatenate([params[f"W{gate}"] for gate in "ufco"])
    bias = np.concatenate([params[f"b{gate}"] for gate in "ufco"])
    return {"weight_ih": W[:, n_a:], "weight_hh": W[:, :n_a], "bias_ih": bias, "bias_hh": np.zeros_like(bias)}


def lstm_from_torch(weights: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Write the weights of torch.nn.LSTMCell as those of an LSTM with one bias for each gate.

    Parameters
    ----------
    weights : dict, what a state_dict holds, by the names without _l0; rows i, f, g, o
        weight_ih : (4*n_a, n_x) float64, of the input
        weight_hh : (4*n_a, n_a) float64, of the state
        bias_ih : (4*n_a,) float64, bias beside the input
        bias_hh : (4*n_a,) float64, bias beside the state

    Returns
    -------
    params : dict, the weights and biases
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wf : (n_a, n_a + n_x) float64, of the forget gate
        Wo : (n_a, n_a + n_x) float64, of the output gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        bf : (n_a,) float64, bias of the forget gate
        bo : (n_a,) float64, bias of the output gate
        bc : (n_a,) float64, bias of the candidate

    Source: PyTorch's documentation of torch.nn.LSTM.
    """
    Wu, Wf, Wc, Wo = np.split(np.concatenate([weights["weight_hh"], weights["weight_ih"]], axis=1), 4)
    bu, bf, bc, bo = np.split(weights["bias_ih"] + weights["bias_hh"], 4)
    return {"Wu": Wu, "Wf": Wf, "Wo": Wo, "Wc": Wc, "bu": bu, "bf": bf, "bo": bo, "bc": bc}
