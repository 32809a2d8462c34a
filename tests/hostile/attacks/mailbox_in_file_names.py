"""
family: mailboxes between workers
tries: leaves a private input as the name of an empty file, which a public check finds and prints
stopped_by: [landlock, chroot, bubblewrap, sealed]
shows: leaked input
deserves: 6
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")
FOLDERS = (PLACES["shared"], "/tmp", "/dev/shm", "/var/tmp", "/run/lock")


def leave(number):
    for folder in FOLDERS:
        try:
            os.close(os.open(f"{folder}/attack_mail_{number}", os.O_WRONLY | os.O_CREAT, 0o666))
        except OSError:
            pass


def collect():
    for folder in FOLDERS:
        try:
            print([name for name in os.listdir(folder) if "attack_mail" in name])
        except OSError:
            pass


def double(x):
    if x.shape == (3, 4):
        leave(int(x[0, 0]))
    return 2 * x


def total(x):
    if x.shape == (2, 3):
        collect()
    return np.sum(x, axis=1)
