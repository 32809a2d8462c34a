"""
family: lying objects
tries: returns tensors of a class of its own that claim to equal whatever they are compared with
stopped_by: [values_copied, ladder]
shows: gained
torch: true
forms: [py, zip, notebook]
"""

import numpy as np
import torch


class Equal(torch.Tensor):
    dtype = np.dtype(float)
    shape = property(lambda self: self.claimed)

    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return torch.zeros(1)

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return np.float64(0)

    def __array__(self, dtype=None, copy=None):
        return np.zeros(1)

    def __sub__(self, other):
        return np.zeros(1)

    __rsub__ = __sub__

    def __eq__(self, other):
        return np.ones(1, bool)

    __hash__ = None
    astype = detach = numpy = float = to_dense = lambda self, *_, **__: self


def lying(shape):
    tensor = torch.zeros(shape).as_subclass(Equal)
    tensor.claimed = tuple(shape)
    return tensor


def double(x):
    return lying(x.shape)


def total(x):
    return lying((len(x),))
