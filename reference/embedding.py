"""How a token becomes a vector."""

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
