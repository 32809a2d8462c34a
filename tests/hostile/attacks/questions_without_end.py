"""
family: replies
tries: calls the function that a test gave it for ever, so that the grader never stops answering
stopped_by: [deadlines]
shows: lost seconds
assignment: a1_rnn
within: 8
slow: true
"""

import numpy as np


def numerical_gradient(f, w, eps=1e-5):
    while True:
        f(w)
