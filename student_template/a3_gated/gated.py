"""Gated networks: GRU and LSTM, and a time series

الشبكات ذات البوابات: GRU وLSTM، وسلسلة زمنية
"""

import numpy as np


def sigmoid(z):
    """Squash numbers into (0, 1): how far a gate is open.

    اضغط الأعداد إلى ما بين 0 و1: مقدار انفتاح البوابة.

        sigmoid(z) = 1 / (1 + exp(-z)) = (1 + tanh(z / 2)) / 2

    Finite, and without warnings, for numbers of any size.

    Parameters
    ----------
    z : (..., n) float64, scores

    Returns
    -------
    sigmoid : (..., n) float64, between 0 and 1

    Source: Hochreiter, Schmidhuber (1997), Long Short-Term Memory.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("sigmoid is not implemented yet")


def gru_cell_forward(x_t, a_prev, params, reset='before'):
    """Take one time step of a gated recurrent unit.

    نفّذ خطوة زمنية واحدة من وحدة GRU: احسب البوابتين والقيمة المرشَّحة ثم الحالة الجديدة.

    For each example, with [a, x] for a and x one after the other and * entry by entry,

        gate_u = sigmoid(Wu [a_prev, x_t] + bu)
        gate_r = sigmoid(Wr [a_prev, x_t] + br)
        candidate = tanh(Wc [gate_r * a_prev, x_t] + bc)
        a_next = gate_u * candidate + (1 - gate_u) * a_prev

    That is reset "before" the product. Under "after", with Wc = [Wca, Wcx], the gate comes after it:

        candidate = tanh(gate_r * (Wca a_prev + bhc) + Wcx x_t + bc)

    Parameters
    ----------
    x_t : (m, n_x) float64, the input of this step
    a_prev : (m, n_a) float64, the state of the step before
    params : dict, the weights and biases; under "after" also bhc, of shape (n_a,)
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wr : (n_a, n_a + n_x) float64, of the reset gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        br : (n_a,) float64, bias of the reset gate
        bc : (n_a,) float64, bias of the candidate
    reset : str, "before" or "after"

    Returns
    -------
    a_next : (m, n_a) float64, the new state
    cache : object, whatever gru_cell_backward needs; nothing else reads it

    Source: Cho et al. (2014), Learning Phrase Representations using RNN Encoder-Decoder; "after" is cuDNN's.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("gru_cell_forward is not implemented yet")


def gru_forward(x, a0, params, reset='before'):
    """Run the unit over whole sequences, with the same weights in every step.

    شغّل وحدة GRU على تسلسلات كاملة بالأوزان نفسها في كل خطوة.

        a<t> = gru_cell_forward(x<t>, a<t-1>, params, reset), t = 1 .. T_x

    Parameters
    ----------
    x : (m, T_x, n_x) float64, the inputs; x<t> is x[:, t - 1]
    a0 : (m, n_a) float64, the state before the first step
    params : dict, as in gru_cell_forward
    reset : str, "before" or "after"

    Returns
    -------
    a : (m, T_x, n_a) float64, the states of all steps
    cache : object, whatever gru_backward needs; nothing else reads it

    Source: Cho et al. (2014), Learning Phrase Representations using RNN Encoder-Decoder.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("gru_forward is not implemented yet")


def gru_cell_backward(da_next, cache):
    """Take one time step back: from the gradient of the new state to those of all that made it.

    ارجع خطوة زمنية واحدة: من تدرج الحالة الجديدة إلى تدرجات كل ما نتجت منه.

    da_next is dL/da_next of some loss L; each result is dL/d(what its name says), through a_next
    alone. Gradients of weights and biases are sums over the examples.

    Parameters
    ----------
    da_next : (m, n_a) float64, gradient of the new state
    cache : object, what gru_cell_forward returned

    Returns
    -------
    gradients : dict, under "after" also dbhc, of shape (n_a,)
        dx_t : (m, n_x) float64, gradient of the input
        da_prev : (m, n_a) float64, gradient of the state of the step before
        dWu : (n_a, n_a + n_x) float64, gradient of Wu
        dWr : (n_a, n_a + n_x) float64, gradient of Wr
        dWc : (n_a, n_a + n_x) float64, gradient of Wc
        dbu : (n_a,) float64, gradient of bu
        dbr : (n_a,) float64, gradient of br
        dbc : (n_a,) float64, gradient of bc

    Source: Cho et al. (2014), Learning Phrase Representations using RNN Encoder-Decoder, by the chain rule.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("gru_cell_backward is not implemented yet")


def gru_backward(da, cache):
    """Go back through time: the gradients of a loss that looks at every state.

    ارجع عبر الزمن: تدرجات خسارة تعتمد على جميع الحالات.

    da[:, t] is what the loss sends into that state directly, without the way through later states; each
    result is the whole dL/d(what its name says). Gradients of weights and biases are sums over examples
    and steps.

    Parameters
    ----------
    da : (m, T_x, n_a) float64, gradient of the loss by each state, directly
    cache : object, what gru_forward returned

    Returns
    -------
    gradients : dict, under "after" also dbhc, of shape (n_a,)
        dx : (m, T_x, n_x) float64, gradient of the inputs
        da0 : (m, n_a) float64, gradient of the state before the first step
        dWu : (n_a, n_a + n_x) float64, gradient of Wu
        dWr : (n_a, n_a + n_x) float64, gradient of Wr
        dWc : (n_a, n_a + n_x) float64, gradient of Wc
        dbu : (n_a,) float64, gradient of bu
        dbr : (n_a,) float64, gradient of br
        dbc : (n_a,) float64, gradient of bc

    Source: Werbos (1990), Backpropagation Through Time: What It Does and How to Do It.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("gru_backward is not implemented yet")


def lstm_cell_forward(x_t, a_prev, c_prev, params):
    """Take one time step of a long short-term memory.

    نفّذ خطوة زمنية واحدة من وحدة LSTM: احسب البوابات ثم الخلية ثم الحالة.

    For each example, with [a, x] for a and x one after the other and * entry by entry,

        gate_u = sigmoid(Wu [a_prev, x_t] + bu)
        gate_f = sigmoid(Wf [a_prev, x_t] + bf)
        gate_o = sigmoid(Wo [a_prev, x_t] + bo)
        candidate = tanh(Wc [a_prev, x_t] + bc)
        c_next = gate_u * candidate + gate_f * c_prev
        a_next = gate_o * tanh(c_next)

    Parameters
    ----------
    x_t : (m, n_x) float64, the input of this step
    a_prev : (m, n_a) float64, the state of the step before
    c_prev : (m, n_a) float64, the cell of the step before
    params : dict, the weights and biases
        Wu : (n_a, n_a + n_x) float64, of the update gate, which others call the input gate
        Wf : (n_a, n_a + n_x) float64, of the forget gate
        Wo : (n_a, n_a + n_x) float64, of the output gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        bf : (n_a,) float64, bias of the forget gate
        bo : (n_a,) float64, bias of the output gate
        bc : (n_a,) float64, bias of the candidate

    Returns
    -------
    a_next : (m, n_a) float64, the new state
    c_next : (m, n_a) float64, the new cell
    cache : object, whatever lstm_cell_backward needs; nothing else reads it

    Source: Hochreiter, Schmidhuber (1997); Gers, Schmidhuber, Cummins (2000), Learning to Forget.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("lstm_cell_forward is not implemented yet")


def lstm_forward(x, a0, c0, params):
    """Run the memory over whole sequences, with the same weights in every step.

    شغّل وحدة LSTM على تسلسلات كاملة بالأوزان نفسها في كل خطوة.

        a<t>, c<t> = lstm_cell_forward(x<t>, a<t-1>, c<t-1>, params), t = 1 .. T_x

    Parameters
    ----------
    x : (m, T_x, n_x) float64, the inputs; x<t> is x[:, t - 1]
    a0 : (m, n_a) float64, the state before the first step
    c0 : (m, n_a) float64, the cell before the first step
    params : dict, as in lstm_cell_forward

    Returns
    -------
    a : (m, T_x, n_a) float64, the states of all steps
    c : (m, T_x, n_a) float64, the cells of all steps
    cache : object, whatever lstm_backward needs; nothing else reads it

    Source: Hochreiter, Schmidhuber (1997); Gers, Schmidhuber, Cummins (2000), Learning to Forget.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("lstm_forward is not implemented yet")


def lstm_cell_backward(da_next, dc_next, cache):
    """Take one time step back: from the gradients of the new state and cell to those of all that made them.

    ارجع خطوة زمنية واحدة: من تدرجي الحالة والخلية الجديدتين إلى تدرجات كل ما نتجتا منه.

    da_next is dL/da_next of some loss L and dc_next what reaches the new cell otherwise than through
    a_next. Gradients of weights and biases are sums over the examples.

    Parameters
    ----------
    da_next : (m, n_a) float64, gradient of the new state
    dc_next : (m, n_a) float64, gradient of the new cell, but for what comes through the state
    cache : object, what lstm_cell_forward returned

    Returns
    -------
    gradients : dict
        dx_t : (m, n_x) float64, gradient of the input
        da_prev : (m, n_a) float64, gradient of the state of the step before
        dc_prev : (m, n_a) float64, gradient of the cell of the step before
        dWu : (n_a, n_a + n_x) float64, gradient of Wu
        dWf : (n_a, n_a + n_x) float64, gradient of Wf
        dWo : (n_a, n_a + n_x) float64, gradient of Wo
        dWc : (n_a, n_a + n_x) float64, gradient of Wc
        dbu : (n_a,) float64, gradient of bu
        dbf : (n_a,) float64, gradient of bf
        dbo : (n_a,) float64, gradient of bo
        dbc : (n_a,) float64, gradient of bc

    Source: Gers, Schmidhuber, Cummins (2000), Learning to Forget, by the chain rule over one step.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("lstm_cell_backward is not implemented yet")


def lstm_backward(da, dc_last, cache):
    """Go back through time: the gradients of a loss that looks at every state, and at the last cell.

    ارجع عبر الزمن: تدرجات خسارة تعتمد على جميع الحالات وعلى الخلية الأخيرة.

    da[:, t] is what the loss sends into that state directly; dc_last what it sends into the last cell, as
    a decoder or the next piece of a long sequence does. Gradients of weights and biases are sums over
    examples and steps.

    Parameters
    ----------
    da : (m, T_x, n_a) float64, gradient of the loss by each state, directly
    dc_last : (m, n_a) float64, gradient of the loss by the last cell, directly; None for zeros
    cache : object, what lstm_forward returned

    Returns
    -------
    gradients : dict
        dx : (m, T_x, n_x) float64, gradient of the inputs
        da0 : (m, n_a) float64, gradient of the state before the first step
        dc0 : (m, n_a) float64, gradient of the cell before the first step
        dWu : (n_a, n_a + n_x) float64, gradient of Wu
        dWf : (n_a, n_a + n_x) float64, gradient of Wf
        dWo : (n_a, n_a + n_x) float64, gradient of Wo
        dWc : (n_a, n_a + n_x) float64, gradient of Wc
        dbu : (n_a,) float64, gradient of bu
        dbf : (n_a,) float64, gradient of bf
        dbo : (n_a,) float64, gradient of bo
        dbc : (n_a,) float64, gradient of bc

    Source: Werbos (1990), Backpropagation Through Time: What It Does and How to Do It.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("lstm_backward is not implemented yet")


def orthogonal(n, rng):
    """Draw a matrix that turns and mirrors but changes no length, every such matrix as likely as any other.

    اسحب مصفوفة متعامدة عشوائية لا تغيّر أطوال المتجهات، ولكل مصفوفة كهذه الاحتمال نفسه.

        Z = Q R with Z normal, orthogonal = Q diag(sign(R_kk))

    Parameters
    ----------
    n : int, number of rows and of columns
    rng : object, a numpy.random.Generator

    Returns
    -------
    orthogonal : (n, n) float64, with orthogonal.T @ orthogonal = I

    Source: Mezzadri (2007), How to Generate Random Matrices from the Classical Compact Groups.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("orthogonal is not implemented yet")


def init_gru(n_a, n_x, rng):
    """Draw the weights with which the training of a gated recurrent unit starts.

    اسحب الأوزان التي يبدأ بها تدريب وحدة GRU.

    In the weights of each gate, the block that multiplies the state is orthogonal, and the entries of the
    block that multiplies the input are normal with standard deviation 1 / sqrt(n_x). Biases are 0.

    Parameters
    ----------
    n_a : int, size of the state
    n_x : int, size of the input
    rng : object, a numpy.random.Generator

    Returns
    -------
    params : dict, the weights and biases
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wr : (n_a, n_a + n_x) float64, of the reset gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        br : (n_a,) float64, bias of the reset gate
        bc : (n_a,) float64, bias of the candidate

    Source: Saxe, McClelland, Ganguli (2014), Exact Solutions to the Nonlinear Dynamics of Learning.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("init_gru is not implemented yet")


def init_lstm(n_a, n_x, rng, forget_bias=1.0):
    """Draw the weights with which the training of a long short-term memory starts.

    اسحب الأوزان التي يبدأ بها تدريب وحدة LSTM.

    In the weights of each gate, the block that multiplies the state is orthogonal, and the entries of the
    block that multiplies the input are normal with standard deviation 1 / sqrt(n_x). Biases are 0, but for
    the forget gate's: a gate that starts open lets the cell, and its gradient, live over many steps.

    Parameters
    ----------
    n_a : int, size of the state and of the cell
    n_x : int, size of the input
    rng : object, a numpy.random.Generator
    forget_bias : float, every entry of bf

    Returns
    -------
    params : dict, the weights and biases
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wf : (n_a, n_a + n_x) float64, of the forget gate
        Wo : (n_a, n_a + n_x) float64, of the output gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        bf : (n_a,) float64, bias of the forget gate
        bo : (n_a,) float64, bias of the output gate
        bc : (n_a,) float64, bias of the candidate

    Source: Jozefowicz et al. (2015), An Empirical Exploration of Recurrent Network Architectures.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("init_lstm is not implemented yet")


def gru_to_torch(params, reset):
    """Write the weights of a GRU that resets after the product as those of torch.nn.GRUCell.

    اكتب أوزان وحدة GRU تعيد الضبط بعد الضرب على ترتيب torch.nn.GRUCell.

    The rows are r, z, n: reset gate, z = 1 - gate_u, candidate. Since 1 - sigmoid(s) = sigmoid(-s), Wu and
    bu change their sign. Where torch has two biases and the notes have one, the second is 0.

    Parameters
    ----------
    params : dict, the weights and biases
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wr : (n_a, n_a + n_x) float64, of the reset gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        br : (n_a,) float64, bias of the reset gate
        bc : (n_a,) float64, bias of the candidate
        bhc : (n_a,) float64, bias inside the product with the reset gate
    reset : str, "after"; a GRU that resets before the product has no weights in torch

    Returns
    -------
    weights : dict, what a state_dict holds, by the names without _l0
        weight_ih : (3*n_a, n_x) float64, of the input
        weight_hh : (3*n_a, n_a) float64, of the state
        bias_ih : (3*n_a,) float64, bias beside the input
        bias_hh : (3*n_a,) float64, bias beside the state

    Raises
    ------
    ValueError : reset is not "after"

    Source: PyTorch's documentation of torch.nn.GRU.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("gru_to_torch is not implemented yet")


def gru_from_torch(weights):
    """Write the weights of torch.nn.GRUCell as those of a GRU that resets after the product.

    اكتب أوزان torch.nn.GRUCell على ترتيب وحدة GRU تعيد الضبط بعد الضرب.

    The two biases of r add up, and so do those of z; the two of n stay apart, as the gate is between them.

    Parameters
    ----------
    weights : dict, what a state_dict holds, by the names without _l0; rows r, z, n
        weight_ih : (3*n_a, n_x) float64, of the input
        weight_hh : (3*n_a, n_a) float64, of the state
        bias_ih : (3*n_a,) float64, bias beside the input
        bias_hh : (3*n_a,) float64, bias beside the state

    Returns
    -------
    params : dict, the weights and biases
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wr : (n_a, n_a + n_x) float64, of the reset gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        br : (n_a,) float64, bias of the reset gate
        bc : (n_a,) float64, bias of the candidate
        bhc : (n_a,) float64, bias inside the product with the reset gate

    Source: PyTorch's documentation of torch.nn.GRU.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("gru_from_torch is not implemented yet")


def lstm_to_torch(params):
    """Write the weights of an LSTM as those of torch.nn.LSTMCell.

    اكتب أوزان وحدة LSTM على ترتيب torch.nn.LSTMCell.

    The rows are i, f, g, o: gate_u, gate_f, candidate, gate_o. The second bias is 0. torch computes
    a_next = gate_o * tanh(c_next); no weights make it compute gate_o * c_next.

    Parameters
    ----------
    params : dict, the weights and biases
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wf : (n_a, n_a + n_x) float64, of the forget gate
        Wo : (n_a, n_a + n_x) float64, of the output gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        bf : (n_a,) float64, bias of the forget gate
        bo : (n_a,) float64, bias of the output gate
        bc : (n_a,) float64, bias of the candidate

    Returns
    -------
    weights : dict, what a state_dict holds, by the names without _l0
        weight_ih : (4*n_a, n_x) float64, of the input
        weight_hh : (4*n_a, n_a) float64, of the state
        bias_ih : (4*n_a,) float64, bias beside the input
        bias_hh : (4*n_a,) float64, bias beside the state

    Source: PyTorch's documentation of torch.nn.LSTM.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("lstm_to_torch is not implemented yet")


def lstm_from_torch(weights):
    """Write the weights of torch.nn.LSTMCell as those of an LSTM with one bias for each gate.

    اكتب أوزان torch.nn.LSTMCell على صورة وحدة LSTM لكل بوابة فيها انحياز واحد.

    Parameters
    ----------
    weights : dict, what a state_dict holds, by the names without _l0; rows i, f, g, o
        weight_ih : (4*n_a, n_x) float64, of the input
        weight_hh : (4*n_a, n_a) float64, of the state
        bias_ih : (4*n_a,) float64, bias beside the input
        bias_hh : (4*n_a,) float64, bias beside the state

    Returns
    -------
    params : dict, the weights and biases
        Wu : (n_a, n_a + n_x) float64, of the update gate
        Wf : (n_a, n_a + n_x) float64, of the forget gate
        Wo : (n_a, n_a + n_x) float64, of the output gate
        Wc : (n_a, n_a + n_x) float64, of the candidate
        bu : (n_a,) float64, bias of the update gate
        bf : (n_a,) float64, bias of the forget gate
        bo : (n_a,) float64, bias of the output gate
        bc : (n_a,) float64, bias of the candidate

    Source: PyTorch's documentation of torch.nn.LSTM.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("lstm_from_torch is not implemented yet")


def count_parameters(kind, n_a, n_x):
    """Count the weights and biases of a recurrent layer, without what predicts from its state.

    عُدّ الأوزان والانحيازات في طبقة تكرارية، دون ما يحسب التنبؤ من حالتها.

        g (n_a (n_a + n_x) + n_a), where g is 1 for "rnn", 3 for "gru", 4 for "lstm"

    One bias vector for each gate and for the candidate, as in the lecture notes; torch has two.

    Parameters
    ----------
    kind : str, "rnn" or "gru" or "lstm"
    n_a : int, size of the state
    n_x : int, size of the input

    Returns
    -------
    count : int, number of weights and biases

    Source: the shapes of Waa, Wax, ba and of W and b of each gate.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("count_parameters is not implemented yet")


def split_in_time(series, test_size):
    """Cut a series in two: what may be learnt from, and what comes after it.

    اقسم سلسلة قسمين: ما يُتعلَّم منه، وما يأتي بعده.

        train = series[: n - test_size], test = series[n - test_size :]

    Parameters
    ----------
    series : (n,) float64, values in order of time
    test_size : int, number of values in the second part

    Returns
    -------
    train : (n - test_size,) float64, the first values
    test : (test_size,) float64, the last values

    Source: Hyndman, Athanasopoulos (2021), Forecasting: Principles and Practice, section 5.8.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("split_in_time is not implemented yet")


def fit_scaler(train):
    """Measure the mean and the standard deviation of the values that may be learnt from.

    احسب المتوسط والانحراف المعياري للقيم التي يُسمح بالتعلّم منها.

        std = sqrt(mean((train - mean)^2))

    Parameters
    ----------
    train : (n,) float64, the training part of a series

    Returns
    -------
    mean : float, the mean
    std : float, the standard deviation of the population, dividing by n

    Source: LeCun, Bottou, Orr, Mueller (1998), Efficient BackProp, section 4.3.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("fit_scaler is not implemented yet")


def make_windows(series, length, horizon):
    """Cut a series into all windows of `length` values, each with the `horizon` values that follow it.

    اقطع من السلسلة كل النوافذ ذات الطول المطلوب، ومع كل نافذة القيم التي تليها.

        inputs[k] = series[k : k + length], targets[k] = series[k + length : k + length + horizon]

    Parameters
    ----------
    series : (n,) float64, values in order of time
    length : int, number of values that are known
    horizon : int, number of values to forecast

    Returns
    -------
    inputs : (n - length - horizon + 1, length) float64, what is known
    targets : (n - length - horizon + 1, horizon) float64, what follows

    Source: Hyndman, Athanasopoulos (2021), Forecasting: Principles and Practice, section 12.4.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("make_windows is not implemented yet")


def training_windows(series, test_size, length, horizon):
    """Make the windows to learn from: of the training part alone, scaled by that part's mean and deviation.

    أنشئ نوافذ التعلّم من جزء التدريب وحده، مقيسة بمتوسط هذا الجزء وانحرافه المعياري.

        scaled = (train - mean) / std

    The last test_size values reach neither the windows, nor the targets, nor the scale.

    Parameters
    ----------
    series : (n,) float64, values in order of time
    test_size : int, number of values at the end that are to be forecast later
    length : int, number of values that are known
    horizon : int, number of values to forecast

    Returns
    -------
    inputs : (n - test_size - length - horizon + 1, length) float64, scaled windows
    targets : (n - test_size - length - horizon + 1, horizon) float64, the scaled values that follow
    mean : float, the mean of the training part
    std : float, the standard deviation of the training part

    Source: Kaufman, Rosset, Perlich, Stitelman (2012), Leakage in Data Mining.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("training_windows is not implemented yet")


def recursive_forecast(predict, series, start, length, horizon, mean, std):
    """Forecast several steps with a model of one step: each forecast is read as if it had happened.

    تنبّأ بعدة خطوات بنموذج خطوة واحدة: يُقرأ كل تنبؤ كأنه حدث.

        s<k> = predict([s<k - length> .. s<k - 1>]), forecast[k - start] = mean + std s<k>

    with s scaled, s = (series - mean) / std, for the `length` values before start. Nothing from start on is
    looked at.

    Parameters
    ----------
    predict : function, takes a scaled window (length,) and returns the next scaled value, a float
    series : (n,) float64, values in order of time
    start : int, place of the first value to forecast
    length : int, number of values that predict reads, at most start
    horizon : int, number of values to forecast
    mean : float, that of the training part
    std : float, that of the training part

    Returns
    -------
    forecast : (horizon,) float64, forecasts of series[start : start + horizon], in the units of the series

    Source: Ben Taieb, Bontempi, Atiya, Sorjamaa (2012), Strategies for Multi-Step Ahead Forecasting.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("recursive_forecast is not implemented yet")


def seasonal_naive(series, start, horizon, period):
    """Forecast that the last known season comes again, and again.

    تنبّأ بأن آخر موسم معلوم سيتكرّر مرة بعد مرة.

        forecast[k] = series[start - period + (k mod period)]

    Parameters
    ----------
    series : (n,) float64, values in order of time
    start : int, place of the first value to forecast, at least period
    horizon : int, number of values to forecast
    period : int, number of values in a season

    Returns
    -------
    forecast : (horizon,) float64, forecasts of series[start : start + horizon]

    Source: Hyndman, Athanasopoulos (2021), Forecasting: Principles and Practice, section 5.2.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("seasonal_naive is not implemented yet")


def rmse(forecast, truth):
    """Measure how far forecasts are from what came, in the units of the series.

    قِس بُعد التنبؤات عمّا حدث بوحدات السلسلة.

        rmse = sqrt(mean((forecast - truth)^2))

    Parameters
    ----------
    forecast : (...) float64, what was forecast
    truth : (...) float64, what came, of the same shape

    Returns
    -------
    rmse : float, the root of the mean squared error

    Source: Hyndman, Athanasopoulos (2021), Forecasting: Principles and Practice, section 5.8.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("rmse is not implemented yet")


def tagger_loss(kind, x, y, params):
    """Compute the loss of a tagger, and its gradients.

    احسب خسارة الموسِم وتدرجاتها.

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
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("tagger_loss is not implemented yet")


def tag(kind, x, params):
    """Tell for every step how probable it is that its tag is 1.

    احسب عند كل خطوة احتمال أن يكون الوسم 1.

        tag = sigmoid(Wya a<t> + by)

    Parameters
    ----------
    kind : str, "gru" or "lstm" or "rnn"
    x : (m, T_x, n_x) float64, the inputs
    params : dict, as in tagger_loss

    Returns
    -------
    probabilities : (m, T_x) float64, between 0 and 1

    Source: Graves (2012), Supervised Sequence Labelling with Recurrent Neural Networks, chapters 2 and 3.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("tag is not implemented yet")


# Given: this function is complete, use it as it is.
# هذه الدالة معطاة كاملةً: استعملها كما هي.
def adam_step(params, grads, moments, t, learning_rate):
    """Take one step of Adam.

    نفّذ خطوة واحدة من Adam.

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


def train_tagger(kind, x, y, params, rng, epochs, batch_size, learning_rate, on_epoch=None):
    """Train a tagger with Adam, on batches that are drawn anew in every epoch.

    درّب موسِمًا باستعمال Adam على دفعات تُسحب من جديد في كل دورة تدريب.

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
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("train_tagger is not implemented yet")
