"""The student's functions as their signatures declare them: `student.rnn_forward(x, a0, params).a`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np

from autograder.checks.answer import Answer, class_name
from autograder.checks.draw import arguments
from autograder.checks.kept import Kept, unwrapped
from autograder.checks.sizes import Sizes, bind, merge, solved
from autograder.errors import GraderError
from autograder.model.assignment import ArrayType, MappingType, OpaqueType, Signature, ValueType
from autograder.model.finding import finding
from autograder.model.outcome import Status
from autograder.model.verdict import CheckFailed, StudentFault
from autograder.worker.wire import Tensor

Opaque = tuple[int, ...] | Literal["all"]


class Raw(Protocol):
    """A submission behind the worker's proxy, or in this process."""

    def call(
        self, function: str, args: tuple[object, ...], kwargs: dict[str, object], opaque: Opaque
    ) -> object:
        """Call a function of the student's; what `opaque` names comes back as a handle."""


class Student:
    """The functions of a submission, as attributes."""

    def __init__(self, raw: Raw, signatures: Mapping[str, Signature]) -> None:
        """Look at a submission through the signatures that its assignment declares."""
        self._raw = raw
        self._signatures = signatures

    def __getattr__(self, name: str) -> "Function":
        """Return a function of the assignment.

        Raises:
            AttributeError: the assignment declares no such function (the suite is wrong).
        """
        if name.startswith("_") or name not in self._signatures:
            message = f"the assignment declares no function {name}"
            raise AttributeError(message)
        return Function(self._raw, self._signatures[name])


@dataclass(frozen=True)
class Function:
    """One function of the student's."""

    raw: Raw
    signature: Signature

    @property
    def name(self) -> str:
        """Its name."""
        return self.signature.name

    def __call__(self, *args: object, **kwargs: object) -> Any:  # noqa: ANN401 (Returned, or Kept)
        """Call the student's function on fresh copies of the arguments.

        Where an opaque result is declared alone, as of a class, it is returned itself.

        Raises:
            StudentFault: it is missing, not implemented, raised, hung or died.
            CheckFailed: it returned another number of values.
            GraderError: an argument does not fit the contract, or is kept by another worker.
        """
        return self.on(*map(copied, args), **{name: copied(arg) for name, arg in kwargs.items()})

    def on(self, *args: object, **kwargs: object) -> Any:  # noqa: ANN401 (Returned, or Kept)
        """Call the student's function on these very arguments, which it may write into.

        Raises:
            StudentFault, CheckFailed, GraderError: as a call does.
        """
        named = dict(zip((name for name, _ in self.signature.args), args, strict=False)) | kwargs
        sizes = solved(merge(*(_bound(declared, name, named) for name, declared in self.signature.args)))
        plain = tuple(unwrapped(arg, self.raw, self.name) for arg in args)
        named = {name: unwrapped(arg, self.raw, self.name) for name, arg in kwargs.items()}
        values = self._split(self.raw.call(self.name, plain, named, self._opaque()))
        if self._opaque() == "all":
            return Kept(values[0], sizes, self.raw, self.name, self.signature.returns[0][0])
        return Returned(self.signature, values, sizes, self.raw)

    def draw(self, rng: np.random.Generator, **sizes: int) -> Any:  # noqa: ANN401 (a tuple to unpack)
        """Return generic random arguments in order, of the given sizes of the signature's symbols."""
        return arguments(self.signature, rng, {symbol: (size,) for symbol, size in sizes.items()})

    def _kept(self) -> tuple[int, ...]:
        """Return the positions of the results that nobody looks at."""
        declared = enumerate(self.signature.returns)
        return tuple(i for i, (_, one) in declared if isinstance(one, OpaqueType))

    def _opaque(self) -> Opaque:
        return "all" if self._kept() and len(self.signature.returns) == 1 else self._kept()

    def _split(self, result: object) -> tuple[object, ...]:
        """Return the declared number of values."""
        names = tuple(name for name, _ in self.signature.returns)
        values = (result,) if len(names) == 1 else result
        if result is None or (isinstance(values, (tuple, list)) and self._is_empty(values)):
            raise StudentFault(finding("not_implemented", function=self.name), status=Status.NOT_IMPLEMENTED)
        count = len(values) if isinstance(values, (tuple, list)) else 1
        if not isinstance(values, (tuple, list)) or count != len(names):
            raise CheckFailed(
                finding("wrong_count", function=self.name, expected=len(names), got=count, names=names)
            )
        return tuple(values)

    def _is_empty(self, values: tuple[object, ...] | list[object]) -> bool:
        """Tell whether every value that is looked at is None, or a dict of nothing else."""
        kept = self._kept()
        seen = [value for i, value in enumerate(values) if i not in kept]
        return bool(seen) and all(value is None or _holds_none(value) for value in seen)


def copied(argument: object) -> object:
    """Return an argument with arrays of its own, in dicts too."""
    if isinstance(argument, Mapping):
        return {key: copied(entry) for key, entry in argument.items()}
    if isinstance(argument, Answer):
        return argument.array.copy()
    if isinstance(argument, Tensor):
        return Tensor(argument.array.copy(), argument.requires_grad)
    return argument.copy() if isinstance(argument, np.ndarray) else argument


def _holds_none(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(entry is None for entry in value.values())


def _bound(declared: ValueType, name: str, named: Mapping[str, object]) -> Sizes:
    value = named.get(name)
    if isinstance(value, Kept):
        return value.sizes
    return {} if value is None else bind(declared, name, value)


class Returned:
    """What one call returned; the declared names are attributes, as are the keys of a returned dict."""

    def __init__(self, signature: Signature, values: tuple[object, ...], sizes: Sizes, owner: Raw) -> None:
        """Name the values as the signature does; `sizes` are those of the arguments."""
        self._function = signature.name
        self._types = dict(signature.returns)
        self._values = dict(zip(self._types, values, strict=True))
        self._sizes = sizes
        self._owner = owner

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (Answer, Entries or Kept, by declaration)
        """Return one named result: an Answer, the Entries of a dict, or something Kept.

        Raises:
            CheckFailed: a dict is declared and something else was returned, or a key is missing.
            AttributeError: the signature declares no such name (the suite is wrong).
        """
        if name.startswith("_"):
            raise AttributeError(name)
        if name in self._types:
            return self._typed(name, self._types[name])
        for result, declared in self._types.items():
            if isinstance(declared, MappingType) and name in dict(declared.entries):
                return self._typed(result, declared)[name]
        message = f"{self._function} declares no result {name}"
        raise AttributeError(message)

    @property
    def _arrays(self) -> dict[str, Answer]:
        """Every array and number of the result, by name."""
        arrays: dict[str, Answer] = {}
        for name, declared in self._types.items():
            if isinstance(declared, MappingType):
                arrays |= dict(self._typed(name, declared))
            elif not isinstance(declared, OpaqueType):
                arrays[name] = self._typed(name, declared)
        return arrays

    def _typed(self, name: str, declared: ValueType) -> Any:  # noqa: ANN401
        value = self._values[name]
        if isinstance(declared, OpaqueType):
            return Kept(value, self._sizes, self._owner, name)
        if isinstance(declared, MappingType):
            return Entries(self._function, name, value, declared, self._sizes)
        return answer(self._function, name, value, declared, self._sizes)


def arrays_of(returned: Returned | Kept) -> dict[str, Answer]:
    """Return every array and number of a result by name, the entries of a dict among them."""
    if isinstance(returned, Kept):
        return {}
    return returned._arrays  # noqa: SLF001 (a public name could be that of a result)


def answer(function: str, name: str, value: object, declared: ValueType, sizes: Sizes) -> Answer:
    """Return a value as the Answer that its declaration makes it.

    Raises:
        GraderError: a dict inside a dict, which no contract of ours has.
    """
    if isinstance(declared, (MappingType, OpaqueType)):
        message = f"{name} of {function} cannot be read as an array"
        raise GraderError(message)
    dims = declared.dims if isinstance(declared, ArrayType) else ()
    return Answer(function, name, value, dims, sizes)


class Entries(Mapping[str, Answer]):
    """A returned dict: its declared entries as answers; other keys are nobody's business."""

    def __init__(self, function: str, name: str, value: object, declared: MappingType, sizes: Sizes) -> None:
        """Take what a function returned where a dict is declared.

        Raises:
            CheckFailed: it is not a dict.
        """
        if not isinstance(value, dict):
            got = class_name(value)
            raise CheckFailed(
                finding("wrong_type", function=function, name=name, expected="mapping", got=got)
            )
        self._function, self._name, self._value, self._sizes = function, name, value, sizes
        self._declared, self.optional = dict(declared.entries), declared.optional

    def __getitem__(self, key: str) -> Answer:
        """Return one entry.

        Raises:
            CheckFailed: the student's dict has no such key.
        """
        declared = self._declared[key]
        if key not in self._value:
            raise CheckFailed(finding("missing_key", function=self._function, name=self._name, key=key))
        return answer(self._function, key, self._value[key], declared, self._sizes)

    def __iter__(self) -> Any:  # noqa: ANN401
        """Iterate over the declared keys, without those that may be left out and are."""
        return (key for key in self._declared if key in self._value or key not in self.optional)

    def __len__(self) -> int:
        """Return over how many keys it iterates."""
        return sum(1 for _ in self)
