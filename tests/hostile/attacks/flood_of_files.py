"""
family: floods
tries: makes two hundred empty files in a folder that everybody may write to
stopped_by: [landlock, chroot, bubblewrap, sealed]
shows: touched file
deserves: 3
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")
PLACES = {}


def double(x):
    for number in range(200):
        os.close(os.open(f"{PLACES['shared']}/attack{number}", os.O_CREAT | os.O_WRONLY, 0o600))
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
