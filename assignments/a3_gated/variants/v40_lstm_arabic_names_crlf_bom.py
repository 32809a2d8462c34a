"""
row: V40
title: Arabic names and comments, Windows line ends and a byte-order mark
conventions: {lstm_output: tanh}
"""

import numpy as np


def بوابة(مدخل, params, حرف):
    # قيمة البوابة بين 0 و1
    return sigmoid(مدخل @ params["W" + حرف].T + params["b" + حرف])


def lstm_cell_forward(x_t: "np.ndarray", a_prev, c_prev, params):
    """خطوة واحدة إلى الأمام"""
    مدخل = np.concatenate([a_prev, x_t], axis=1)
    تحديث, نسيان, خرج = [بوابة(مدخل, params, حرف) for حرف in "ufo"]
    مرشح = np.tanh(مدخل @ params["Wc"].T + params["bc"])
    الخلية = تحديث * مرشح + نسيان * c_prev
    ظل = np.tanh(الخلية)
    الذاكرة = LSTMCellCache(x_t, a_prev, c_prev, تحديث, نسيان, خرج, مرشح, ظل, params, "tanh")
    return خرج * ظل, الخلية, الذاكرة


def lstm_forward(x, a0, c0, params):
    الحالات, الخلايا, الخطوات = [], [], []
    حالة, خلية = a0, c0
    for t in range(x.shape[1]):
        حالة, خلية, خطوة = lstm_cell_forward(x[:, t], حالة, خلية, params)
        الحالات.append(حالة)
        الخلايا.append(خلية)
        الخطوات.append(خطوة)
    return np.stack(الحالات, axis=1), np.stack(الخلايا, axis=1), LSTMCache(tuple(الخطوات))
