"""Gated networks: GRU and LSTM, and a time series: one right answer to a3_gated.

Generated from the reference by `autograder generate`; change it there.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

import numpy as np


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Squash numbers into (0, 1): how far a gate is open.

        sigmoid(z) = 1 / (1 + exp(-z)) = (1 + tanh(z / 2)) / 2

    Finite, and without warnings, for numbers of any size.

    Parameters
    ----------
    z : (..., n) float64, scores

    Returns
    -------
    sigmoid : (..., n) float64, between 0 and 1

    Source: Hochreiter, Schmidhuber (1997), Long Short-Term Memory.
    """
    opened: np.ndarray = 0.5 * (1 + np.tanh(0.5 * z))
    return opened


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


class GRUCache(NamedTuple):
    """The caches of all steps of a sequence, in order of time."""

    steps: tuple[GRUCellCache, ...]


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


def lstm_cell_forward(
    x_t: np.ndarray,
    a_prev: np.ndarray,
    c_prev: np.ndarray,
    params: Mapping[str, np.ndarray],
) -> tuple[np.ndarray, np.ndarray, LSTMCellCache]:
    """Take one time step of a long short-term memory.

    For each example, with [a, x] for a and x one after the other and * entry by entry,

        gate_u = sigmoid(Wu [a_prev, x_t] + bu)
        gate_f = sigmoid(Wf [a_prev, x_t] + bf)
        gate_o = sigmoid(Wo [a_prev, x_t] + bo)
        candidate = tanh(Wc [a_prev, x_t] + bc)
        c_next = gate_u * candidate + gate_f * c_prev
        a_next = gate_o * tanh(c_next)

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
    told = np.tanh(c_next)
    cache = LSTMCellCache(x_t, a_prev, c_prev, update, forget, output_gate, candidate, told, params, "tanh")
    return output_gate * told, c_next, cache


class LSTMCache(NamedTuple):
    """The caches of all steps of a sequence, in order of time."""

    steps: tuple[LSTMCellCache, ...]


def lstm_forward(
    x: np.ndarray,
    a0: np.ndarray,
    c0: np.ndarray,
    params: Mapping[str, np.ndarray],
) -> tuple[np.ndarray, np.ndarray, LSTMCache]:
    """Run the memory over whole sequences, with the same weights in every step.

        a<t>, c<t> = lstm_cell_forward(x<t>, a<t-1>, c<t-1>, params), t = 1 .. T_x

    Parameters
    ----------
    x : (m, T_x, n_x) float64, the inputs; x<t> is x[:, t - 1]
    a0 : (m, n_a) float64, the state before the first step
    c0 : (m, n_a) float64, the cell before the first step
    params : dict, as in lstm_cell_forward

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
        a_t, c_t, step = lstm_cell_forward(x[:, t], a_t, c_t, params)
        states.append(a_t)
        cells.append(c_t)
        steps.append(step)
    return np.stack(states, axis=1), np.stack(cells, axis=1), LSTMCache(tuple(steps))


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


def orthogonal(n: int, rng: np.random.Generator) -> np.ndarray:
    """Draw a matrix that turns and mirrors but changes no length, every such matrix as likely as any other.

        Z = Q R with Z normal, orthogonal = Q diag(sign(R_kk))

    Parameters
    ----------
    n : int, number of rows and of columns
    rng : object, a numpy.random.Generator

    Returns
    -------
    orthogonal : (n, n) float64, with orthogonal.T @ orthogonal = I

    Source: Mezzadri (2007), How to Generate Random Matrices from the Classical Compact Groups.
    """
    Q, R = np.linalg.qr(rng.normal(size=(n, n)))
    # Q R = (Q S) (S R) for any signs S. The algorithm that made Q prefers some; R's diagonal tells which.
    matrix: np.ndarray = Q * np.sign(np.diag(R))
    return matrix


def _gate_weights(n_a: int, n_x: int, rng: np.random.Generator) -> np.ndarray:
    """Draw the weights of one gate on [a_prev, x_t]."""
    return np.concatenate([orthogonal(n_a, rng), rng.normal(size=(n_a, n_x)) / np.sqrt(n_x)], axis=1)


def init_gru(n_a: int, n_x: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Draw the weights with which the training of a gated recurrent unit starts.

    In the weights of each gate, the block that multiplies the state is orthogonal, and the entries of the
    block that multiplies the input are normal with standard deviation 1 / sqrt(n_x). Biases are 0.

    Parameters
    ----------
    n_a : int, size of the state
    n_x : int, size of the input
    rng : object, a numpy.random.Generator

    Returns
    -------
    params : dict, the weights and biases
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wr : (n_a, n_a + n_x) float64, of the reset gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        br : (n_a,) float64, bias of the reset gate
        bc : (n_a,) float64, bias of the candidate

    Source: Saxe, McClelland, Ganguli (2014), Exact Solutions to the Nonlinear Dynamics of Learning.
    """
    weights = {f"W{gate}": _gate_weights(n_a, n_x, rng) for gate in "urc"}
    return weights | {f"b{gate}": np.zeros(n_a) for gate in "urc"}


def init_lstm(
    n_a: int, n_x: int, rng: np.random.Generator, forget_bias: float = 1.0
) -> dict[str, np.ndarray]:
    """Draw the weights with which the training of a long short-term memory starts.

    In the weights of each gate, the block that multiplies the state is orthogonal, and the entries of the
    block that multiplies the input are normal with standard deviation 1 / sqrt(n_x). Biases are 0, but for
    the forget gate's: a gate that starts open lets the cell, and its gradient, live over many steps.

    Parameters
    ----------
    n_a : int, size of the state and of the cell
    n_x : int, size of the input
    rng : object, a numpy.random.Generator
    forget_bias : float, every entry of bf

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

    Source: Jozefowicz et al. (2015), An Empirical Exploration of Recurrent Network Architectures.
    """
    weights = {f"W{gate}": _gate_weights(n_a, n_x, rng) for gate in "ufoc"}
    biases = {f"b{gate}": np.zeros(n_a) for gate in "ufoc"}
    return weights | biases | {"bf": np.full(n_a, float(forget_bias))}


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


def count_parameters(kind: str, n_a: int, n_x: int) -> int:
    """Count the weights and biases of a recurrent layer, without what predicts from its state.

        g (n_a (n_a + n_x) + n_a), where g is 1 for "rnn", 3 for "gru", 4 for "lstm"

    One bias vector for each gate and for the candidate, as in the lecture notes; torch has two.

    Parameters
    ----------
    kind : str, "rnn" or "gru" or "lstm"
    n_a : int, size of the state
    n_x : int, size of the input

    Returns
    -------
    count : int, number of weights and biases

    Source: the shapes of Waa, Wax, ba and of W and b of each gate.
    """
    blocks = {"rnn": 1, "gru": 3, "lstm": 4}[kind]
    return blocks * (n_a * (n_a + n_x) + n_a)


def split_in_time(series: np.ndarray, test_size: int) -> tuple[np.ndarray, np.ndarray]:
    """Cut a series in two: what may be learnt from, and what comes after it.

        train = series[: n - test_size], test = series[n - test_size :]

    Parameters
    ----------
    series : (n,) float64, values in order of time
    test_size : int, number of values in the second part

    Returns
    -------
    train : (n - test_size,) float64, the first values
    test : (test_size,) float64, the last values

    Source: Hyndman, Athanasopoulos (2021), Forecasting: Principles and Practice, section 5.8.
    """
    border = len(series) - test_size  # series[-test_size:] would be everything for a test_size of 0
    return series[:border].copy(), series[border:].copy()


def fit_scaler(train: np.ndarray) -> tuple[float, float]:
    """Measure the mean and the standard deviation of the values that may be learnt from.

        std = sqrt(mean((train - mean)^2))

    Parameters
    ----------
    train : (n,) float64, the training part of a series

    Returns
    -------
    mean : float, the mean
    std : float, the standard deviation of the population, dividing by n

    Source: LeCun, Bottou, Orr, Mueller (1998), Efficient BackProp, section 4.3.
    """
    return float(np.mean(train)), float(np.std(train))


def make_windows(series: np.ndarray, length: int, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """Cut a series into all windows of `length` values, each with the `horizon` values that follow it.

        inputs[k] = series[k : k + length], targets[k] = series[k + length : k + length + horizon]

    Parameters
    ----------
    series : (n,) float64, values in order of time
    length : int, number of values that are known
    horizon : int, number of values to forecast

    Returns
    -------
    inputs : (n - length - horizon + 1, length) float64, what is known
    targets : (n - length - horizon + 1, horizon) float64, what follows

    Source: Hyndman, Athanasopoulos (2021), Forecasting: Principles and Practice, section 12.4.
    """
    # The last window must leave room for its targets. Row k of the sum holds the places of window k.
    first = np.arange(len(series) - length - horizon + 1)[:, np.newaxis]
    return series[first + np.arange(length)], series[first + length + np.arange(horizon)]


def training_windows(
    series: np.ndarray, test_size: int, length: int, horizon: int
) -> tuple[np.ndarray, np.ndarray, float, float]:
    """Make the windows to learn from: of the training part alone, scaled by that part's mean and deviation.

        scaled = (train - mean) / std

    The last test_size values reach neither the windows, nor the targets, nor the scale.

    Parameters
    ----------
    series : (n,) float64, values in order of time
    test_size : int, number of values at the end that are to be forecast later
    length : int, number of values that are known
    horizon : int, number of values to forecast

    Returns
    -------
    inputs : (n - test_size - length - horizon + 1, length) float64, scaled windows
    targets : (n - test_size - length - horizon + 1, horizon) float64, the scaled values that follow
    mean : float, the mean of the training part
    std : float, the standard deviation of the training part

    Source: Kaufman, Rosset, Perlich, Stitelman (2012), Leakage in Data Mining.
    """
    train, _ = split_in_time(series, test_size)
    mean, std = fit_scaler(train)
    inputs, targets = make_windows((train - mean) / std, length, horizon)
    return inputs, targets, mean, std


def recursive_forecast(
    predict: Callable[[np.ndarray], float],
    series: np.ndarray,
    start: int,
    length: int,
    horizon: int,
    mean: float,
    std: float,
) -> np.ndarray:
    """Forecast several steps with a model of one step: each forecast is read as if it had happened.

        s<k> = predict([s<k - length> .. s<k - 1>]), forecast[k - start] = mean + std s<k>

    with s scaled, s = (series - mean) / std, for the `length` values before start. Nothing from start on is
    looked at.

    Parameters
    ----------
    predict : function, takes a scaled window (length,) and returns the next scaled value, a float
    series : (n,) float64, values in order of time
    start : int, place of the first value to forecast
    length : int, number of values that predict reads, at most start
    horizon : int, number of values to forecast
    mean : float, that of the training part
    std : float, that of the training part

    Returns
    -------
    forecast : (horizon,) float64, forecasts of series[start : start + horizon], in the units of the series

    Source: Ben Taieb, Bontempi, Atiya, Sorjamaa (2012), Strategies for Multi-Step Ahead Forecasting.
    """
    window = (series[start - length : start] - mean) / std
    forecast = []
    for _ in range(horizon):
        following = float(predict(window.copy()))
        forecast.append(following)
        window = np.append(window[1:], following)
    return np.array(forecast) * std + mean


def seasonal_naive(series: np.ndarray, start: int, horizon: int, period: int) -> np.ndarray:
    """Forecast that the last known season comes again, and again.

        forecast[k] = series[start - period + (k mod period)]

    Parameters
    ----------
    series : (n,) float64, values in order of time
    start : int, place of the first value to forecast, at least period
    horizon : int, number of values to forecast
    period : int, number of values in a season

    Returns
    -------
    forecast : (horizon,) float64, forecasts of series[start : start + horizon]

    Source: Hyndman, Athanasopoulos (2021), Forecasting: Principles and Practice, section 5.2.
    """
    return series[start - period + np.arange(horizon) % period]


def rmse(forecast: np.ndarray, truth: np.ndarray) -> float:
    """Measure how far forecasts are from what came, in the units of the series.

        rmse = sqrt(mean((forecast - truth)^2))

    Parameters
    ----------
    forecast : (...) float64, what was forecast
    truth : (...) float64, what came, of the same shape

    Returns
    -------
    rmse : float, the root of the mean squared error

    Source: Hyndman, Athanasopoulos (2021), Forecasting: Principles and Practice, section 5.8.
    """
    return float(np.sqrt(np.mean(np.subtract(forecast, truth) ** 2)))


def _scores(a: np.ndarray, params: Mapping[str, np.ndarray]) -> np.ndarray:
    """Compute the scores of all steps, of shape (m, T_x)."""
    scores: np.ndarray = a @ params["Wya"][0] + params["by"]
    return scores


class RNNCellCache(NamedTuple):
    """What one step back needs of the step forward.

    x_t (m, n_x), a_prev and a_next (m, n_a), and the weights that were used.
    """

    x_t: np.ndarray
    a_prev: np.ndarray
    a_next: np.ndarray
    params: Mapping[str, np.ndarray]


class RNNCache(NamedTuple):
    """The caches of all steps of a sequence, in order of time."""

    steps: tuple[RNNCellCache, ...]


def rnn_cell_backward(da_next: np.ndarray, cache: RNNCellCache) -> dict[str, np.ndarray]:
    """Take one time step back: from the gradient of the new state to those of all that made it.

    da_next is dL/da_next of some loss L; each result is dL/d(what its name says), through a_next
    alone. Gradients of weights and biases are sums over the examples.

    Parameters
    ----------
    da_next : (m, n_a) float64, gradient of the new hidden state
    cache : object, what rnn_cell_forward returned

    Returns
    -------
    gradients : dict
        dx_t : (m, n_x) float64, gradient of the input
        da_prev : (m, n_a) float64, gradient of the state of the step before
        dWaa : (n_a, n_a) float64, gradient of Waa
        dWax : (n_a, n_x) float64, gradient of Wax
        dba : (n_a,) float64, gradient of ba

    Source: Rumelhart, Hinton, Williams (1986), Learning Representations by Back-Propagating Errors.
    """
    # With a_next = tanh(z): tanh'(z) = 1 - tanh(z)^2 = 1 - a_next^2, so z itself need not be kept.
    dz = da_next * (1 - cache.a_next**2)
    # z = a_prev @ Waa.T + x_t @ Wax.T + ba. For z = u @ W.T: du = dz @ W and dW = dz.T @ u, whose
    # matrix product is the sum over the examples; ba is added to each row, so dba sums the rows.
    return {
        "dx_t": dz @ cache.params["Wax"],
        "da_prev": dz @ cache.params["Waa"],
        "dWaa": dz.T @ cache.a_prev,
        "dWax": dz.T @ cache.x_t,
        "dba": dz.sum(axis=0),
    }


def rnn_backward(da: np.ndarray, cache: RNNCache) -> dict[str, np.ndarray]:
    """Go back through time: the gradients of a loss that looks at every hidden state.

    da[:, t] is what the loss sends into that hidden state directly, without the way through later
    states; each result is the whole dL/d(what its name says). Gradients of weights and biases are
    sums over examples and steps.

    Parameters
    ----------
    da : (m, T_x, n_a) float64, gradient of the loss by each hidden state, directly
    cache : object, what rnn_forward returned

    Returns
    -------
    gradients : dict
        dx : (m, T_x, n_x) float64, gradient of the inputs
        da0 : (m, n_a) float64, gradient of the state before the first step
        dWaa : (n_a, n_a) float64, gradient of Waa
        dWax : (n_a, n_x) float64, gradient of Wax
        dba : (n_a,) float64, gradient of ba

    Source: Werbos (1990), Backpropagation Through Time: What It Does and How to Do It.
    """
    params = cache.steps[0].params
    dx = []
    dWaa, dWax, dba = (np.zeros_like(params[name]) for name in ("Waa", "Wax", "ba"))
    da_prev = np.zeros_like(da[:, -1])  # no step follows the last one
    for t in reversed(range(da.shape[1])):
        # a<t> reaches the loss by two paths, directly and through step t+1: the gradients add.
        step = rnn_cell_backward(da[:, t] + da_prev, cache.steps[t])
        da_prev = step["da_prev"]
        dx.append(step["dx_t"])
        # Every step uses the same weights, so their gradients add over the steps as well.
        dWaa += step["dWaa"]
        dWax += step["dWax"]
        dba += step["dba"]
    return {"dx": np.stack(dx[::-1], axis=1), "da0": da_prev, "dWaa": dWaa, "dWax": dWax, "dba": dba}


def softmax(z: np.ndarray) -> np.ndarray:
    """Turn scores into probabilities over the last axis.

        softmax(z)_i = exp(z_i) / sum_j exp(z_j)

    Finite for scores of any finite size.

    Parameters
    ----------
    z : (..., n) float64, scores

    Returns
    -------
    softmax : (..., n) float64, probabilities; each row sums to 1

    Source: Bridle (1990), Training Stochastic Model Recognition Algorithms as Networks.
    """
    # A common factor in numerator and denominator cancels: with exp(-max) no exponent is above 0.
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    probabilities: np.ndarray = e / np.sum(e, axis=-1, keepdims=True)
    return probabilities


def rnn_cell_forward(
    x_t: np.ndarray, a_prev: np.ndarray, params: Mapping[str, np.ndarray]
) -> tuple[np.ndarray, np.ndarray, RNNCellCache]:
    """Take one time step: a new hidden state, and a prediction from it.

    For each example, that is for each row of x_t and a_prev,

        a_next = tanh(Waa a_prev + Wax x_t + ba)
        y_hat  = softmax(Wya a_next + by)

    Parameters
    ----------
    x_t : (m, n_x) float64, the input of this step
    a_prev : (m, n_a) float64, the hidden state of the step before
    params : dict, the weights and biases
        Waa : (n_a, n_a) float64, from state to state
        Wax : (n_a, n_x) float64, from input to state
        ba : (n_a,) float64, bias of the state
        Wya : (n_y, n_a) float64, from state to prediction
        by : (n_y,) float64, bias of the prediction

    Returns
    -------
    a_next : (m, n_a) float64, the new hidden state
    y_hat : (m, n_y) float64, probabilities over the n_y classes
    cache : object, whatever rnn_cell_backward needs; nothing else reads it

    Source: Elman (1990), Finding Structure in Time.
    """
    a_next = np.tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)


def rnn_forward(
    x: np.ndarray, a0: np.ndarray, params: Mapping[str, np.ndarray]
) -> tuple[np.ndarray, np.ndarray, RNNCache]:
    """Run the network over whole sequences, with the same weights in every step.

        a<t>, y_hat<t> = rnn_cell_forward(x<t>, a<t-1>, params), t = 1 .. T_x

    Parameters
    ----------
    x : (m, T_x, n_x) float64, the inputs; x<t> is x[:, t - 1]
    a0 : (m, n_a) float64, the hidden state before the first step
    params : dict, as in rnn_cell_forward

    Returns
    -------
    a : (m, T_x, n_a) float64, the hidden states of all steps
    y_hat : (m, T_x, n_y) float64, the predictions of all steps
    cache : object, whatever rnn_backward needs; nothing else reads it

    Source: Elman (1990), Finding Structure in Time.
    """
    states, predictions, steps = [], [], []
    a_t = a0
    for t in range(x.shape[1]):
        a_t, y_t, step = rnn_cell_forward(x[:, t], a_t, params)
        states.append(a_t)
        predictions.append(y_t)
        steps.append(step)
    return np.stack(states, axis=1), np.stack(predictions, axis=1), RNNCache(tuple(steps))


def _states(
    kind: str, x: np.ndarray, params: Mapping[str, np.ndarray], output: str
) -> tuple[np.ndarray, Callable[[np.ndarray], dict[str, np.ndarray]]]:
    """Run the layer from zeros; return its states, and the function that takes their gradients back."""
    zeros = np.zeros((len(x), params["Wya"].shape[1]))
    if kind == "gru":
        a, gru_cache = gru_forward(x, zeros, params, "before")
        return a, partial(gru_backward, cache=gru_cache)
    if kind == "lstm":
        a, _, lstm_cache = lstm_forward(x, zeros, zeros, params)
        return a, partial(lstm_backward, dc_last=None, cache=lstm_cache)
    a, _, rnn_cache = rnn_forward(x, zeros, params)
    return a, partial(rnn_backward, cache=rnn_cache)


def tagger_loss(
    kind: str, x: np.ndarray, y: np.ndarray, params: Mapping[str, np.ndarray]
) -> tuple[float, dict[str, np.ndarray]]:
    """Compute the loss of a tagger, and its gradients.

    The states of the recurrent layer, from a zero state (and cell), give one score for each step:

        z<t> = Wya a<t> + by
        loss = mean over examples and steps of -y log(sigmoid(z)) - (1 - y) log(1 - sigmoid(z))

    Finite for scores of any size. A GRU resets before the product. A plain network, kind "rnn", with
    Waa, Wax, ba, is there for comparison.

    Parameters
    ----------
    kind : str, "gru" or "lstm" or "rnn"
    x : (m, T_x, n_x) float64, the inputs
    y : (m, T_x) float64, the true tags, 0 or 1
    params : dict, those of the layer, here of a GRU, and
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wr : (n_a, n_a + n_x) float64, of the reset gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        br : (n_a,) float64, bias of the reset gate
        bc : (n_a,) float64, bias of the candidate
        Wya : (1, n_a) float64, from state to score
        by : (1,) float64, bias of the score

    Returns
    -------
    loss : float, mean cross-entropy over all m T_x places, in nats
    grads : dict, the gradients of that mean, one for each of params
        dWu : (n_a, n_a + n_x) float64, gradient of Wu
        dWr : (n_a, n_a + n_x) float64, gradient of Wr
        dWc : (n_a, n_a + n_x) float64, gradient of Wc
        dbu : (n_a,) float64, gradient of bu
        dbr : (n_a,) float64, gradient of br
        dbc : (n_a,) float64, gradient of bc
        dWya : (1, n_a) float64, gradient of Wya
        dby : (1,) float64, gradient of by

    Source: Graves (2012), Supervised Sequence Labelling with Recurrent Neural Networks, chapters 2 and 3.
    """
    a, backward = _states(kind, x, params, "tanh")
    z = _scores(a, params)
    # -log(sigmoid(s)) = log(1 + exp(-s)), where s is z if the tag is 1 and -z if it is 0.
    loss = float(np.mean(np.logaddexp(0, np.where(y == 1, -z, z))))
    # d/dz of both logarithms together is sigmoid(z) - y; the mean divides it by the number of places.
    dz = (sigmoid(z) - y) / z.size
    head = {"dWya": np.einsum("mt,mta->a", dz, a)[np.newaxis], "dby": np.array([dz.sum()])}
    layer = backward(dz[..., np.newaxis] * params["Wya"][0])
    return loss, {name: g for name, g in layer.items() if name[1:] in params} | head


def tag(kind: str, x: np.ndarray, params: Mapping[str, np.ndarray]) -> np.ndarray:
    """Tell for every step how probable it is that its tag is 1.

        tag = sigmoid(Wya a<t> + by)

    Parameters
    ----------
    kind : str, "gru" or "lstm" or "rnn"
    x : (m, T_x, n_x) float64, the inputs
    params : dict, as in tagger_loss

    Returns
    -------
    probabilities : (m, T_x) float64, between 0 and 1

    Source: Graves (2012), Supervised Sequence Labelling with Recurrent Neural Networks, chapters 2 and 3.
    """
    a, _ = _states(kind, x, params, "tanh")
    return sigmoid(_scores(a, params))


def adam_step(
    params: Mapping[str, np.ndarray],
    grads: Mapping[str, np.ndarray],
    moments: Mapping[str, tuple[np.ndarray, np.ndarray]],
    t: int,
    learning_rate: float,
) -> tuple[dict[str, np.ndarray], dict[str, tuple[np.ndarray, np.ndarray]]]:
    """Take one step of Adam.

    For each parameter w with gradient g, entry by entry,

        first = 0.9 first + 0.1 g
        second = 0.999 second + 0.001 g^2
        w = w - learning_rate (first / (1 - 0.9^t)) / (sqrt(second / (1 - 0.999^t)) + 1e-8)

    Parameters
    ----------
    params : dict, arrays by name
    grads : dict, gradients by "d" + name, one for each of params
    moments : dict, (first, second) by name, as the step before returned it; {} before the first step
    t : int, number of this step, from 1
    learning_rate : float, about how far an entry goes in one step

    Returns
    -------
    params : dict, new arrays by name
    moments : dict, for the next step

    Source: Kingma, Ba (2015), Adam: A Method for Stochastic Optimization, algorithm 1.
    """
    new_params, new_moments = {}, {}
    for name, w in params.items():
        g = grads[f"d{name}"]
        first, second = moments.get(name, (np.zeros_like(w), np.zeros_like(w)))
        first = 0.9 * first + 0.1 * g
        second = 0.999 * second + 0.001 * g**2
        # Both start at 0, so they are too small in the first steps: the divisors make up for it.
        direction = (first / (1 - 0.9**t)) / (np.sqrt(second / (1 - 0.999**t)) + 1e-8)
        new_params[name] = w - learning_rate * direction
        new_moments[name] = (first, second)
    return new_params, new_moments


def train_tagger(
    kind: str,
    x: np.ndarray,
    y: np.ndarray,
    params: Mapping[str, np.ndarray],
    rng: np.random.Generator,
    epochs: int,
    batch_size: int,
    learning_rate: float,
    on_epoch: Callable[[int, float], object] | None = None,
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Train a tagger with Adam, on batches that are drawn anew in every epoch.

    Each epoch draws one rng.permutation(m) and takes the examples in that order, batch_size at a time;
    the last batch may be shorter.

    Parameters
    ----------
    kind : str, "gru" or "lstm" or "rnn"
    x : (m, T_x, n_x) float64, the inputs
    y : (m, T_x) float64, the true tags, 0 or 1
    params : dict, as in tagger_loss
    rng : object, a numpy.random.Generator
    epochs : int, how often each example is used
    batch_size : int, examples of one step of Adam
    learning_rate : float, that of Adam
    on_epoch : function, called with the number of the epoch, from 1, and its loss; None for none

    Returns
    -------
    params : dict, trained
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wr : (n_a, n_a + n_x) float64, of the reset gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        br : (n_a,) float64, bias of the reset gate
        bc : (n_a,) float64, bias of the candidate
        Wya : (1, n_a) float64, from state to score
        by : (1,) float64, bias of the score
    losses : (epochs,) float64, the mean over the examples of the losses they had when they were used

    Source: Goodfellow, Bengio, Courville (2016), Deep Learning, section 8.1.3.
    """
    trained, moments = dict(params), dict[str, tuple[np.ndarray, np.ndarray]]()
    losses, t = [], 0
    for epoch in range(1, epochs + 1):
        order = rng.permutation(len(x))
        total = 0.0
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            loss, grads = tagger_loss(kind, x[batch], y[batch], trained)
            t += 1
            trained, moments = adam_step(trained, grads, moments, t, learning_rate)
            total += loss * len(batch)  # a shorter batch has fewer examples: its loss counts for less
        losses.append(total / len(x))
        if on_epoch is not None:
            on_epoch(epoch, losses[-1])
    return trained, np.array(losses)
