"""An object of the student's that stays in the worker: a cache, a network, an optimizer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from autograder.checks.answer import Answer, class_name
from autograder.checks.sizes import ANY, Sizes
from autograder.errors import GraderError
from autograder.model.finding import finding
from autograder.model.verdict import CheckFailed

CALLED = "forward"
"""What students write of a network that is called."""


@dataclass(frozen=True)
class Kept:
    """An opaque result with the sizes of the call that made it and who keeps it.

    `name` is what findings call it: the declared result's or, when it is all that a function returns, the
    function's. Then it is there under the result's name, too: `student.Forecaster(8)` is
    `student.Forecaster(8).model`. A call of it, or of a method of its class, crosses into the worker.
    """

    handle: object
    sizes: Sizes
    owner: Any
    name: str = ""
    result: str = ""

    def __call__(self, *args: object, **kwargs: object) -> "Told":
        """Call the object itself.

        Raises:
            StudentFault: it cannot be called, raised, hung or died.
        """
        return self._ask("__call__", CALLED, args, kwargs)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (a method, or the object itself)
        """Return a method of the object.

        Raises:
            AttributeError: the name is not public.
        """
        if name.startswith("_"):
            raise AttributeError(name)
        return self if name == self.result else _Method(self, name)

    def attribute(self, name: str) -> "Told":
        """Return an attribute of the object, as `model.attribute("training")`.

        Raises:
            StudentFault: there is none.
        """
        return self._ask("__getattribute__", name, (name,), {})

    def _ask(self, method: str, shown: str, args: tuple[object, ...], kwargs: Mapping[str, object]) -> "Told":
        plain = tuple(map(self._sent, args))
        named = {key: self._sent(arg) for key, arg in kwargs.items()}
        value = self.owner.call_on(self.handle, method, plain, named, f"{self.name}.{shown}")
        function = f"{self.name}.{shown}"
        return Told(function, function, value, (ANY,), {})

    def _sent(self, argument: object) -> object:
        """Return what is sent of an argument; a state dict may hold answers."""
        if isinstance(argument, Mapping):
            return {key: self._sent(entry) for key, entry in argument.items()}
        return argument.array if isinstance(argument, Answer) else unwrapped(argument, self.owner, self.name)


@dataclass(frozen=True)
class _Method:
    kept: Kept
    name: str

    def __call__(self, *args: object, **kwargs: object) -> "Told":
        return self.kept._ask(self.name, self.name, args, kwargs)  # noqa: SLF001 (one object in two classes)


def unwrapped(argument: object, owner: object, function: str) -> object:
    """Return what is sent of an argument: for something kept, its handle.

    Raises:
        GraderError: it is kept by another worker.
    """
    if not isinstance(argument, Kept):
        return argument
    if argument.owner is not owner:
        message = f"{function} is given what another worker keeps"
        raise GraderError(message)
    return argument.handle


class Told(Answer):
    """What a method of a kept object returned, which no contract declares: an array, or a dict of them."""

    def climb(self, expected: np.ndarray | None = None) -> np.ndarray:
        """Return the value as an array of the shape that is expected; without one, of its own shape.

        Raises:
            CheckFailed: as an answer does.
        """
        shape = np.shape(self._typed()) if expected is None else expected.shape
        return Answer(self.function, self.name, self.raw, (ANY,), {ANY: shape}).climb(expected)

    @property
    def axes(self) -> tuple[str, ...]:
        """No symbols: nothing is declared."""
        return ("",) * self._typed().ndim

    def __getitem__(self, key: str) -> "Told":
        """Return the entry of a dict.

        Raises:
            CheckFailed: it is not a dict, or has no such key.
        """
        entries = self._entries()
        if key not in entries:
            raise CheckFailed(finding("missing_key", function=self.function, name=self.name, key=key))
        return Told(self.function, key, entries[key], (ANY,), {})

    def __iter__(self) -> Iterator[str]:
        """Yield the keys of a dict.

        Raises:
            CheckFailed: it is not a dict.
        """
        return iter(self._entries())

    def __len__(self) -> int:
        """Return how many entries a dict has.

        Raises:
            CheckFailed: it is not a dict.
        """
        return len(self._entries())

    def keys(self) -> tuple[str, ...]:
        """Return the keys of a dict, so that `dict(told)` and `{**told}` are of its entries.

        Raises:
            CheckFailed: it is not a dict.
        """
        return tuple(self._entries())

    def items(self) -> tuple[tuple[str, "Told"], ...]:
        """Return keys and entries of a dict.

        Raises:
            CheckFailed: it is not a dict.
        """
        return tuple((key, self[key]) for key in self)

    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> np.ndarray:  # noqa: FBT001
        """Be an array where a test treats it as one.

        Raises:
            CheckFailed: as `array`.
        """
        return np.array(self.array, dtype) if copy else np.asarray(self.array, dtype)

    def _entries(self) -> Mapping[str, object]:
        if not isinstance(self.raw, dict):
            self.fail("wrong_type", expected="mapping", got=class_name(self.raw))
        return self.raw
