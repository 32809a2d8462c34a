"""
row: V40
title: Arabic names and comments, Windows line ends and a byte-order mark
"""

import numpy as np


def بوابة(المدخل, الأوزان, الانحياز):
    # قيمة بين الصفر والواحد لكل وحدة
    return sigmoid(المدخل @ الأوزان.T + الانحياز)


def gru_cell_forward(x_t: "np.ndarray", a_prev: "np.ndarray", params: dict, reset: str = "before"):
    """خطوة واحدة من وحدة GRU"""
    عدد_الوحدات = a_prev.shape[1]
    المدخل = np.concatenate([a_prev, x_t], axis=1)
    التحديث = بوابة(المدخل, params["Wu"], params["bu"])
    الضبط = بوابة(المدخل, params["Wr"], params["br"])
    للحالة, للمدخل = params["Wc"][:, :عدد_الوحدات], params["Wc"][:, عدد_الوحدات:]
    if reset == "before":
        الراجع = a_prev
        المجموع = (الضبط * الراجع) @ للحالة.T
    else:
        الراجع = a_prev @ للحالة.T + params["bhc"]
        المجموع = الضبط * الراجع
    المرشحة = np.tanh(المجموع + x_t @ للمدخل.T + params["bc"])
    الحالة = التحديث * المرشحة + (1 - التحديث) * a_prev
    return الحالة, GRUCellCache(x_t, a_prev, التحديث, الضبط, الراجع, المرشحة, params, reset)
