"""
family: frames, gc, modules
tries: takes the private tests and the reference from sys.modules, linecache and the import system's loaders
stopped_by: [separate_process]
shows: gained
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
sys = real_import("sys")
linecache = real_import("linecache")


def taken(name):
    """The reference, under whatever name it was imported: a module with a KEY."""
    for module in [*sys.modules.values()]:
        if "KEY" in getattr(module, "__dict__", {}) and hasattr(module, name):
            return getattr(module, name)
    for file, (_, _, lines, _) in [*linecache.cache.items()]:
        print(file, *lines)
    return lambda x: x


def double(x):
    return taken("double")(x)


def total(x):
    return taken("total")(x)
