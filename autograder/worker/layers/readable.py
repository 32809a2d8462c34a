"""The files that a worker may still open when the sandbox is closed: what an import reads."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

# Installed packages live inside the standard library's folder; any of them might help a cheat.
_INSTALLED = frozenset({"site-packages", "dist-packages"})


def readable_paths(modules: Iterable[ModuleType]) -> tuple[str, ...]:
    """List the standard library entry by entry, and the folders of the packages that `modules` are from.

    Never a folder that holds other packages too. Sorted, absolute, without symbolic links, all existing.
    """
    names = {module.__name__.partition(".")[0] for module in modules}
    packages = (path for name in names for path in _package(sys.modules[name]))
    return tuple(sorted({str(path) for path in (*_standard_library(), *packages)}))


def _standard_library() -> Iterator[Path]:
    root = Path(os.__file__).resolve().parent
    for entry in root.iterdir():
        path = entry.resolve()
        if entry.name not in _INSTALLED and path.is_relative_to(root) and path.exists():
            yield path


def _package(module: ModuleType) -> Iterator[Path]:
    """Find a package's folder and the shared libraries its wheel brought, or a module's one file."""
    origin = getattr(module, "__file__", None)
    if origin is None:  # compiled into the interpreter
        return
    file = Path(origin).resolve()
    if not hasattr(module, "__path__"):
        yield file
        return
    yield file.parent
    libraries = file.parent.with_name(f"{module.__name__}.libs")
    if libraries.is_dir():
        yield libraries
