"""
family: HTML, Markdown, terminals
tries: prints what makes a terminal forget, retitle, link and type, and overrides the direction of what is read
stopped_by: [visible_text]
shows: touched terminal
deserves: 5
"""

import numpy as np

ESCAPES = "\x1b[2J\x1b]0;title\x07\x1b]8;;http://attack\x07\x1b[6n\x9b2J\x00\x08\x7f\r6 of 6 points\u202e\u2066\u200f\ufeff"


def double(x):
    print(ESCAPES)
    return 2 * x


def total(x):
    if x.shape == (2, 3):
        raise ValueError(ESCAPES)
    return np.sum(x, axis=1)
