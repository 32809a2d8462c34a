"""The textbook of the unit: recurrent networks in plain numpy, read front to back.

Pure functions in one flat namespace, named as the assignments name them; what a backward needs of
its forward travels in an explicit cache. Examples come first, (m, T_x, n_x); weights are
(n_out, n_in); gradients are sums over examples and time. No function writes into its arguments.
"""

from reference.activations import sigmoid, softmax
from reference.embedding import one_hot
from reference.gradcheck import numerical_gradient, relative_error
from reference.gru import (
    GRUCache,
    GRUCellCache,
    gru_backward,
    gru_cell_backward,
    gru_cell_forward,
    gru_forward,
)
from reference.lstm import (
    LSTMCache,
    LSTMCellCache,
    lstm_backward,
    lstm_cell_backward,
    lstm_cell_forward,
    lstm_forward,
)
from reference.rnn import (
    RNNCache,
    RNNCellCache,
    many_to_one,
    one_to_many,
    rnn_backward,
    rnn_cell_backward,
    rnn_cell_forward,
    rnn_forward,
)

__all__ = [
    "GRUCache",
    "GRUCellCache",
    "LSTMCache",
    "LSTMCellCache",
    "RNNCache",
    "RNNCellCache",
    "gru_backward",
    "gru_cell_backward",
    "gru_cell_forward",
    "gru_forward",
    "lstm_backward",
    "lstm_cell_backward",
    "lstm_cell_forward",
    "lstm_forward",
    "many_to_one",
    "numerical_gradient",
    "one_hot",
    "one_to_many",
    "relative_error",
    "rnn_backward",
    "rnn_cell_backward",
    "rnn_cell_forward",
    "rnn_forward",
    "sigmoid",
    "softmax",
]
