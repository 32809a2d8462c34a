"""A recurrent network that says yes or no at every step, and its training."""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from reference.activations import sigmoid
from reference.adam import adam_step
from reference.gru import gru_backward, gru_forward
from reference.lstm import lstm_backward, lstm_forward
from reference.rnn import rnn_backward, rnn_forward


def tagger_loss(
    kind: str, x: np.ndarray, y: np.ndarray, params: Mapping[str, np.ndarray], output: str = "tanh"
) -> tuple[float, dict[str, np.ndarray]]:
    """Compute the loss of a tagger, and its gradients.

    The states of the recurrent layer, from a zero state (and cell), give one score for each step:

        z<t> = Wya a<t> + by
        loss = mean over examples and steps of -y log(sigmoid(z)) - (1 - y) log(1 - sigmoid(z))

    Finite for scores of any size. A GRU resets before the product. A plain network, kind "rnn", with
    Waa, Wax, ba, is there for comparison.

    Parameters
    ----------
    kind : str, "gru" or "lstm" or "rnn"
    x : (m, T_x, n_x) float64, the inputs
    y : (m, T_x) float64, the true tags, 0 or 1
    params : dict, those of the layer, here of a GRU, and
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wr : (n_a, n_a + n_x) float64, of the reset gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        br : (n_a,) float64, bias of the reset gate
        bc : (n_a,) float64, bias of the candidate
        Wya : (1, n_a) float64, from state to score
        by : (1,) float64, bias of the score
    output : str, "tanh" or "linear", what an LSTM's output gate multiplies

    Returns
    -------
    loss : float, mean cross-entropy over all m T_x places, in nats
    grads : dict, the gradients of that mean, one for each of params
        dWu : (n_a, n_a + n_x) float64, gradient of Wu
        dWr : (n_a, n_a + n_x) float64, gradient of Wr
        dWc : (n_a, n_a + n_x) float64, gradient of Wc
        dbu : (n_a,) float64, gradient of bu
        dbr : (n_a,) float64, gradient of br
        dbc : (n_a,) float64, gradient of bc
        dWya : (1, n_a) float64, gradient of Wya
        dby : (1,) float64, gradient of by

    Source: Graves (2012), Supervised Sequence Labelling with Recurrent Neural Networks, chapters 2 and 3.
    """
    a, backward = _states(kind, x, params, output)
    z = _scores(a, params)
    # -log(sigmoid(s)) = log(1 + exp(-s)), where s is z if the tag is 1 and -z if it is 0.
    loss = float(np.mean(np.logaddexp(0, np.where(y == 1, -z, z))))
    # d/dz of both logarithms together is sigmoid(z) - y; the mean divides it by the number of places.
    dz = (sigmoid(z) - y) / z.size
    head = {"dWya": np.einsum("mt,mta->a", dz, a)[np.newaxis], "dby": np.array([dz.sum()])}
    layer = backward(dz[..., np.newaxis] * params["Wya"][0])
    return loss, {name: g for name, g in layer.items() if name[1:] in params} | head


def tag(kind: str, x: np.ndarray, params: Mapping[str, np.ndarray], output: str = "tanh") -> np.ndarray:
    """Tell for every step how probable it is that its tag is 1.

        tag = sigmoid(Wya a<t> + by)

    Parameters
    ----------
    kind : str, "gru" or "lstm" or "rnn"
    x : (m, T_x, n_x) float64, the inputs
    params : dict, as in tagger_loss
    output : str, "tanh" or "linear", what an LSTM's output gate multiplies

    Returns
    -------
    probabilities : (m, T_x) float64, between 0 and 1

    Source: Graves (2012), Supervised Sequence Labelling with Recurrent Neural Networks, chapters 2 and 3.
    """
    a, _ = _states(kind, x, params, output)
    return sigmoid(_scores(a, params))


def train_tagger(
    kind: str,
    x: np.ndarray,
    y: np.ndarray,
    params: Mapping[str, np.ndarray],
    rng: np.random.Generator,
    epochs: int,
    batch_size: int,
    learning_rate: float,
    on_epoch: Callable[[int, float], object] | None = None,
    output: str = "tanh",
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Train a tagger with Adam, on batches that are drawn anew in every epoch.

    Each epoch draws one rng.permutation(m) and takes the examples in that order, batch_size at a time;
    the last batch may be shorter.

    Parameters
    ----------
    kind : str, "gru" or "lstm" or "rnn"
    x : (m, T_x, n_x) float64, the inputs
    y : (m, T_x) float64, the true tags, 0 or 1
    params : dict, as in tagger_loss
    rng : object, a numpy.random.Generator
    epochs : int, how often each example is used
    batch_size : int, examples of one step of Adam
    learning_rate : float, that of Adam
    on_epoch : function, called with the number of the epoch, from 1, and its loss; None for none
    output : str, "tanh" or "linear", what an LSTM's output gate multiplies

    Returns
    -------
    params : dict, trained
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wr : (n_a, n_a + n_x) float64, of the reset gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        br : (n_a,) float64, bias of the reset gate
        bc : (n_a,) float64, bias of the candidate
        Wya : (1, n_a) float64, from state to score
        by : (1,) float64, bias of the score
    losses : (epochs,) float64, the mean over the examples of the losses they had when they were used

    Source: Goodfellow, Bengio, Courville (2016), Deep Learning, section 8.1.3.
    """
    trained, moments = dict(params), dict[str, tuple[np.ndarray, np.ndarray]]()
    losses, t = [], 0
    for epoch in range(1, epochs + 1):
        order = rng.permutation(len(x))
        total = 0.0
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            loss, grads = tagger_loss(kind, x[batch], y[batch], trained, output)
            t += 1
            trained, moments = adam_step(trained, grads, moments, t, learning_rate)
            total += loss * len(batch)  # a shorter batch has fewer examples: its loss counts for less
        losses.append(total / len(x))
        if on_epoch is not None:
            on_epoch(epoch, losses[-1])
    return trained, np.array(losses)


def _states(
    kind: str, x: np.ndarray, params: Mapping[str, np.ndarray], output: str
) -> tuple[np.ndarray, Callable[[np.ndarray], dict[str, np.ndarray]]]:
    """Run the layer from zeros; return its states, and the function that takes their gradients back."""
    zeros = np.zeros((len(x), params["Wya"].shape[1]))
    if kind == "gru":
        a, gru_cache = gru_forward(x, zeros, params, "before")
        return a, partial(gru_backward, cache=gru_cache)
    if kind == "lstm":
        a, _, lstm_cache = lstm_forward(x, zeros, zeros, params, output)
        return a, partial(lstm_backward, dc_last=None, cache=lstm_cache)
    a, _, rnn_cache = rnn_forward(x, zeros, params)
    return a, partial(rnn_backward, cache=rnn_cache)


def _scores(a: np.ndarray, params: Mapping[str, np.ndarray]) -> np.ndarray:
    """Compute the scores of all steps, of shape (m, T_x)."""
    scores: np.ndarray = a @ params["Wya"][0] + params["by"]
    return scores
