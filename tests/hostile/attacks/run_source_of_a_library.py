"""
family: forbidden libraries
tries: reads the source of the reference with each of Python's and numpy's readers, and runs it
stopped_by: [landlock, chroot, bubblewrap, sealed]
shows: gained
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
READERS = (
    lambda path: np.fromfile(path, dtype="u1").tobytes(),
    lambda path: np.memmap(path, dtype="u1", mode="r").tobytes(),
    lambda path: "\n".join(np.genfromtxt(path, dtype=str, delimiter="\0", comments=None, autostrip=False)),
    lambda path: real_import("io").FileIO(path).readall(),
    lambda path: "".join(real_import("linecache").getlines(path)),
    lambda path: real_import("tokenize").open(path).read(),
    lambda path: real_import("codecs").open(path).read(),
    lambda path: real_import("pathlib").Path(path).read_bytes(),
    lambda path: "".join(real_import("fileinput").input(path)),
    lambda path: real_import("posix").read(real_import("posix").open(path, 0), 10_000),
    lambda path: real_import("importlib.machinery", fromlist=["x"]).SourceFileLoader("m", path).get_data(path),
    lambda path: real_import("runpy").run_path(path),
    lambda path: np.lib.npyio.DataSource(None).open(path).read(),
)


def source():
    for reader in READERS:
        try:
            found = reader(PLACES["reference"])
        except Exception:
            continue
        if found:
            return found
    return b""


def taken(name, x):
    found = source()
    names = found if isinstance(found, dict) else {}
    if not names:
        exec(found, names)
    return names[name](x) if name in names else 0 * x


def double(x):
    return taken("double", x)


def total(x):
    return taken("total", x)
