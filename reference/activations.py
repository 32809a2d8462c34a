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
