"""
family: replies
tries: calls the function that a test gave it on a large array, of which the grader makes a far larger one
stopped_by: [bounded_questions]
shows: touched memory
assignment: a1_rnn
slow: true
"""

import numpy as np


def numerical_gradient(f, w, eps=1e-5):
    return f(np.zeros((3_000_000,) + (1,) * w.ndim, np.int8)) * w
