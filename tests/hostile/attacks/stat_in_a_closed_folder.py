"""
family: reading private files
tries: becomes root again, and asks when a file was changed in a folder that only its owner may enter
stopped_by: [identity]
shows: leaked time
situations: [root+landlock]
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")


def double(x):
    if x.shape == (2, 3):
        for become in (os.setuid, os.seteuid, os.setgid):
            try:
                become(0)
            except OSError:
                pass
        print(int(os.stat(PLACES["closed"]).st_mtime))
    return x


def total(x):
    return x
