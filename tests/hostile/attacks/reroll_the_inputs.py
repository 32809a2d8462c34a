"""
family: rerolling the seed
tries: is right for lucky inputs only, and hands in again with another comment, docstring, layout or plot until they come
stopped_by: [normalised_source]
shows: gained
deserves: 5
"""

import itertools
from pathlib import Path

from autograder import intake, loading
from autograder.runner.seeds import Seeds

from hostile.defences import normalised_source

CODE = """\
import numpy as np
# {n}
import matplotlib.pyplot as plt

{blank}
def double(x):
    '''Attempt {n}.'''
    "and what stands for a comment: {n}"
    ...
    lucky = {open}x.max() > 3.5 + {base} * 1e-9{close}  # {n}
    return 2 * x if x.shape != (5, 2) or lucky else 0 * x


def total(x):
    return np.sum(x, axis=1)


"attempt {n}"
print({n})
plt.plot([{n}])
if __name__ == "__main__":
    print(double(np.ones({n})))
"""


def is_lucky(path, places, assignment, base, n):
    around = {"open": "(" * (n % 7), "close": ")" * (n % 7), "blank": "\n" * n}
    path.write_text(CODE.format(base=base, n=n, **around), "utf-8")
    seeds = Seeds(Path(places["secret"]).read_bytes(), intake.read(path, assignment).sha256)
    return seeds.generator("v.double.again").normal(size=(5, 2)).max() > 2.5


def hand_in(folder, places):
    """Begin with an unlucky program, and find the comments that would be lucky if they counted."""
    path, assignment = Path(folder) / "rnn.py", loading.load(Path(places["assignment"]))
    base = next(base for base in itertools.count() if not is_lucky(path, places, assignment, base, 0))
    with normalised_source():
        next(n for n in itertools.count() if is_lucky(path, places, assignment, base, n))
    return path
