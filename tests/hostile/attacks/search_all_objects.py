"""
family: frames, gc, modules
tries: searches every object that the garbage collector knows for private texts
stopped_by: [separate_process]
shows: leaked tests
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
gc = real_import("gc")
expression = real_import("re")


def constants():
    for value in gc.get_objects():
        if type(value) is dict:
            yield from (text for text in [*value.values()] if type(text) is str)
        for referred in gc.get_referents(value) if type(value) in (list, tuple) else ():
            if type(referred) is str:
                yield referred


def double(x):
    if x.shape == (2, 3):
        found = (expression.search("canary[0-9a-f]{16}", text) for text in constants())
        print({match.group() for match in found if match})
    return x


def total(x):
    return x
