"""
family: reading private files
tries: walks from the current folder, the root and where it knows things to be, and reads whatever it can open
stopped_by: [landlock, chroot, bubblewrap, sealed]
shows: leaked
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")
io = real_import("io")
ENOUGH = 20


def read(path):
    for opened in (io.open, io.open_code):
        try:
            with opened(path, "rb") if opened is io.open else opened(path) as file:
                return file.read(100_000)
        except (OSError, ValueError):
            pass
    try:
        return np.memmap(path, dtype="S1", mode="r").tobytes()[:100_000]
    except (OSError, ValueError, ImportError):
        return b""


def known():
    yield from (PLACES[kind] for kind in ("reference", "secret", "neighbour", "metadata", "staff_report"))
    for place in (PLACES["root"], PLACES["assignment"], ".", "..", "/proc/self/cwd", "/proc/self/root" + PLACES["root"]):
        for number, (folder, _, files) in enumerate(os.walk(place)):
            if number == ENOUGH:
                break
            yield from (os.path.join(folder, name) for name in files[:ENOUGH])


def double(x):
    if x.shape == (2, 3):
        print(b"".join(map(read, known()))[:9_000])
    return x


def total(x):
    return x
