"""Which parameters of a finding a student may see when the check is private.

Student code sees the private inputs, so whatever it can choose freely (text, values, names of its
own classes) could carry them out. What is left follows from the assignment, from shapes and from
the student's own source.
"""

import builtins
import re
from collections.abc import Callable, Mapping

from autograder.model.codes import CODES, PRIVATE_KINDS, Kind
from autograder.model.finding import Finding, Param

MOST_AXES = 5
LARGEST_AXIS = 999
MOST_STEPS = 50
LAST_LINE = 9_999
_IDENTIFIER = re.compile(r"[\w.*/+\-\[\]]{1,64}", re.ASCII)
_WORD = re.compile(r"[a-z_]{1,32}")
_DTYPE = re.compile(r"(bool|object|str|bytes|u?int|float|complex|datetime|timedelta|void)\d{0,4}")

_NAMESPACES = frozenset({"", "builtins", "numpy", "numpy.exceptions", "numpy.linalg", "types"})
_TYPES_WITHOUT_A_NAME = frozenset({"NoneType", "ellipsis", "function", "generator", "method", "module"})
_NUMPY_CLASSES = frozenset(
    {"ndarray", "matrix", "generic", "Generator", "ufunc", "AxisError", "DTypePromotionError", "LinAlgError"}
    | {"bool_", "str_", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"}
    | {"float16", "float32", "float64", "longdouble", "complex64", "complex128"}
)
_BUILTIN_CLASSES = frozenset(name for name, value in vars(builtins).items() if isinstance(value, type))
_KNOWN_CLASSES = _BUILTIN_CLASSES | _TYPES_WITHOUT_A_NAME | _NUMPY_CLASSES


def private_finding(finding: Finding, files: tuple[str, ...]) -> Finding:
    """Build the finding that a student may see of a private check; `files` are the declared files."""
    kinds = CODES[finding.code]
    allowed = {name: value for name, value in finding.params.items() if _allowed(kinds[name], value, files)}
    return Finding(finding.code, allowed)


def _allowed(kind: Kind, value: Param, files: tuple[str, ...]) -> bool:
    if kind is Kind.FILE:
        return value in files
    if kind is Kind.CLASS:
        return isinstance(value, str) and _is_known_class(value)
    return kind in PRIVATE_KINDS and _FORMS[kind](value)


def _is_known_class(name: str) -> bool:
    namespace, _, last = name.rpartition(".")
    return namespace in _NAMESPACES and last in _KNOWN_CLASSES


def _is_int(value: Param) -> bool:
    return isinstance(value, int)


def _is_line(value: Param) -> bool:
    """Accept a line that a file can have; a larger one could spell a number."""
    return type(value) is int and 0 < value <= LAST_LINE


def _is_number(value: Param) -> bool:
    return isinstance(value, int | float)


def _is_shape(value: Param) -> bool:
    """Accept a shape as an honest mistake gives it; a longer or larger one could spell a number."""
    small = isinstance(value, tuple) and len(value) <= MOST_AXES
    return small and all(isinstance(n, int) and 0 <= n <= LARGEST_AXIS for n in value)  # type: ignore[union-attr]


def _is_pattern(value: Param) -> bool:
    short = isinstance(value, tuple) and len(value) <= MOST_STEPS
    return short and all(type(n) is int and n in {0, 1} for n in value)  # type: ignore[union-attr]


def _is_text(value: Param) -> bool:
    return isinstance(value, str)


def _is_identifier(value: Param) -> bool:
    return isinstance(value, str) and _IDENTIFIER.fullmatch(value) is not None


def _are_identifiers(value: Param) -> bool:
    return isinstance(value, tuple) and all(_is_identifier(v) for v in value)


def _is_word(value: Param) -> bool:
    return isinstance(value, str) and _WORD.fullmatch(value) is not None


def _is_dtype(value: Param) -> bool:
    return isinstance(value, str) and _DTYPE.fullmatch(value) is not None


_FORMS: Mapping[Kind, Callable[[Param], bool]] = {
    Kind.NAME: _is_identifier,
    Kind.SHAPE: _is_shape,
    Kind.DIMS: _are_identifiers,
    Kind.DTYPE: _is_dtype,
    Kind.COUNT: _is_number,
    Kind.STEP: _is_int,
    Kind.LINE: _is_line,
    Kind.HINT: _is_identifier,
    Kind.CHOICE: _is_word,
    Kind.PATTERN: _is_pattern,
    Kind.MESSAGE: _is_text,
}
"""What a parameter of each kind looks like; anything else is not what its kind promises."""
