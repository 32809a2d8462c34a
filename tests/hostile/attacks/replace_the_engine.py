"""
family: engine files
tries: writes into the engine's own module, and puts another beside it that a grader would import
stopped_by: [landlock, chroot, identity, bubblewrap, sealed]
shows: touched attack_engine.py
deserves: 6
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
os, sys = map(real_import, ("os", "sys"))


def write_beside_the_engine():
    """Show that it can be written to, and leave a canary instead of damage."""
    engine = sys.modules["autograder.worker.session"].__file__
    try:
        os.close(os.open(engine, os.O_WRONLY | os.O_APPEND))
        canary = os.path.join(os.path.dirname(engine), "attack_engine.py")
        os.close(os.open(canary, os.O_WRONLY | os.O_CREAT, 0o644))
    except OSError:
        pass


def double(x):
    write_beside_the_engine()
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
