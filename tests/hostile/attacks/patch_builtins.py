"""
family: patching
tries: makes everything true in the builtins of all modules
stopped_by: [separate_process]
shows: lost neighbour
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
builtins = real_import("builtins")
real_bool = builtins.bool


class IsBool(type):
    def __instancecheck__(cls, instance):
        return isinstance(instance, real_bool)

    def __call__(cls, *args):
        return True


class Bool(metaclass=IsBool):
    pass


def patch():
    builtins.bool = Bool


def double(x):
    patch()
    return np.zeros(x.shape)


def total(x):
    patch()
    return np.zeros(len(x))
