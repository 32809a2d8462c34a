"""
row: Y04
title: Type hints, functions within functions, constants and a decorator
"""

import functools
import time
from dataclasses import dataclass
from typing import Any, Dict, Final, Tuple

import numpy as np

Array = np.ndarray
Params = Dict[str, Array]
NAMES: Final = ("Waa", "Wax", "ba")
TINY: Final[float] = 1e-8
seconds: dict[str, float] = {}


def timed(function):
    """Add up how long a function takes."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            seconds[function.__name__] = seconds.get(function.__name__, 0.0) + time.perf_counter() - start

    return wrapper


@dataclass(frozen=True)
class Step:
    x: Array
    before: Array
    after: Array
    params: Params


@timed
def rnn_cell_forward(x_t: Array, a_prev: Array, params: Params) -> Tuple[Array, Array, Step]:
    def affine(v: Array, W: str, b: str | None = None) -> Array:
        return v @ params[W].T + (params[b] if b else 0.0)

    a_next = np.tanh(affine(a_prev, "Waa") + affine(x_t, "Wax", "ba"))
    return a_next, softmax(affine(a_next, "Wya", "by")), Step(x_t, a_prev, a_next, params)


@timed
def rnn_cell_backward(da_next: Array, cache: Step) -> Params:
    assert da_next.shape == cache.after.shape, f"{da_next.shape=}"
    dz = da_next - da_next * cache.after * cache.after
    return {
        "dx_t": dz @ cache.params["Wax"],
        "da_prev": dz @ cache.params["Waa"],
        **{"dWaa": dz.T @ cache.before, "dWax": dz.T @ cache.x, "dba": dz.sum(0)},
    }


@timed
def rnn_backward(da: Array, cache: Any) -> Params:
    totals: Params = {f"d{name}": np.zeros(cache.steps[0].params[name].shape) for name in NAMES}
    carried, dx = np.zeros_like(da[:, 0, :]), np.empty((*da.shape[:2], cache.steps[0].x.shape[-1]))

    def one_step(t: int) -> None:
        nonlocal carried
        step = rnn_cell_backward(da[:, t, :] + carried, cache.steps[t])
        carried, dx[:, t, :] = step["da_prev"], step["dx_t"]
        for key in totals:
            totals[key] += step[key]

    for t in range(da.shape[1] - 1, -1, -1):
        one_step(t)
    return {**totals, "dx": dx, "da0": carried}


def relative_error(a: Array, b: Array) -> float:
    return max(abs(p - q) / max(TINY, abs(p) + abs(q)) for p, q in zip(np.ravel(a), np.ravel(b)))
