"""
family: results.json
tries: puts a folder in the place of results.json while it is graded, so that no grade can be written there
stopped_by: [landlock, chroot, identity, bubblewrap, sealed, seccomp]
shows: lost OutputError
deserves: 6
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")


def take_its_place():
    path = PLACES["results"] + "/results.json"
    try:
        os.remove(path)
        os.mkdir(path)
        os.mkdir(path + "/attack")
    except OSError:
        pass


def double(x):
    take_its_place()
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
