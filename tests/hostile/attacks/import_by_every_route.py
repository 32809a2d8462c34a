"""
family: forbidden libraries
tries: computes with a library that is not allowed, which it imports in every way that Python has
stopped_by: [landlock, chroot, bubblewrap, sealed]
shows: gained
"""

import forbidden
import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
importlib = real_import("importlib")
util = real_import("importlib.util", fromlist=["util"])
sys = real_import("sys")


def by_loader(name):
    spec = util.spec_from_file_location(name, PLACES["installed"] + "/" + name + "/__init__.py")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_path(name):
    sys.path.insert(0, PLACES["installed"])
    sys.path_importer_cache.clear()
    importlib.invalidate_caches()
    return real_import(name)


def forget(name):
    for known in [*sys.modules]:
        if known.partition(".")[0] == name:
            del sys.modules[known]
    return np.__builtins__["__import__"](name)


def library(name):
    for route in (lambda _: forbidden, real_import, importlib.import_module, forget, by_path, by_loader):
        try:
            found = route(name)
            found.double(np.ones(1))
            return found
        except (ImportError, OSError):
            pass
    return None


def double(x):
    found = library("forbidden")
    return found.double(x) if found else 0 * x


def total(x):
    found = library("forbidden")
    return found.total(x) if found else 0 * x
