"""Gradient checking: differences of a function beside the gradient somebody derived."""

from collections.abc import Callable

import numpy as np


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
