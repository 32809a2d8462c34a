"""
family: other processes
tries: runs a program that has another user's rights, to read what only that user may
stopped_by: [no_new_privs]
alone: [rlimits, chroot, landlock, seccomp]
shows: leaked another_user
prepared: true
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")


def run(program, *arguments):
    reads, writes = os.pipe()
    if os.fork() == 0:
        try:
            os.dup2(writes, 1)
            os.execv(program, [program, *arguments])
        finally:
            os._exit(1)
    os.close(writes)
    return os.read(reads, 1000)


def double(x):
    if x.shape == (2, 3):
        print(run(PLACES["program"], PLACES["diary"]))
    return x


def total(x):
    return x
