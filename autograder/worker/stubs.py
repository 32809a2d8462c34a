"""What a student's import gets: an allowed module, a file of their own, or a stub.

A stub loads and can be named, so that `import matplotlib.pyplot as plt` costs nothing; using it
raises. This is a convenience, not a defence: what keeps a module out is the sandbox.
"""

import builtins
import types
from collections.abc import Callable, Mapping
from typing import Any

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


def guarded_import(
    allowed: frozenset[str],
    own: Mapping[str, Callable[[], types.ModuleType]],
) -> Callable[..., Any]:
    """Return an `__import__` for student modules.

    `allowed` are top-level modules; `own` loads the submission's own files by name.
    """
    real = builtins.__import__

    def import_(  # the signature the interpreter calls
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: tuple[str, ...] | None = (),
        level: int = 0,
    ) -> Any:  # noqa: ANN401
        top = name.partition(".")[0]
        if top in own:
            return own[top]()
        if level == 0 and top in allowed:
            try:
                return real(name, globals, locals, fromlist, level)
            except ModuleNotFoundError:
                return Stub(name)
        return Stub(name if fromlist else top)

    return import_
