"""What a compiled file still says of its source: the names that each function uses, texts and numbers.

A file is read as data and never run. Only files of this interpreter's own version can be read.
"""

import importlib.util
import inspect
import marshal
from collections.abc import Iterator
from types import CodeType

MAGIC = importlib.util.MAGIC_NUMBER
HEADER = 16
"""Bytes before the code."""
FUNCTION = inspect.CO_OPTIMIZED
Texts = tuple[str, str]


def is_compiled(data: bytes) -> bool:
    """Tell whether these are the bytes of a file that this version of Python compiled."""
    return data.startswith(MAGIC)


def load(data: bytes) -> CodeType:
    """Return a module's code.

    Raises:
        ValueError: it is broken.
    """
    try:
        code = marshal.loads(data[HEADER:])  # noqa: S302 (data that is looked at, never run)
    except (EOFError, TypeError, ValueError) as error:
        message = "the compiled file is broken"
        raise ValueError(message) from error
    if not isinstance(code, CodeType):
        message = "the compiled file holds no code"
        raise ValueError(message)  # noqa: TRY004 (the bytes are wrong, not the caller's type)
    return code


def texts(code: CodeType) -> Texts:
    """Return the names of all functions in the order of the source, and all texts and numbers."""
    every = list(_codes(code))
    names = [name for each in every if each.co_flags & FUNCTION for name in _names(each)]
    constants = [text for each in every for constant in each.co_consts for text in _constants(constant)]
    return "\n".join(names), "\n".join(constants)


def names(source: str) -> str:
    """Return the names that the functions of a source have once it is compiled; "" if it is no Python."""
    try:
        return texts(compile(source, "source", "exec", dont_inherit=True))[0]
    except (SyntaxError, ValueError):
        return ""


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _names(code: CodeType) -> Iterator[str]:
    yield from (code.co_name, *code.co_varnames, *code.co_names, *code.co_cellvars, *code.co_freevars)


def _constants(value: object) -> Iterator[str]:
    if isinstance(value, tuple | frozenset):
        for entry in value:
            yield from _constants(entry)
    elif isinstance(value, str | float):
        yield str(value)
