"""What a student's import gets: an allowed module, a file of their own, or a stub.

A stub loads and can be named, so that `import matplotlib.pyplot as plt` costs nothing; using it
raises. This is a convenience, not a defence: what keeps a module out is the sandbox.
"""

import builtins
import contextlib
import importlib
import types
from collections.abc import Callable, Mapping

_USES = [
    "__call__",
    "__getitem__",
    "__setitem__",
    "__delitem__",
    "__iter__",
    "__next__",
    "__len__",
    "__contains__",
    "__enter__",
    "__exit__",
    "__add__",
    "__radd__",
    "__sub__",
    "__rsub__",
    "__mul__",
    "__rmul__",
    "__matmul__",
    "__rmatmul__",
    "__truediv__",
    "__rtruediv__",
    "__pow__",
    "__neg__",
    "__abs__",
    "__lt__",
    "__le__",
    "__gt__",
    "__ge__",
    "__bool__",
    "__float__",
    "__int__",
    "__index__",
    "__array__",
    "__instancecheck__",
    "__subclasscheck__",
    "__mro_entries__",
    "__await__",
    "__or__",
    "__ror__",
]


_OF_THE_INTERPRETER = frozenset({"_pylong", "_strptime", "pdb", "unicodedata"})
"""What large integers, time.strptime, breakpoint() and names of characters need: the interpreter imports
these by the `__import__` of the code that it runs, and then takes them from sys.modules."""


class StubUsedError(ImportError):
    """Code used a module that this part does not allow; `name` is the module."""


class Stub(types.ModuleType):
    """Stands for a module that is not allowed, or for anything inside it."""

    def __getattr__(self, name: str) -> "Stub":
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Stub(f"{self.__name__}.{name}")


def _use(self: Stub, *_args: object, **_kwargs: object) -> object:
    message = f"{self.__name__} is not available here"
    raise StubUsedError(message, name=self.__name__)


for _name in _USES:
    setattr(Stub, _name, _use)


def everything(module: types.ModuleType) -> types.ModuleType:
    """Return what `import *` takes from a module, without the parts of it that cannot be loaded here.

    `numpy.__all__` names numpy.testing and numpy.f2py, which import what a worker does not have.
    """
    public = types.ModuleType(module.__name__)
    for name in getattr(module, "__all__", [name for name in vars(module) if not name.startswith("_")]):
        with contextlib.suppress(ImportError, OSError):
            setattr(public, name, getattr(module, name))
    return public


class Importer:
    """An `__import__` for student modules.

    `allowed` are top-level modules; `own` loads the submission's own files by name. While `strict`
    is set, what is not allowed is not found: so that `try: import a / except ImportError: import b`
    takes b.
    """

    def __init__(self, allowed: frozenset[str], own: Mapping[str, Callable[[], types.ModuleType]]) -> None:
        """Remember what may be imported."""
        self.allowed = allowed
        self.own = own
        self.strict = False

    def __call__(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: tuple[str, ...] | None = (),
        level: int = 0,
    ) -> types.ModuleType:
        """Return the module, or its top-level package as `import a.b` wants it."""
        top = name.partition(".")[0]
        if top in self.own:
            return self.own[top]()
        if level == 0 and top in self.allowed:
            with contextlib.suppress(ModuleNotFoundError):
                if fromlist == ("*",):
                    return everything(builtins.__import__(name, globals, locals, ("__name__",), level))
                return builtins.__import__(name, globals, locals, fromlist or (), level)
        if name in _OF_THE_INTERPRETER:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        if self.strict:
            message = f"{name} is not available here"
            raise ModuleNotFoundError(message, name=name)
        return Stub(name if fromlist else top)
