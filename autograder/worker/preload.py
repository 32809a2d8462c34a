"""What a worker may import is loaded in the zygote, so that a fork has it at once and reads no file."""

import contextlib
import importlib
from collections.abc import Collection, Iterable

from autograder.model.assignment import TORCH
from autograder.worker import tensors

LATE = {"numpy": ("fft", "linalg", "ma", "polynomial", "random")}
"""What a package loads only when it is used, which a worker could not do."""

_CODECS = (
    *("ascii", "base64_codec", "cp1252", "cp1256", "hex_codec", "idna", "iso8859_1", "iso8859_6", "latin_1"),
    *("mac_arabic", "punycode", "raw_unicode_escape", "rot_13", "unicode_escape"),
    *("utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le", "utf_8_sig"),
)
_NUMPY = (
    *("char", "core", "ctypeslib", "exceptions", "rec", "strings", "testing", "typing"),
    *("lib.array_utils", "lib.format", "lib.introspect", "lib.mixins", "lib.npyio", "lib.recfunctions"),
    *("lib.scimath", "lib.stride_tricks", "lib.user_array", "ma.mrecords", "ma.testutils"),
)
WITHOUT_FILES = (
    # the interpreter: names of characters, time.strptime, warnings, large integers, breakpoint(), help()
    *("unicodedata", "_strptime", "tracemalloc", "_pylong", "pdb", "pydoc", "atexit"),
    # numpy: what reads and writes files (it must fail as it does elsewhere), and what describes numpy
    *("bz2", "gzip", "lzma", "mmap", "urllib.error", "urllib.request", "zipfile", "pprint"),
    *(f"numpy.{name}" for name in _NUMPY),
    *(f"encodings.{name}" for name in _CODECS),
)
"""What Python and numpy themselves import late: for workers that can read no file at all.

Left out are numpy's f2py, distutils and matlib: they compile, or have been out of use for years.
"""


def preload(names: Collection[str]) -> None:
    """Import what a submission may import, and all that nothing can be read for any more.

    Raises:
        ImportError: PyTorch, without which there is no profile, is not installed or does not load.
    """
    preload_named([name for name in names if name != TORCH])
    preload_late()
    if TORCH in names:
        preload_torch()


def preload_torch() -> None:
    """Load PyTorch for a worker, or say for staff why that is not possible.

    Raises:
        ImportError: it is not installed, or does not load.
    """
    try:
        tensors.load()
    except ModuleNotFoundError as error:
        if error.name != TORCH:
            raise
        message = "PyTorch is not installed where this grades: python -m pip install torch"
        raise ImportError(message) from error


def preload_named(names: Iterable[str]) -> None:
    """Import modules and what they load late; what is not installed is left out."""
    for name in names:
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(name)
            for late in LATE.get(name, ()):
                importlib.import_module(f"{name}.{late}")


def preload_late() -> None:
    """Import all that nothing can be read for any more; a version of Python or numpy lacks some of it."""
    for name in WITHOUT_FILES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
