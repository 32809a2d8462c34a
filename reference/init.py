"""How the weights of a gated unit start: recurrent blocks that keep lengths, and an open forget gate."""

import numpy as np


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


def _gate_weights(n_a: int, n_x: int, rng: np.random.Generator) -> np.ndarray:
    """Draw the weights of one gate on [a_prev, x_t]."""
    return np.concatenate([orthogonal(n_a, rng), rng.normal(size=(n_a, n_x)) / np.sqrt(n_x)], axis=1)
