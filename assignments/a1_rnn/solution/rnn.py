"""A recurrent network from scratch: one right answer to a1_rnn.

Generated from the reference by `autograder generate`; change it there.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np


def one_hot(ids: np.ndarray, n_x: int) -> np.ndarray:
    """Write each id as a vector of zeros with a single 1, in the place of the id.

        one_hot[..., k] = 1 if ids[...] == k else 0

    Parameters
    ----------
    ids : (...) int, ids from 0 to n_x - 1, in an array of any shape
    n_x : int, number of different ids

    Returns
    -------
    one_hot : (..., n_x) float64, the vectors along a new last axis

    Source: Bengio et al. (2003), A Neural Probabilistic Language Model.
    """
    # Comparing with 0 .. n_x - 1 along a new axis works for ids of any shape.
    return np.where(np.asarray(ids)[..., np.newaxis] == np.arange(n_x), 1.0, 0.0)


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


class RNNCellCache(NamedTuple):
    """What one step back needs of the step forward.

    x_t (m, n_x), a_prev and a_next (m, n_a), and the weights that were used.
    """

    x_t: np.ndarray
    a_prev: np.ndarray
    a_next: np.ndarray
    params: Mapping[str, np.ndarray]


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


class RNNCache(NamedTuple):
    """The caches of all steps of a sequence, in order of time."""

    steps: tuple[RNNCellCache, ...]


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


def many_to_one(x: np.ndarray, a0: np.ndarray, params: Mapping[str, np.ndarray]) -> np.ndarray:
    """Read a whole sequence, then predict once, from the last step.

        y_hat = y_hat<T_x>

    Parameters
    ----------
    x : (m, T_x, n_x) float64, the inputs
    a0 : (m, n_a) float64, the hidden state before the first step
    params : dict, as in rnn_cell_forward

    Returns
    -------
    y_hat : (m, n_y) float64, the prediction of the last step

    Source: Karpathy (2015), The Unreasonable Effectiveness of Recurrent Neural Networks.
    """
    _, y_hat, _ = rnn_forward(x, a0, params)
    last: np.ndarray = y_hat[:, -1]
    return last


def one_to_many(x_1: np.ndarray, a0: np.ndarray, params: Mapping[str, np.ndarray], T_y: int) -> np.ndarray:
    """Predict a sequence from one input: each prediction is the next step's input.

        x<t+1> = y_hat<t>

    The probabilities themselves are fed back, nothing is drawn.

    Parameters
    ----------
    x_1 : (m, n_x) float64, the input of the first step
    a0 : (m, n_a) float64, the hidden state before the first step
    params : dict, as in rnn_cell_forward, with n_x = n_y
    T_y : int, number of steps

    Returns
    -------
    y_hat : (m, T_y, n_y) float64, the predictions of all steps

    Source: Karpathy (2015), The Unreasonable Effectiveness of Recurrent Neural Networks.
    """
    predictions = []
    a_t, y_t = a0, x_1
    for _ in range(T_y):
        a_t, y_t, _ = rnn_cell_forward(y_t, a_t, params)
        predictions.append(y_t)
    return np.stack(predictions, axis=1)


def numerical_gradient(f: Callable[[np.ndarray], float], w: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """Estimate the gradient of f at w by centred differences, one entry of w at a time.

        gradient[k] = (f(w + eps at k) - f(w - eps at k)) / (2 eps)

    Parameters
    ----------
    f : function, takes an array like w and returns a float
    w : (...) float64, where to take the gradient; the same after the call as before
    eps : float, how far to go to each side

    Returns
    -------
    gradient : (...) float64, df/dw, of the shape of w

    Source: Press et al. (2007), Numerical Recipes, 3rd edition, section 5.7.
    """
    w = np.array(w, dtype=np.float64)  # in float32 the differences would drown in rounding
    gradient = np.zeros_like(w)
    for k in np.ndindex(w.shape):
        middle = w[k]
        w[k] = middle + eps
        above = f(w)
        w[k] = middle - eps
        below = f(w)
        w[k] = middle
        gradient[k] = (above - below) / (2 * eps)
    return gradient


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """Tell how far two arrays are apart, measured by the size of their entries.

        error = max_k |a_k - b_k| / max(1e-8, |a_k| + |b_k|)

    Parameters
    ----------
    a : (...) float64, one array
    b : (...) float64, another of the same shape

    Returns
    -------
    error : float, from 0 (equal) to 1 (opposite signs, or one of them 0)

    Source: Stanford CS231n, Neural Networks Part 3, Gradient checks.
    """
    # The floor decides what two zeros give: 0, not 0/0.
    size = np.maximum(1e-8, np.abs(a) + np.abs(b))
    return float(np.max(np.abs(np.subtract(a, b)) / size))
