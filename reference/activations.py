"""What turns the numbers a layer computes into states and probabilities."""

import numpy as np


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
