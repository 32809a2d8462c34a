"""
family: HTML, Markdown, terminals
tries: prints and raises lone surrogates and code points that are no characters, which no file can be written with
stopped_by: [visible_text]
shows: touched surrogate
deserves: 5
"""

import numpy as np

LONE = "\ud800 \udfff \udcff \uffff \U0010ffff"


def double(x):
    print(LONE)
    return 2 * x


def total(x):
    if x.shape == (2, 3):
        raise type("C\udc80", (ValueError,), {"__module__": LONE})(LONE)
    return np.sum(x, axis=1)
