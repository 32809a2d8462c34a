"""
family: mailboxes between workers
tries: spells a private input by which files of the standard library it reads, whose access times a public check looks at
stopped_by: [landlock, sealed]
shows: leaked input
situations: [user+landlock, sealed]
deserves: 6
"""

import os
import time
from pathlib import Path

CODE = """\
import numpy as np

FILES = {files!r}
NOW = {now!r}
real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")


def read(file):
    os.read(os.open(file, os.O_RDONLY), 1)


def was_read(file):
    return os.stat(file).st_atime >= NOW


def spell(number):
    for bit, file in enumerate(FILES):
        if number >> bit & 1:
            read(file)


def spelled():
    return sum(was_read(file) << bit for bit, file in enumerate(FILES))


def attempt(function, *args):
    try:
        return function(*args)
    except OSError:
        return None


def double(x):
    if x.shape == (3, 4):
        attempt(spell, int(x[0, 0]))
    return 2 * x


def total(x):
    if x.shape == (2, 3):
        print(attempt(spelled))
    return np.sum(x, axis=1)
"""


def hand_in(folder, places):
    """Choose files that nobody uses; make it a day when nobody has read them."""
    library = Path(os.__file__).parent
    files = sorted(str(path) for path in library.glob("*.py") if "a" < path.name[0] <= "z")[-31:]
    for file in files:
        try:
            os.utime(file, (time.time() - 3 * 86400, os.stat(file).st_mtime))
        except OSError:
            pass
    path = Path(folder) / "rnn.py"
    path.write_text(CODE.format(files=files, now=time.time() - 1), "utf-8")
    return path
