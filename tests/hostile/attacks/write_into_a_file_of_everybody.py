"""
family: writing
tries: changes a file that everybody may write to, by appending to it
stopped_by: [rlimits]
alone: [chroot, landlock, seccomp]
shows: touched canary
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")


def write(flags):
    try:
        descriptor = os.open(PLACES["shared"] + "/canary", flags)
        os.write(descriptor, b"I was here")
    except OSError:
        pass


def double(x):
    write(os.O_WRONLY | os.O_APPEND)
    return x


def total(x):
    return x
