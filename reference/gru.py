"""The gated recurrent unit: one step, a whole sequence, and the way back through both.

Its one state is what it remembers and what it tells: the a and the c of the lecture notes are the same here.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from reference.activations import sigmoid


class GRUCellCache(NamedTuple):
    """What one step back needs of the step forward.

    x_t (m, n_x), a_prev (m, n_a); the gates and the candidate (m, n_a); `recurrent` (m, n_a) is what the
    reset gate multiplies: a_prev itself under "before", its image under "after".
    """

    x_t: np.ndarray
    a_prev: np.ndarray
    update: np.ndarray
    reset_gate: np.ndarray
    recurrent: np.ndarray
    candidate: np.ndarray
    params: Mapping[str, np.ndarray]
    reset: str


class GRUCache(NamedTuple):
    """The caches of all steps of a sequence, in order of time."""

    steps: tuple[GRUCellCache, ...]


def gru_cell_forward(
    x_t: np.ndarray, a_prev: np.ndarray, params: Mapping[str, np.ndarray], reset: str = "before"
) -> tuple[np.ndarray, GRUCellCache]:
    """Take one time step of a gated recurrent unit.

    For each example, with [a, x] for a and x one after the other and * entry by entry,

        gate_u = sigmoid(Wu [a_prev, x_t] + bu)
        gate_r = sigmoid(Wr [a_prev, x_t] + br)
        candidate = tanh(Wc [gate_r * a_prev, x_t] + bc)
        a_next = gate_u * candidate + (1 - gate_u) * a_prev

    That is reset "before" the product. Under "after", with Wc = [Wca, Wcx], the gate comes after it:

        candidate = tanh(gate_r * (Wca a_prev + bhc) + Wcx x_t + bc)

    Parameters
    ----------
    x_t : (m, n_x) float64, the input of this step
    a_prev : (m, n_a) float64, the state of the step before
    params : dict, the weights and biases; under "after" also bhc, of shape (n_a,)
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wr : (n_a, n_a + n_x) float64, of the reset gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        br : (n_a,) float64, bias of the reset gate
        bc : (n_a,) float64, bias of the candidate
    reset : str, "before" or "after"

    Returns
    -------
    a_next : (m, n_a) float64, the new state
    cache : object, whatever gru_cell_backward needs; nothing else reads it

    Source: Cho et al. (2014), Learning Phrase Representations using RNN Encoder-Decoder; "after" is cuDNN's.
    """
    n_a = a_prev.shape[1]
    joined = np.concatenate([a_prev, x_t], axis=1)
    update = sigmoid(joined @ params["Wu"].T + params["bu"])
    reset_gate = sigmoid(joined @ params["Wr"].T + params["br"])
    Wca, Wcx = params["Wc"][:, :n_a], params["Wc"][:, n_a:]
    from_input = x_t @ Wcx.T + params["bc"]
    if reset == "before":
        recurrent = a_prev
        candidate = np.tanh((reset_gate * recurrent) @ Wca.T + from_input)
    else:
        recurrent = a_prev @ Wca.T + params["bhc"]
        candidate = np.tanh(reset_gate * recurrent + from_input)
    a_next = update * candidate + (1 - update) * a_prev
    return a_next, GRUCellCache(x_t, a_prev, update, reset_gate, recurrent, candidate, params, reset)


def gru_cell_backward(da_next: np.ndarray, cache: GRUCellCache) -> dict[str, np.ndarray]:
    """Take one time step back: from the gradient of the new state to those of all that made it.

    da_next is dL/da_next of some loss L; each result is dL/d(what its name says), through a_next
    alone. Gradients of weights and biases are sums over the examples.

    Parameters
    ----------
    da_next : (m, n_a) float64, gradient of the new state
    cache : object, what gru_cell_forward returned

    Returns
    -------
    gradients : dict, under "after" also dbhc, of shape (n_a,)
        dx_t : (m, n_x) float64, gradient of the input
        da_prev : (m, n_a) float64, gradient of the state of the step before
        dWu : (n_a, n_a + n_x) float64, gradient of Wu
        dWr : (n_a, n_a + n_x) float64, gradient of Wr
        dWc : (n_a, n_a + n_x) float64, gradient of Wc
        dbu : (n_a,) float64, gradient of bu
        dbr : (n_a,) float64, gradient of br
        dbc : (n_a,) float64, gradient of bc

    Source: Cho et al. (2014), Learning Phrase Representations using RNN Encoder-Decoder, by the chain rule.
    """
    x_t, a_prev, update, reset_gate, recurrent, candidate, params, reset = cache
    n_a = a_prev.shape[1]
    Wca, Wcx = params["Wc"][:, :n_a], params["Wc"][:, n_a:]
    # a_next = update * candidate + (1 - update) * a_prev: the product rule, factor by factor.
    d_update = da_next * (candidate - a_prev)
    d_candidate = da_next * update
    da_prev = da_next * (1 - update)
    # tanh'(z) = 1 - tanh(z)^2 and sigmoid'(z) = sigmoid(z) (1 - sigmoid(z)), from the values that were kept.
    dz_c = d_candidate * (1 - candidate**2)
    if reset == "before":
        d_gated = dz_c @ Wca
        d_reset, da_prev = d_gated * recurrent, da_prev + d_gated * reset_gate
        dWca, biases = dz_c.T @ (reset_gate * recurrent), {}
    else:
        d_recurrent = dz_c * reset_gate
        d_reset, da_prev = dz_c * recurrent, da_prev + d_recurrent @ Wca
        dWca, biases = d_recurrent.T @ a_prev, {"dbhc": d_recurrent.sum(axis=0)}
    dz_u = d_update * update * (1 - update)
    dz_r = d_reset * reset_gate * (1 - reset_gate)
    # Both gates read [a_prev, x_t]; the first n_a columns of their weights belong to the state.
    joined = np.concatenate([a_prev, x_t], axis=1)
    d_joined = dz_u @ params["Wu"] + dz_r @ params["Wr"]
    return {
        "dx_t": d_joined[:, n_a:] + dz_c @ Wcx,
        "da_prev": d_joined[:, :n_a] + da_prev,
        "dWu": dz_u.T @ joined,
        "dWr": dz_r.T @ joined,
        "dWc": np.concatenate([dWca, dz_c.T @ x_t], axis=1),
        "dbu": dz_u.sum(axis=0),
        "dbr": dz_r.sum(axis=0),
        "dbc": dz_c.sum(axis=0),
        **biases,
    }


def gru_forward(
    x: np.ndarray, a0: np.ndarray, params: Mapping[str, np.ndarray], reset: str = "before"
) -> tuple[np.ndarray, GRUCache]:
    """Run the unit over whole sequences, with the same weights in every step.

        a<t> = gru_cell_forward(x<t>, a<t-1>, params, reset), t = 1 .. T_x

    Parameters
    ----------
    x : (m, T_x, n_x) float64, the inputs; x<t> is x[:, t - 1]
    a0 : (m, n_a) float64, the state before the first step
    params : dict, as in gru_cell_forward
    reset : str, "before" or "after"

    Returns
    -------
    a : (m, T_x, n_a) float64, the states of all steps
    cache : object, whatever gru_backward needs; nothing else reads it

    Source: Cho et al. (2014), Learning Phrase Representations using RNN Encoder-Decoder.
    """
    states, steps = [], []
    a_t = a0
    for t in range(x.shape[1]):
        a_t, step = gru_cell_forward(x[:, t], a_t, params, reset)
        states.append(a_t)
        steps.append(step)
    return np.stack(states, axis=1), GRUCache(tuple(steps))


def gru_backward(da: np.ndarray, cache: GRUCache) -> dict[str, np.ndarray]:
    """Go back through time: the gradients of a loss that looks at every state.

    da[:, t] is what the loss sends into that state directly, without the way through later states; each
    result is the whole dL/d(what its name says). Gradients of weights and biases are sums over examples
    and steps.

    Parameters
    ----------
    da : (m, T_x, n_a) float64, gradient of the loss by each state, directly
    cache : object, what gru_forward returned

    Returns
    -------
    gradients : dict, under "after" also dbhc, of shape (n_a,)
        dx : (m, T_x, n_x) float64, gradient of the inputs
        da0 : (m, n_a) float64, gradient of the state before the first step
        dWu : (n_a, n_a + n_x) float64, gradient of Wu
        dWr : (n_a, n_a + n_x) float64, gradient of Wr
        dWc : (n_a, n_a + n_x) float64, gradient of Wc
        dbu : (n_a,) float64, gradient of bu
        dbr : (n_a,) float64, gradient of br
        dbc : (n_a,) float64, gradient of bc

    Source: Werbos (1990), Backpropagation Through Time: What It Does and How to Do It.
    """
    dx = []
    total: dict[str, np.ndarray] = {}
    da_prev = np.zeros_like(da[:, -1])  # no step follows the last one
    for t in reversed(range(da.shape[1])):
        # a<t> reaches the loss by two paths, directly and through step t+1: the gradients add.
        step = gru_cell_backward(da[:, t] + da_prev, cache.steps[t])
        dx.append(step.pop("dx_t"))
        da_prev = step.pop("da_prev")
        # Every step uses the same weights, so their gradients add over the steps as well.
        total = {name: total.get(name, 0) + gradient for name, gradient in step.items()}
    return {"dx": np.stack(dx[::-1], axis=1), "da0": da_prev, **total}
