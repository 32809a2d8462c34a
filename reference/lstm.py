"""Long short-term memory: one step, a whole sequence, and the way back through both.

The cell c is what it remembers, the state a what it tells; the gates read a and x, never c.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from reference.activations import sigmoid


class LSTMCellCache(NamedTuple):
    """What one step back needs of the step forward.

    x_t (m, n_x); a_prev, c_prev, the gates, the candidate, and `told` (m, n_a): what the output gate
    multiplies, tanh(c_next) or c_next.
    """

    x_t: np.ndarray
    a_prev: np.ndarray
    c_prev: np.ndarray
    update: np.ndarray
    forget: np.ndarray
    output_gate: np.ndarray
    candidate: np.ndarray
    told: np.ndarray
    params: Mapping[str, np.ndarray]
    output: str


class LSTMCache(NamedTuple):
    """The caches of all steps of a sequence, in order of time."""

    steps: tuple[LSTMCellCache, ...]


def lstm_cell_forward(
    x_t: np.ndarray,
    a_prev: np.ndarray,
    c_prev: np.ndarray,
    params: Mapping[str, np.ndarray],
    output: str = "tanh",
) -> tuple[np.ndarray, np.ndarray, LSTMCellCache]:
    """Take one time step of a long short-term memory.

    For each example, with [a, x] for a and x one after the other and * entry by entry,

        gate_u = sigmoid(Wu [a_prev, x_t] + bu)
        gate_f = sigmoid(Wf [a_prev, x_t] + bf)
        gate_o = sigmoid(Wo [a_prev, x_t] + bo)
        candidate = tanh(Wc [a_prev, x_t] + bc)
        c_next = gate_u * candidate + gate_f * c_prev
        <!-- lstm_output: tanh -->
        a_next = gate_o * tanh(c_next)
        <!-- end -->
        <!-- lstm_output: linear -->
        a_next = gate_o * c_next
        <!-- end -->

    Parameters
    ----------
    x_t : (m, n_x) float64, the input of this step
    a_prev : (m, n_a) float64, the state of the step before
    c_prev : (m, n_a) float64, the cell of the step before
    params : dict, the weights and biases
        Wu : (n_a, n_a + n_x) float64, of the update gate, which others call the input gate
        Wf : (n_a, n_a + n_x) float64, of the forget gate
        Wo : (n_a, n_a + n_x) float64, of the output gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        bf : (n_a,) float64, bias of the forget gate
        bo : (n_a,) float64, bias of the output gate
        bc : (n_a,) float64, bias of the candidate
    output : str, "tanh" or "linear"

    Returns
    -------
    a_next : (m, n_a) float64, the new state
    c_next : (m, n_a) float64, the new cell
    cache : object, whatever lstm_cell_backward needs; nothing else reads it

    Source: Hochreiter, Schmidhuber (1997); Gers, Schmidhuber, Cummins (2000), Learning to Forget.
    """
    joined = np.concatenate([a_prev, x_t], axis=1)
    update, forget, output_gate = (sigmoid(joined @ params[f"W{g}"].T + params[f"b{g}"]) for g in "ufo")
    candidate = np.tanh(joined @ params["Wc"].T + params["bc"])
    c_next = update * candidate + forget * c_prev
    told = np.tanh(c_next) if output == "tanh" else c_next
    cache = LSTMCellCache(x_t, a_prev, c_prev, update, forget, output_gate, candidate, told, params, output)
    return output_gate * told, c_next, cache


def lstm_cell_backward(
    da_next: np.ndarray, dc_next: np.ndarray, cache: LSTMCellCache
) -> dict[str, np.ndarray]:
    """Take one time step back: from the gradients of the new state and cell to those of all that made them.

    da_next is dL/da_next of some loss L and dc_next what reaches the new cell otherwise than through
    a_next. Gradients of weights and biases are sums over the examples.

    Parameters
    ----------
    da_next : (m, n_a) float64, gradient of the new state
    dc_next : (m, n_a) float64, gradient of the new cell, but for what comes through the state
    cache : object, what lstm_cell_forward returned

    Returns
    -------
    gradients : dict
        dx_t : (m, n_x) float64, gradient of the input
        da_prev : (m, n_a) float64, gradient of the state of the step before
        dc_prev : (m, n_a) float64, gradient of the cell of the step before
        dWu : (n_a, n_a + n_x) float64, gradient of Wu
        dWf : (n_a, n_a + n_x) float64, gradient of Wf
        dWo : (n_a, n_a + n_x) float64, gradient of Wo
        dWc : (n_a, n_a + n_x) float64, gradient of Wc
        dbu : (n_a,) float64, gradient of bu
        dbf : (n_a,) float64, gradient of bf
        dbo : (n_a,) float64, gradient of bo
        dbc : (n_a,) float64, gradient of bc

    Source: Gers, Schmidhuber, Cummins (2000), Learning to Forget, by the chain rule over one step.
    """
    told, params, n_a = cache.told, cache.params, cache.a_prev.shape[1]
    slope = 1 - told**2 if cache.output == "tanh" else np.ones_like(told)
    # The new cell reaches the loss by two paths: by itself, and through the state that tells of it.
    dc = dc_next + da_next * cache.output_gate * slope
    # For each of the four: the gradient of its value, and the slope at that value.
    dz = {
        "u": dc * cache.candidate * cache.update * (1 - cache.update),
        "f": dc * cache.c_prev * cache.forget * (1 - cache.forget),
        "o": da_next * told * cache.output_gate * (1 - cache.output_gate),
        "c": dc * cache.update * (1 - cache.candidate**2),
    }
    joined = np.concatenate([cache.a_prev, cache.x_t], axis=1)
    d_joined = sum(gradient @ params[f"W{gate}"] for gate, gradient in dz.items())
    return {
        "dx_t": d_joined[:, n_a:],
        "da_prev": d_joined[:, :n_a],
        "dc_prev": dc * cache.forget,
        **{f"dW{gate}": gradient.T @ joined for gate, gradient in dz.items()},
        **{f"db{gate}": gradient.sum(axis=0) for gate, gradient in dz.items()},
    }


def lstm_forward(
    x: np.ndarray,
    a0: np.ndarray,
    c0: np.ndarray,
    params: Mapping[str, np.ndarray],
    output: str = "tanh",
) -> tuple[np.ndarray, np.ndarray, LSTMCache]:
    """Run the memory over whole sequences, with the same weights in every step.

        a<t>, c<t> = lstm_cell_forward(x<t>, a<t-1>, c<t-1>, params), t = 1 .. T_x

    Parameters
    ----------
    x : (m, T_x, n_x) float64, the inputs; x<t> is x[:, t - 1]
    a0 : (m, n_a) float64, the state before the first step
    c0 : (m, n_a) float64, the cell before the first step
    params : dict, as in lstm_cell_forward
    output : str, "tanh" or "linear"

    Returns
    -------
    a : (m, T_x, n_a) float64, the states of all steps
    c : (m, T_x, n_a) float64, the cells of all steps
    cache : object, whatever lstm_backward needs; nothing else reads it

    Source: Hochreiter, Schmidhuber (1997); Gers, Schmidhuber, Cummins (2000), Learning to Forget.
    """
    states, cells, steps = [], [], []
    a_t, c_t = a0, c0
    for t in range(x.shape[1]):
        a_t, c_t, step = lstm_cell_forward(x[:, t], a_t, c_t, params, output)
        states.append(a_t)
        cells.append(c_t)
        steps.append(step)
    return np.stack(states, axis=1), np.stack(cells, axis=1), LSTMCache(tuple(steps))


def lstm_backward(da: np.ndarray, dc_last: np.ndarray | None, cache: LSTMCache) -> dict[str, np.ndarray]:
    """Go back through time: the gradients of a loss that looks at every state, and at the last cell.

    da[:, t] is what the loss sends into that state directly; dc_last what it sends into the last cell, as
    a decoder or the next piece of a long sequence does. Gradients of weights and biases are sums over
    examples and steps.

    Parameters
    ----------
    da : (m, T_x, n_a) float64, gradient of the loss by each state, directly
    dc_last : (m, n_a) float64, gradient of the loss by the last cell, directly; None for zeros
    cache : object, what lstm_forward returned

    Returns
    -------
    gradients : dict
        dx : (m, T_x, n_x) float64, gradient of the inputs
        da0 : (m, n_a) float64, gradient of the state before the first step
        dc0 : (m, n_a) float64, gradient of the cell before the first step
        dWu : (n_a, n_a + n_x) float64, gradient of Wu
        dWf : (n_a, n_a + n_x) float64, gradient of Wf
        dWo : (n_a, n_a + n_x) float64, gradient of Wo
        dWc : (n_a, n_a + n_x) float64, gradient of Wc
        dbu : (n_a,) float64, gradient of bu
        dbf : (n_a,) float64, gradient of bf
        dbo : (n_a,) float64, gradient of bo
        dbc : (n_a,) float64, gradient of bc

    Source: Werbos (1990), Backpropagation Through Time: What It Does and How to Do It.
    """
    dx = []
    total: dict[str, np.ndarray] = {}
    da_prev = np.zeros_like(da[:, -1])  # no step follows the last one
    dc_prev = np.zeros_like(da_prev) if dc_last is None else dc_last
    for t in reversed(range(da.shape[1])):
        # a<t> reaches the loss directly and through step t+1; c<t> through a<t> and through step t+1.
        step = lstm_cell_backward(da[:, t] + da_prev, dc_prev, cache.steps[t])
        dx.append(step.pop("dx_t"))
        da_prev, dc_prev = step.pop("da_prev"), step.pop("dc_prev")
        # Every step uses the same weights, so their gradients add over the steps as well.
        total = {name: total.get(name, 0) + gradient for name, gradient in step.items()}
    return {"dx": np.stack(dx[::-1], axis=1), "da0": da_prev, "dc0": dc_prev, **total}
