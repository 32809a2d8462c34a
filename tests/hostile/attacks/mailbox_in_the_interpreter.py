"""
family: mailboxes between workers
tries: keeps a private input in its module, in numpy, in builtins and in a thread's locals until a public check
stopped_by: [fresh_worker]
shows: leaked input
deserves: 6
"""

import numpy as np

builtins = np.__dict__["__builtins__"]["__import__"]("builtins")
MAIL = []


def double(x):
    if x.shape == (3, 4):
        MAIL.append(int(x[0, 0]))
        np.mail = builtins.mail = double.mail = MAIL
    return 2 * x


def total(x):
    if x.shape == (2, 3):
        print(MAIL, *(getattr(place, "mail", None) for place in (np, builtins, double)))
    return np.sum(x, axis=1)
