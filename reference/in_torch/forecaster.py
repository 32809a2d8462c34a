"""A forecaster in PyTorch: a gated recurrent unit reads a window and says the next value."""

from collections.abc import Callable

import numpy as np
import torch
from torch import nn


class Forecaster(nn.Module):
    """A GRU of one layer, and a linear head on its last state.

    Parameters
    ----------
    n_hidden : int, size of the state

    Source: Cho et al. (2014), Learning Phrase Representations using RNN Encoder-Decoder.
    """

    def __init__(self, n_hidden: int) -> None:
        super().__init__()
        self.gru = nn.GRU(input_size=1, hidden_size=n_hidden, batch_first=True)
        self.head = nn.Linear(n_hidden, 1)

    def forward(self, windows: torch.Tensor) -> torch.Tensor:
        """Predict the value that follows each window.

        Parameters
        ----------
        windows : (m, length) float32, scaled values in order of time

        Returns
        -------
        following : (m,) float32, the next scaled values

        Source: Cho et al. (2014), Learning Phrase Representations using RNN Encoder-Decoder.
        """
        # The GRU reads (m, length, 1), one feature in each step; its last state is (layers, m, n_hidden).
        _, last = self.gru(windows.unsqueeze(-1))
        # Without the squeeze, (m, 1) minus a target (m,) would broadcast to (m, m) in the loss.
        following: torch.Tensor = self.head(last[-1]).squeeze(-1)
        return following


def make_optimizer(model: nn.Module, learning_rate: float) -> torch.optim.Optimizer:
    """Make the optimizer that moves all parameters of a model: Adam.

    Parameters
    ----------
    model : object, an nn.Module
    learning_rate : float, that of Adam

    Returns
    -------
    optimizer : object, a torch.optim.Adam

    Source: Kingma, Ba (2015), Adam: A Method for Stochastic Optimization.
    """
    return torch.optim.Adam(model.parameters(), lr=learning_rate)


def train_step(
    model: nn.Module, optimizer: torch.optim.Optimizer, inputs: torch.Tensor, targets: torch.Tensor
) -> float:
    """Take one step of training on the mean squared error.

        loss = mean((model(inputs) - targets)^2)

    Parameters
    ----------
    model : object, an nn.Module; its parameters change
    optimizer : object, what make_optimizer returned
    inputs : (m, length) float32, scaled windows
    targets : (m,) float32, the scaled values that follow

    Returns
    -------
    loss : float, the loss before the step

    Source: Rumelhart, Hinton, Williams (1986), Learning Representations by Back-Propagating Errors.
    """
    model.train()
    optimizer.zero_grad()  # backward adds to what is there
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss.item()  # a number: the tensor would keep its whole graph alive


def train_forecaster(
    inputs: np.ndarray,
    targets: np.ndarray,
    n_hidden: int,
    epochs: int,
    batch_size: int,
    learning_rate: float,
    on_epoch: Callable[[int, float], object] | None = None,
) -> tuple[Forecaster, list[float]]:
    """Train a new forecaster, on batches that are drawn anew in every epoch.

    Each epoch draws one torch.randperm(m) and takes the windows in that order, batch_size at a time; the
    last batch may be shorter.

    Parameters
    ----------
    inputs : (m, length) float64, scaled windows
    targets : (m,) float64, the scaled values that follow
    n_hidden : int, size of the state
    epochs : int, how often each window is used
    batch_size : int, windows of one step
    learning_rate : float, that of Adam
    on_epoch : function, called with the number of the epoch, from 1, and its loss; None for none

    Returns
    -------
    model : object, the trained Forecaster
    losses : list, for each epoch the mean over the windows of the losses they had when they were used

    Source: Goodfellow, Bengio, Courville (2016), Deep Learning, section 8.1.3.
    """
    windows = torch.as_tensor(inputs, dtype=torch.float32)
    following = torch.as_tensor(targets, dtype=torch.float32)
    model = Forecaster(n_hidden)
    optimizer = make_optimizer(model, learning_rate)
    losses = []
    for epoch in range(1, epochs + 1):
        total = 0.0
        for batch in torch.randperm(len(windows)).split(batch_size):
            total += train_step(model, optimizer, windows[batch], following[batch]) * len(batch)
        losses.append(total / len(windows))
        if on_epoch is not None:
            on_epoch(epoch, losses[-1])
    return model, losses


def predict(model: nn.Module, windows: np.ndarray) -> torch.Tensor:
    """Predict without learning: put the model into eval mode, in which it stays, and make no graph.

    Parameters
    ----------
    model : object, an nn.Module
    windows : (m, length) float64, scaled values in order of time

    Returns
    -------
    following : (m,) float32, the next scaled values

    Source: PyTorch's documentation, Autograd mechanics, Locally disabling gradient computation.
    """
    model.eval()
    with torch.no_grad():
        following: torch.Tensor = model(torch.as_tensor(windows, dtype=torch.float32))
    return following
