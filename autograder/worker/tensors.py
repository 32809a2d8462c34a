"""PyTorch in a worker: loaded and warmed before the layers are on, seeded, given tensors.

Torch is imported by its name where it is needed: what the grader imports must not bring it along.
"""

import importlib
import importlib.util
import sys
from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.model.assignment import TORCH
from autograder.worker import wire

LATE = ("distributions", "fft", "linalg", "nn.utils.rnn", "testing", "utils.checkpoint", "utils.data")
_LATER = ("nn.utils.parametrizations", "optim.lr_scheduler", "utils.serialization.config")
"""What a submission may name, and what torch imports when it is first used."""
WARM_UP_SEED = 0


def is_installed() -> bool:
    """Say whether PyTorch is installed, without importing it."""
    return importlib.util.find_spec(TORCH) is not None


def load() -> None:
    """Import PyTorch for a worker, with one thread, and let it do once what it does late.

    A fork cannot use the threads that were there before it, nor start any. Kernels of oneDNN are machine
    code that is written when they are first needed, which no worker may run.

    Raises:
        ImportError: it is not installed, or cannot be loaded here.
    """
    torch: Any = importlib.import_module(TORCH)
    for name in (*LATE, *_LATER):
        importlib.import_module(f"{TORCH}.{name}")
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    torch.set_num_threads = torch.set_num_interop_threads = _keep
    torch.backends.mkldnn.set_flags(False)
    seed(WARM_UP_SEED)
    warm_up(torch)


def _keep(_threads: int) -> None:
    """Stay with one thread, whatever a submission asks for."""


def warm_up(torch: Any) -> None:  # noqa: ANN401 (a module that is not imported here)
    """Train small networks for a step: the first one imports a third of PyTorch."""
    for cell in (torch.nn.RNN, torch.nn.GRU, torch.nn.LSTM):
        for optimizer in (torch.optim.Adam, torch.optim.SGD):
            train(torch, cell(3, 4, batch_first=True), torch.nn.Linear(4, 1), optimizer)


def train(torch: Any, layer: Any, head: Any, optimizer: Any) -> None:  # noqa: ANN401
    """Take one step of a layer and a head, and write down what comes of it."""
    steps = optimizer([*layer.parameters(), *head.parameters()], lr=0.01)
    states, _ = layer(torch.randn(2, 5, 3))
    loss = torch.nn.functional.mse_loss(head(states[:, -1]), torch.zeros(2, 1))
    steps.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(layer.parameters(), 1.0)
    steps.step()
    layer.load_state_dict(layer.state_dict())
    repr((loss, layer))


def seed(number: int) -> None:
    """Start torch's generator."""
    importlib.import_module(TORCH).manual_seed(number)


def make(array: np.ndarray, requires_grad: bool) -> object:  # noqa: FBT001 (as the wire calls it)
    """Return a torch tensor; only a worker whose profile has loaded torch is sent one."""
    return sys.modules[TORCH].from_numpy(array).requires_grad_(requires_grad)


def is_module(value: object) -> bool:
    """Say whether a value is a network of torch's kind."""
    torch = sys.modules.get(TORCH)
    return torch is not None and isinstance(value, torch.nn.Module)


def for_module(value: object) -> object:
    """Return an argument of a network's method as one is given: with tensors in the place of arrays."""
    if isinstance(value, np.ndarray):
        return make(value, requires_grad=False)
    if isinstance(value, (list, tuple)):
        return type(value)(for_module(item) for item in value)
    if isinstance(value, Mapping):
        return {key: for_module(item) for key, item in value.items()}
    return value


def same(old: object, new: object) -> bool:
    """Say whether two tensors are the same to the last bit."""
    before, after = wire.from_torch(old), wire.from_torch(new)
    if before is None or after is None:
        return before is after
    one, other = before.array, after.array
    return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
