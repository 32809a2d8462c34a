"""A submission in this process: a plain dict of functions behind the interface of the worker's proxy."""

from collections.abc import Callable, Mapping

import numpy as np

from autograder.checks.contract import Opaque
from autograder.model.assignment import ArrayType, MappingType, OpaqueType, ScalarType, Signature

PARAMS = MappingType((("W", ArrayType(("n_y", "n_x"))), ("b", ArrayType(("n_y",)))))
GRADIENTS = MappingType(
    (("dx", ArrayType(("m", "n_x"))), ("dW", ArrayType(("n_y", "n_x"))), ("db", ArrayType(("n_y",))))
)

SIGNATURES = {
    signature.name: signature
    for signature in (
        Signature(
            "layer_forward",
            (("x", ArrayType(("m", "n_x"))), ("params", PARAMS)),
            (("y", ArrayType(("m", "n_y"))), ("cache", OpaqueType())),
        ),
        Signature(
            "layer_backward",
            (("dy", ArrayType(("m", "n_y"))), ("cache", OpaqueType())),
            (("gradients", GRADIENTS),),
        ),
        Signature("norm", (("x", ArrayType(("...",))),), (("norm", ScalarType("float")),)),
        Signature("identity", (("x", ArrayType(("...", "n"))),), (("x", ArrayType(("...", "n"))),)),
        Signature("cumulate", (("x", ArrayType(("m", "T_x"))),), (("y", ArrayType(("m", "T_x"))),)),
        Signature(
            "repeat",
            (("x", ArrayType(("m",))), ("T_y", ScalarType("int"))),
            (("y", ArrayType(("m", "T_y"))),),
        ),
        Signature("make", (("x", ArrayType(("m",))),), (("it", OpaqueType()),)),
    )
}
"""A small assignment: a layer y = tanh(x W^T + b) with its way back, and some one-liners."""


class Box:
    """What the proxy calls a handle."""

    def __init__(self, value: object) -> None:
        self.value = value
        self._label = type(value).__name__


class InProcess:
    """Calls functions directly; arguments are passed as they are."""

    def __init__(self, functions: Mapping[str, Callable[..., object]]) -> None:
        self.functions = functions

    def call(
        self, function: str, args: tuple[object, ...], kwargs: dict[str, object], opaque: Opaque
    ) -> object:
        opened = [arg.value if isinstance(arg, Box) else arg for arg in args]
        result = self.functions[function](*opened, **kwargs)
        if opaque == "all":
            return Box(result)
        if opaque and isinstance(result, (tuple, list)):
            return tuple(Box(item) if i in opaque else item for i, item in enumerate(result))
        return result


def layer_forward(x, params):
    y = np.tanh(x @ params["W"].T + params["b"])
    return y, (x, y, params)


def layer_backward(dy, cache):
    x, y, params = cache
    dz = dy * (1 - y**2)
    return {"dx": dz @ params["W"], "dW": dz.T @ x, "db": dz.sum(axis=0)}


RIGHT = {
    "layer_forward": layer_forward,
    "layer_backward": layer_backward,
    "norm": lambda x: float(np.sqrt(np.sum(x**2))),
    "identity": lambda x: x,
    "cumulate": lambda x: np.cumsum(x, axis=1),
    "repeat": lambda x, T_y: np.repeat(x[:, None], T_y, axis=1),
    "make": lambda x: {"kept": x},
}
