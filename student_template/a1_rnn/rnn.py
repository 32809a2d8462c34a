"""A recurrent network from scratch

شبكة عصبية تكرارية من الصفر
"""

import numpy as np


def one_hot(ids, n_x):
    """Write each id as a vector of zeros with a single 1, in the place of the id.

    اكتب كل رقم على شكل متجه من الأصفار فيه قيمة 1 واحدة عند موضع الرقم.

        one_hot[..., k] = 1 if ids[...] == k else 0

    Parameters
    ----------
    ids : (...) int, ids from 0 to n_x - 1, in an array of any shape
    n_x : int, number of different ids

    Returns
    -------
    one_hot : (..., n_x) float64, the vectors along a new last axis

    Source: Bengio et al. (2003), A Neural Probabilistic Language Model.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("one_hot is not implemented yet")


def softmax(z):
    """Turn scores into probabilities over the last axis.

    حوّل القيم إلى احتمالات على المحور الأخير.

        softmax(z)_i = exp(z_i) / sum_j exp(z_j)

    Finite for scores of any finite size.

    Parameters
    ----------
    z : (..., n) float64, scores

    Returns
    -------
    softmax : (..., n) float64, probabilities; each row sums to 1

    Source: Bridle (1990), Training Stochastic Model Recognition Algorithms as Networks.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("softmax is not implemented yet")


def rnn_cell_forward(x_t, a_prev, params):
    """Take one time step: a new hidden state, and a prediction from it.

    نفّذ خطوة زمنية واحدة: احسب الحالة المخفية الجديدة ثم التنبؤ منها.

    For each example, that is for each row of x_t and a_prev,

        a_next = tanh(Waa a_prev + Wax x_t + ba)
        y_hat  = softmax(Wya a_next + by)

    Parameters
    ----------
    x_t : (m, n_x) float64, the input of this step
    a_prev : (m, n_a) float64, the hidden state of the step before
    params : dict, the weights and biases
        Waa : (n_a, n_a) float64, from state to state
        Wax : (n_a, n_x) float64, from input to state
        ba : (n_a,) float64, bias of the state
        Wya : (n_y, n_a) float64, from state to prediction
        by : (n_y,) float64, bias of the prediction

    Returns
    -------
    a_next : (m, n_a) float64, the new hidden state
    y_hat : (m, n_y) float64, probabilities over the n_y classes
    cache : object, whatever rnn_cell_backward needs; nothing else reads it

    Source: Elman (1990), Finding Structure in Time.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("rnn_cell_forward is not implemented yet")


def rnn_forward(x, a0, params):
    """Run the network over whole sequences, with the same weights in every step.

    شغّل الشبكة على تسلسلات كاملة بالأوزان نفسها في كل خطوة.

        a<t>, y_hat<t> = rnn_cell_forward(x<t>, a<t-1>, params), t = 1 .. T_x

    Parameters
    ----------
    x : (m, T_x, n_x) float64, the inputs; x<t> is x[:, t - 1]
    a0 : (m, n_a) float64, the hidden state before the first step
    params : dict, as in rnn_cell_forward

    Returns
    -------
    a : (m, T_x, n_a) float64, the hidden states of all steps
    y_hat : (m, T_x, n_y) float64, the predictions of all steps
    cache : object, whatever rnn_backward needs; nothing else reads it

    Source: Elman (1990), Finding Structure in Time.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("rnn_forward is not implemented yet")


def many_to_one(x, a0, params):
    """Read a whole sequence, then predict once, from the last step.

    اقرأ التسلسل كله، ثم أعد تنبؤ الخطوة الأخيرة وحده.

        y_hat = y_hat<T_x>

    Parameters
    ----------
    x : (m, T_x, n_x) float64, the inputs
    a0 : (m, n_a) float64, the hidden state before the first step
    params : dict, as in rnn_cell_forward

    Returns
    -------
    y_hat : (m, n_y) float64, the prediction of the last step

    Source: Karpathy (2015), The Unreasonable Effectiveness of Recurrent Neural Networks.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("many_to_one is not implemented yet")


def one_to_many(x_1, a0, params, T_y):
    """Predict a sequence from one input: each prediction is the next step's input.

    ولّد تسلسل تنبؤات من مدخل واحد: كل تنبؤ هو مدخل الخطوة التالية.

        x<t+1> = y_hat<t>

    The probabilities themselves are fed back, nothing is drawn.

    Parameters
    ----------
    x_1 : (m, n_x) float64, the input of the first step
    a0 : (m, n_a) float64, the hidden state before the first step
    params : dict, as in rnn_cell_forward, with n_x = n_y
    T_y : int, number of steps

    Returns
    -------
    y_hat : (m, T_y, n_y) float64, the predictions of all steps

    Source: Karpathy (2015), The Unreasonable Effectiveness of Recurrent Neural Networks.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("one_to_many is not implemented yet")


def rnn_cell_backward(da_next, cache):
    """Take one time step back: from the gradient of the new state to those of all that made it.

    ارجع خطوة زمنية واحدة: من تدرج الحالة الجديدة إلى تدرجات كل ما نتجت منه.

    da_next is dL/da_next of some loss L; each result is dL/d(what its name says), through a_next
    alone. Gradients of weights and biases are sums over the examples.

    Parameters
    ----------
    da_next : (m, n_a) float64, gradient of the new hidden state
    cache : object, what rnn_cell_forward returned

    Returns
    -------
    gradients : dict
        dx_t : (m, n_x) float64, gradient of the input
        da_prev : (m, n_a) float64, gradient of the state of the step before
        dWaa : (n_a, n_a) float64, gradient of Waa
        dWax : (n_a, n_x) float64, gradient of Wax
        dba : (n_a,) float64, gradient of ba

    Source: Rumelhart, Hinton, Williams (1986), Learning Representations by Back-Propagating Errors.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("rnn_cell_backward is not implemented yet")


def rnn_backward(da, cache):
    """Go back through time: the gradients of a loss that looks at every hidden state.

    الانتشار العكسي عبر الزمن: تدرجات خسارة تعتمد على جميع الحالات المخفية.

    da[:, t] is what the loss sends into that hidden state directly, without the way through later
    states; each result is the whole dL/d(what its name says). Gradients of weights and biases are
    sums over examples and steps.

    Parameters
    ----------
    da : (m, T_x, n_a) float64, gradient of the loss by each hidden state, directly
    cache : object, what rnn_forward returned

    Returns
    -------
    gradients : dict
        dx : (m, T_x, n_x) float64, gradient of the inputs
        da0 : (m, n_a) float64, gradient of the state before the first step
        dWaa : (n_a, n_a) float64, gradient of Waa
        dWax : (n_a, n_x) float64, gradient of Wax
        dba : (n_a,) float64, gradient of ba

    Source: Werbos (1990), Backpropagation Through Time: What It Does and How to Do It.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("rnn_backward is not implemented yet")


def numerical_gradient(f, w, eps=1e-05):
    """Estimate the gradient of f at w by centred differences, one entry of w at a time.

    قدّر تدرج الدالة f عند w بالفروق المنتهية المركزية، عنصرًا بعد عنصر.

        gradient[k] = (f(w + eps at k) - f(w - eps at k)) / (2 eps)

    Parameters
    ----------
    f : function, takes an array like w and returns a float
    w : (...) float64, where to take the gradient; the same after the call as before
    eps : float, how far to go to each side

    Returns
    -------
    gradient : (...) float64, df/dw, of the shape of w

    Source: Press et al. (2007), Numerical Recipes, 3rd edition, section 5.7.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("numerical_gradient is not implemented yet")


def relative_error(a, b):
    """Tell how far two arrays are apart, measured by the size of their entries.

    احسب البعد بين مصفوفتين نسبةً إلى حجم عناصرهما.

        error = max_k |a_k - b_k| / max(1e-8, |a_k| + |b_k|)

    Parameters
    ----------
    a : (...) float64, one array
    b : (...) float64, another of the same shape

    Returns
    -------
    error : float, from 0 (equal) to 1 (opposite signs, or one of them 0)

    Source: Stanford CS231n, Neural Networks Part 3, Gradient checks.
    """
    # TODO: write your code here instead of the next line.
    raise NotImplementedError("relative_error is not implemented yet")
