"""
family: lying objects
tries: returns arrays of objects that equal and exceed everything, and of structures, dates and text
stopped_by: [values_copied, ladder]
shows: gained
"""

import numpy as np


class Equal:
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return self

    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __abs__ = __neg__ = lambda self, *_: self
    __le__ = __lt__ = __ge__ = __gt__ = __eq__

    def __float__(self):
        return 0.0


class Objects(np.ndarray):
    def astype(self, *args, **kwargs):
        return self


def double(x):
    answer = np.empty(x.shape, dtype=object).view(Objects)
    answer[...] = Equal()
    return answer


def total(x):
    return [np.zeros(len(x), "i4,f8"), np.zeros(len(x), "M8[s]"), np.zeros(len(x), "V8"), np.full(len(x), "a")]
