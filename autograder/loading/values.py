"""The value specs of `types:` and `functions:` -> the model's value types.

[m, T_x, n_a]      an array; dims are symbols or whole numbers, the first may be "..."
[n_a, n_a + n_x]   a dim may be a sum of them, and of multiples such as 3*n_a
int                a scalar: int, float, str, callable or any
opaque             an object of the student's own that only their code reads
{Waa: [n_a, n_a]}  a dict with these keys; one written "bhc?" may be left out
params             a type that `types:` names
"""

from collections.abc import Mapping

from autograder.loading.problem import Key, did_you_mean, quote
from autograder.loading.schema import AssignmentKeys
from autograder.model import dimension
from autograder.model.assignment import ArrayType, MappingType, OpaqueType, ScalarType, Signature, ValueType

SCALARS = ("int", "float", "str", "callable", "any")
_BUILT_IN: Mapping[str, ValueType] = {kind: ScalarType(kind) for kind in SCALARS} | {"opaque": OpaqueType()}


def signatures(declared: AssignmentKeys) -> tuple[dict[str, Signature], list[tuple[Key, str]]]:
    """Return the signature of every function, and what is wrong in the value specs."""
    reader = _Reader()
    reader.name_types(declared.types)
    functions = {
        name: Signature(
            name,
            reader.entries(function.args, ("functions", name, "args")),
            reader.entries(function.returns, ("functions", name, "returns")),
            function.file or declared.files[0],
        )
        for name, function in declared.functions.items()
    }
    return functions, reader.problems


class _Reader:
    """Reads specs; a type may use the types named above it, so no cycle can be written."""

    def __init__(self) -> None:
        self.problems: list[tuple[Key, str]] = []
        self._known: dict[str, ValueType] = dict(_BUILT_IN)

    def name_types(self, types: Mapping[str, object]) -> None:
        for name, spec in types.items():
            if name in _BUILT_IN:
                self._report(("types", name), f"{quote(name)} is built in; choose another name")
            else:
                self._known[name] = self.value(spec, ("types", name))

    def entries(self, specs: Mapping[str, object], key: Key) -> tuple[tuple[str, ValueType], ...]:
        return tuple((name, self.value(spec, (*key, name))) for name, spec in specs.items())

    def value(self, spec: object, key: Key) -> ValueType:
        if isinstance(spec, dict):
            return self._mapping(spec, key)
        if isinstance(spec, list):
            return ArrayType(tuple(self._dim(dim, (*key, i)) for i, dim in enumerate(spec)))
        if isinstance(spec, str) and spec in self._known:
            return self._known[spec]
        self._report(key, self._unknown(spec))
        return OpaqueType()

    def _mapping(self, spec: dict[str, object], key: Key) -> ValueType:
        if not spec:
            self._report(key, "names no keys")
        entries = tuple((name.removesuffix("?"), self.value(one, (*key, name))) for name, one in spec.items())
        return MappingType(entries, frozenset(name[:-1] for name in spec if name.endswith("?")))

    def _dim(self, dim: object, key: Key) -> str:
        if dim == "..." and key[-1] == 0:
            return "..."
        whole = isinstance(dim, int) and not isinstance(dim, bool) and dim >= 0
        if not whole and not (isinstance(dim, str) and _is_sum(dim)):
            allowed = 'a symbol such as n_a, a whole number, a sum such as n_a + 2*n_x, or "..." first'
            self._report(key, f"{quote(dim)} is not a dimension: {allowed}")
        return "".join(str(dim).split())

    def _unknown(self, spec: object) -> str:
        what = "a list of dimensions, a mapping, or one of"
        return f"{quote(spec)} is not {what} {', '.join(self._known)}{did_you_mean(spec, self._known)}"

    def _report(self, key: Key, text: str) -> None:
        self.problems.append((key, text))


def _is_sum(dim: str) -> bool:
    try:
        dimension.terms(dim)
    except ValueError:
        return False
    return True
