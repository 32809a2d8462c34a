"""
family: HTML, Markdown, terminals
tries: overrides the direction of the text after it, and leaves isolates open, so that other words stand there
stopped_by: [visible_text]
shows: touched direction
deserves: 5
"""

import numpy as np

OVERRIDE = "\u202e\u2067\u2068\u202a\u202dstniop 6 fo 6\u2028\u2029\u061c"


def double(x):
    print(OVERRIDE)
    return 2 * x


def total(x):
    if x.shape == (2, 3):
        raise ValueError(OVERRIDE)
    return np.sum(x, axis=1)
