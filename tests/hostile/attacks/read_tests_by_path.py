"""
family: reading private files
tries: reads the private tests where they lie, and prints them in a public check
stopped_by: [landlock, chroot, bubblewrap, sealed]
shows: leaked tests
forms: [py, zip, notebook]
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
io = real_import("io")


def double(x):
    print(io.open(PLACES["tests"]).read())
    return x


def total(x):
    return x
