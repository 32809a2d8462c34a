"""A call of one of the student's functions, as a function of each of its arguments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from autograder.checks.contract import Function, Returned
from autograder.errors import GraderError


@dataclass(frozen=True)
class Call:
    """`function` at the arguments `at`; an argument is meant by its name, or its key in a dict of them."""

    function: Function
    at: tuple[object, ...]

    def argument(self, name: str) -> np.ndarray:
        """Return the array that is called `name`.

        Raises:
            GraderError: there is none (the suite is wrong).
        """
        for own_name, value in self._arguments():
            found = value.get(name) if isinstance(value, Mapping) else value if own_name == name else None
            if isinstance(found, np.ndarray):
                return found
        message = f"{self.function.name} has no argument {name}"
        raise GraderError(message)

    def takes(self, name: str) -> bool:
        """Tell whether there is an argument that is called `name`."""
        arguments = self._arguments()
        return any(name in value if isinstance(value, Mapping) else own == name for own, value in arguments)

    def run(self, **others: np.ndarray) -> Returned:
        """Call the function with other values of some arguments."""
        returned: Returned = self.function(
            *(_replaced(name, value, others) for name, value in self._arguments())
        )
        return returned

    def _arguments(self) -> Iterator[tuple[str, object]]:
        names = (name for name, _ in self.function.signature.args)
        return zip(names, self.at, strict=False)


def _replaced(name: str, value: object, others: Mapping[str, np.ndarray]) -> object:
    if isinstance(value, Mapping):
        return {key: others.get(key, entry) for key, entry in value.items()}
    return others.get(name, value)
