"""The textbook of the unit: recurrent networks in plain numpy, read front to back.

Pure functions in one flat namespace, named as the assignments name them; what a backward needs of
its forward travels in an explicit cache. Examples come first, (m, T_x, n_x); weights are
(n_out, n_in); gradients are sums over examples and time. No function writes into its arguments.
"""

from reference.activations import sigmoid, softmax
from reference.adam import adam_step
from reference.counting import count_parameters
from reference.datasets import read_dna, read_series, reading_frame_windows
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
from reference.init import init_gru, init_lstm, orthogonal
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
from reference.tagger import tag, tagger_loss, train_tagger
from reference.timeseries import (
    fit_scaler,
    make_windows,
    recursive_forecast,
    rmse,
    seasonal_naive,
    split_in_time,
    training_windows,
)
from reference.torch_bridge import (
    gru_from_torch,
    gru_to_torch,
    lstm_from_torch,
    lstm_to_torch,
)

__all__ = [
    "GRUCache",
    "GRUCellCache",
    "LSTMCache",
    "LSTMCellCache",
    "RNNCache",
    "RNNCellCache",
    "adam_step",
    "count_parameters",
    "fit_scaler",
    "gru_backward",
    "gru_cell_backward",
    "gru_cell_forward",
    "gru_forward",
    "gru_from_torch",
    "gru_to_torch",
    "init_gru",
    "init_lstm",
    "lstm_backward",
    "lstm_cell_backward",
    "lstm_cell_forward",
    "lstm_forward",
    "lstm_from_torch",
    "lstm_to_torch",
    "make_windows",
    "many_to_one",
    "numerical_gradient",
    "one_hot",
    "one_to_many",
    "orthogonal",
    "read_dna",
    "read_series",
    "reading_frame_windows",
    "recursive_forecast",
    "relative_error",
    "rmse",
    "rnn_backward",
    "rnn_cell_backward",
    "rnn_cell_forward",
    "rnn_forward",
    "seasonal_naive",
    "sigmoid",
    "softmax",
    "split_in_time",
    "tag",
    "tagger_loss",
    "train_tagger",
    "training_windows",
]
