"""One step of training: how far each weight goes, from its gradients so far."""

from collections.abc import Mapping

import numpy as np


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
