"""An object of the student's as a test sees it: it stays in the worker, and is asked there."""

from collections.abc import Callable
from typing import Any, NoReturn, Protocol

PREFIX = "_autograder_"
"""With which no attribute of a student's begins."""


ASKED_FOR = frozenset({"__name__"})
"""What a test may well ask of a function."""


class Asked(Protocol):
    """Who is asked about things."""

    def do(self, what: str, thing: object, *args: object, **kwargs: object) -> Any:  # noqa: ANN401
        """Apply an operation of `worker.objects` to a thing."""

    def trusts(self, what: str) -> bool:
        """Say whether an operator of the student's own may decide something in this test."""

    def refuse(self, what: str) -> NoReturn:
        """Take note of what cannot be done here, and raise a TypeError."""


class Thing:
    """An object, a class or a function of the student's; its number is the worker's.

    Comparing and calculating ask the student's own code for an answer, and show it what the test expects.
    So they are done only in tests in which the instructor's own solution needs it.
    """

    __slots__ = ("_autograder_label", "_autograder_number", "_autograder_student")
    __array_ufunc__ = None

    def __init__(self, student: Asked, number: int, label: str) -> None:
        object.__setattr__(self, "_autograder_student", student)
        object.__setattr__(self, "_autograder_number", number)
        object.__setattr__(self, "_autograder_label", label)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """Read an attribute."""
        if is_special(name):
            raise AttributeError(name)
        return _student(self).do("getattr", self, name)

    def __setattr__(self, name: str, value: object) -> None:
        _student(self).do("setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        _student(self).do("delattr", self, name)

    def __call__(self, *args: object, **kwargs: object) -> Any:  # noqa: ANN401
        """Call it."""
        return _student(self).do("call", self, *args, **kwargs)

    def __iter__(self) -> Any:  # noqa: ANN401
        """Return what gives its entries one by one; each is asked for when it is needed."""
        return _student(self).do("iter", self)

    def __eq__(self, other: object) -> bool:
        return bool(_compare(self, "eq", other)) if _student(self).trusts("eq") else self is other

    def __ne__(self, other: object) -> bool:
        return bool(_compare(self, "ne", other)) if _student(self).trusts("ne") else self is not other

    def __hash__(self) -> int:
        return int(_student(self).do("hash", self))

    def __contains__(self, item: object) -> bool:
        if not _student(self).trusts("contains"):
            _student(self).refuse("operator")
        return bool(_student(self).do("contains", self, item))

    def __instancecheck__(self, _other: object) -> bool:
        _student(self).refuse("isinstance")

    def __subclasscheck__(self, _other: object) -> bool:
        _student(self).refuse("isinstance")

    def __mro_entries__(self, _bases: tuple[object, ...]) -> tuple[type, ...]:
        _student(self).refuse("subclass")

    def __reduce_ex__(self, _protocol: object) -> str:
        _student(self).refuse("pickle")


def is_special(name: str) -> bool:
    """Tell an attribute that Python, pytest or this package looks for, and no test."""
    special = name.startswith("__") and name.endswith("__") and name not in ASKED_FOR
    return special or name.startswith((PREFIX, "_pytest", "_mock"))


def _student(thing: Thing) -> Asked:
    student: Asked = object.__getattribute__(thing, "_autograder_student")
    return student


def number(thing: Thing) -> int:
    """Return the worker's number of a thing."""
    return int(object.__getattribute__(thing, "_autograder_number"))


def label(thing: Thing) -> str:
    """Return what findings call a thing."""
    return str(object.__getattribute__(thing, "_autograder_label"))


def relabel(thing: Thing, name: str) -> None:
    """Let findings call a thing by the name under which the test found it."""
    object.__setattr__(thing, "_autograder_label", name)


def _compare(thing: Thing, what: str, other: object) -> object:
    return _student(thing).do(what, thing, other)


def _asking(what: str) -> Callable[..., object]:
    def method(self: Thing, *args: object) -> object:
        return _student(self).do(what, self, *args)

    return method


def _operator(what: str) -> Callable[[Thing, object], object]:
    def method(self: Thing, other: object) -> object:
        return _compare(self, what, other) if _student(self).trusts(what) else NotImplemented

    return method


def _reflected(what: str) -> Callable[[Thing, object], object]:
    def method(self: Thing, other: object) -> object:
        student = _student(self)
        return student.do(what, other, self) if student.trusts(what) else NotImplemented

    return method


ASKED = (
    *("len", "next", "bool", "str", "repr", "int", "float", "index", "round"),
    *("getitem", "setitem", "delitem", "neg", "pos", "abs", "invert"),
)
ORDER = ("lt", "le", "gt", "ge")
ARITHMETIC = (
    *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"),
    *("and_", "or_", "xor"),
)
for _name in ASKED:
    setattr(Thing, f"__{_name}__", _asking(_name))
for _name in (*ORDER, *ARITHMETIC):
    setattr(Thing, f"__{_name.strip('_')}__", _operator(_name))
for _name in ARITHMETIC:
    setattr(Thing, f"__r{_name.strip('_')}__", _reflected(_name))
Thing.__doc__ = property(lambda self: _student(self).do("getattr", self, "__doc__"))  # type: ignore[assignment]
