"""
family: mailboxes between workers
tries: leaves a private input in the attributes of a file of everybody's (time, mode, extended), for a public check
stopped_by: [seccomp, chroot, bubblewrap]
shows: leaked input
deserves: 6
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")
FILE = PLACES["shared"] + "/canary"


def attempt(*calls):
    for call in calls:
        try:
            call()
        except OSError:
            pass


def leave(number):
    attempt(
        lambda: os.utime(FILE, ns=(number, number)),
        lambda: os.chmod(FILE, 0o600 | number % 64),
        lambda: os.setxattr(FILE, "user.mail", str(number).encode()),
    )


def collect():
    attempt(
        lambda: print(os.stat(FILE).st_mtime_ns, oct(os.stat(FILE).st_mode)),
        lambda: print(os.getxattr(FILE, "user.mail")),
        lambda: os.removexattr(FILE, "user.mail"),
    )


def double(x):
    if x.shape == (3, 4):
        leave(int(x[0, 0]))
    return 2 * x


def total(x):
    if x.shape == (2, 3):
        collect()
    return np.sum(x, axis=1)
