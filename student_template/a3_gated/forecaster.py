"""Gated networks: GRU and LSTM, and a time series

الشبكات ذات البوابات: GRU وLSTM، وسلسلة زمنية
"""

import numpy as np
import torch
from torch import nn


class Forecaster(nn.Module):
    """A GRU of one layer, and a linear head on its last state.

    طبقة GRU واحدة، وطبقة خطية على آخر حالاتها.

    Parameters
    ----------
    n_hidden : int, size of the state

    Source: Cho et al. (2014), Learning Phrase Representations using RNN Encoder-Decoder.
    """

    def __init__(self, n_hidden):
        # TODO: write your code here instead of the next line.
        raise NotImplementedError("Forecaster.__init__ is not implemented yet")

    def forward(self, windows):
        """Predict the value that follows each window.

        تنبّأ بالقيمة التي تلي كل نافذة.

        Parameters
        ----------
        windows : (m, length) float32, scaled values in order of time

        Returns
        -------
        following : (m,) float32, the next scaled values

        Source: Cho et al. (2014), Learning Phrase Representations using RNN Encoder-Decoder.
        """
        # TODO: write your code here instead of the next line.
        raise NotImplementedError("Forecaster.forward is not implemented yet")


def make_optimizer(model, learning_rate):
    """Make the optimizer that moves all parameters of a model: Adam.

    أنشئ المُحسِّن الذي يحرّك كل معلَمات النموذج، وهو Adam.

    Parameters
    ----------
    model : object, an nn.Module
    learning_rate : float, that of Adam

    Returns
    -------
    optimizer : object, a torch.optim.Adam

    Source: Kingma, Ba (2015), Adam: A Method for Stochastic Optimization.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("make_optimizer is not implemented yet")


def train_step(model, optimizer, inputs, targets):
    """Take one step of training on the mean squared error.

    نفّذ خطوة تدريب واحدة على متوسط مربعات الأخطاء.

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
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("train_step is not implemented yet")


def train_forecaster(inputs, targets, n_hidden, epochs, batch_size, learning_rate, on_epoch=None):
    """Train a new forecaster, on batches that are drawn anew in every epoch.

    درّب نموذج تنبؤ جديدًا على دفعات تُسحب من جديد في كل دورة تدريب.

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
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("train_forecaster is not implemented yet")


def predict(model, windows):
    """Predict without learning: put the model into eval mode, in which it stays, and make no graph.

    تنبّأ دون تعلّم: في وضع التقييم ودون مخطط للتدرجات.

    Parameters
    ----------
    model : object, an nn.Module
    windows : (m, length) float64, scaled values in order of time

    Returns
    -------
    following : (m,) float32, the next scaled values

    Source: PyTorch's documentation, Autograd mechanics, Locally disabling gradient computation.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("predict is not implemented yet")
