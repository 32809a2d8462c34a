"""What crosses between grader and worker: plain values as a JSON header and raw array bytes.

A frame is two big-endian 32-bit lengths, the header, the payload. Values in the header are JSON;
what JSON cannot say is a list whose first entry names its kind. Nothing is ever unpickled, and
every size is checked before it is used, because the other side may send anything.
"""

import json
import math
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

PREFIX = struct.Struct(">II")
MAX_HEADER = 4 * 2**20
MAX_PAYLOAD = 64 * 2**20
MAX_DEPTH = 50
MAX_NODES = 200_000
MAX_DIGITS = 4096
ARRAY_KINDS = "fiubc"
_EXACT_INT = 2**53


class WireError(Exception):
    """A value cannot be sent, or a frame is not one that the other side may send."""


@dataclass(frozen=True)
class Tensor:
    """A torch tensor, as the grader (which never imports torch) sees it."""

    array: np.ndarray
    requires_grad: bool


class Reference(NamedTuple):
    """An object that stays on its side: `kind` is "handle" or "callback", `label` its class."""

    kind: str
    id: int
    label: str


Tree = object
ToReference = Callable[[object], Reference]
FromReference = Callable[[Reference], object]
MakeTensor = Callable[[np.ndarray, bool], object]


def refuse(value: object) -> Reference:
    """Send no references: anything that is not plain data is an error."""
    message = f"cannot send a {type(value).__name__}"
    raise WireError(message)


def unknown(reference: Reference) -> object:
    """Accept no references."""
    message = f"unexpected {reference.kind}"
    raise WireError(message)


# ------------------------------------------------------------------------------------- encoding


class _Encoder:
    def __init__(self, to_reference: ToReference) -> None:
        self.to_reference = to_reference
        self.payload: list[bytes] = []
        self.size = 0
        self.nodes = 0

    def tree(self, value: object, depth: int = 0) -> Tree:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            message = "the value is nested too deeply or has too many entries"
            raise WireError(message)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, np.ndarray):
            return self.array(value)
        if isinstance(value, np.generic):
            return ["s", self.array(np.asarray(value))]
        if isinstance(value, (int, float, str)):
            return _scalar(value)
        if isinstance(value, (list, tuple, dict)):
            return self.container(value, depth + 1)
        return self.special(value, depth)

    def container(self, value: "list[object] | tuple[object, ...] | dict[object, object]", depth: int) -> Tree:
        if isinstance(value, dict):
            if not all(isinstance(key, str) for key in value):
                return self.reference(value)
            return ["d", *([str(key), self.tree(item, depth)] for key, item in value.items())]
        kind = "l" if isinstance(value, list) else "t"
        return [kind, *(self.tree(item, depth) for item in value)]

    def special(self, value: object, depth: int) -> Tree:
        if isinstance(value, np.random.Generator):
            bits = value.bit_generator
            return ["g", type(bits).__name__, self.tree(bits.state, depth + 1)]
        if isinstance(value, Tensor):
            return ["T", self.array(value.array), value.requires_grad]
        if is_torch_tensor(value):
            return ["T", self.array(to_numpy(value)), bool(getattr(value, "requires_grad", False))]
        return self.reference(value)

    def array(self, value: np.ndarray) -> Tree:
        if value.dtype.kind not in ARRAY_KINDS:
            return self.reference(value)
        self.size += value.size * value.dtype.itemsize
        if self.size > MAX_PAYLOAD:
            message = f"the arrays are larger than {MAX_PAYLOAD // 2**20} MiB"
            raise WireError(message)
        plain = np.array(value, order="C", subok=False)
        plain = plain.astype(plain.dtype.newbyteorder("<"), copy=False)
        data = plain.tobytes()
        self.payload.append(data)
        return ["a", plain.dtype.str, list(plain.shape)]

    def reference(self, value: object) -> Tree:
        return ["r", *self.to_reference(value)]


def _scalar(value: "int | float | str") -> Tree:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, float):
        number = float(value)
        return number if math.isfinite(number) else ["f", repr(number)]
    number = int(value)
    return number if abs(number) < _EXACT_INT else ["i", hex(number)]


def is_torch_tensor(value: object) -> bool:
    """Say whether a value is a torch tensor, without importing torch."""
    return type(value).__module__.partition(".")[0] == "torch" and hasattr(value, "detach")


def to_numpy(tensor: object) -> np.ndarray:
    """Return a torch tensor's values."""
    array = tensor.detach().cpu().numpy()  # type: ignore[attr-defined]
    return np.asarray(array)


def encode(value: object, to_reference: ToReference = refuse) -> bytes:
    """Turn a value into a frame.

    Raises:
        WireError: the value is too large, too deep, or holds what `to_reference` refuses.
    """
    encoder = _Encoder(to_reference)
    header = json.dumps(encoder.tree(value), separators=(",", ":")).encode("ascii")
    if len(header) > MAX_HEADER:
        message = f"the value is larger than {MAX_HEADER // 2**20} MiB"
        raise WireError(message)
    return b"".join([PREFIX.pack(len(header), encoder.size), header, *encoder.payload])


# ------------------------------------------------------------------------------------- decoding


class _Decoder:
    def __init__(self, payload: memoryview, from_reference: FromReference, make_tensor: MakeTensor) -> None:
        self.make_tensor = make_tensor
        self.payload = payload
        self.offset = 0
        self.nodes = 0
        self.from_reference = from_reference
        self.kinds: Mapping[str, Callable[[list[Tree], int], object]] = {
            "l": self.items,
            "t": lambda rest, depth: tuple(self.items(rest, depth)),
            "d": self.dict,
            "a": lambda rest, _: self.array(rest),
            "s": self.scalar,
            "f": lambda rest, _: _special_float(rest),
            "i": lambda rest, _: _large_int(rest),
            "g": self.generator,
            "T": self.tensor,
            "r": lambda rest, _: self.reference(rest),
        }

    def value(self, tree: Tree, depth: int = 0) -> object:
        self.nodes += 1
        _require(depth <= MAX_DEPTH and self.nodes <= MAX_NODES, "nested too deeply or too many entries")
        if tree is None or isinstance(tree, (bool, int, float, str)):
            return tree
        _require(isinstance(tree, list) and bool(tree), "not a value")
        kind, *rest = tree  # type: ignore[misc]
        _require(isinstance(kind, str) and kind in self.kinds, "unknown kind of value")
        return self.kinds[kind](rest, depth + 1)

    def items(self, rest: list[Tree], depth: int) -> list[object]:
        return [self.value(item, depth) for item in rest]

    def dict(self, rest: list[Tree], depth: int) -> dict[str, object]:
        result = {}
        for pair in rest:
            _require(isinstance(pair, list) and len(pair) == 2, "not a pair")  # noqa: PLR2004
            key, item = pair  # type: ignore[misc]
            _require(isinstance(key, str), "a key that is not a string")
            result[key] = self.value(item, depth)
        return result

    def array(self, rest: list[Tree]) -> np.ndarray:
        _require(len(rest) == 2, "not an array")  # noqa: PLR2004
        dtype, shape = _dtype(rest[0]), _shape(rest[1])
        size = math.prod(shape) * dtype.itemsize
        _require(self.offset + size <= len(self.payload), "an array longer than its bytes")
        part = self.payload[self.offset : self.offset + size]
        self.offset += size
        return np.frombuffer(part, dtype).reshape(shape).astype(dtype.newbyteorder("="))

    def scalar(self, rest: list[Tree], depth: int) -> object:
        _require(len(rest) == 1, "not a scalar")
        array = self.value(rest[0], depth)
        _require(isinstance(array, np.ndarray) and array.ndim == 0, "not a scalar")
        return array[()]  # type: ignore[index]

    def generator(self, rest: list[Tree], depth: int) -> np.random.Generator:
        _require(len(rest) == 2 and rest[0] in BIT_GENERATORS, "not a random generator")  # noqa: PLR2004
        bits = BIT_GENERATORS[str(rest[0])]()
        try:
            bits.state = self.value(rest[1], depth)
        except (TypeError, ValueError, KeyError, OverflowError, AttributeError) as error:
            message = "not the state of a random generator"
            raise WireError(message) from error
        return np.random.Generator(bits)

    def tensor(self, rest: list[Tree], depth: int) -> object:
        _require(len(rest) == 2 and isinstance(rest[1], bool), "not a tensor")  # noqa: PLR2004
        array = self.value(rest[0], depth)
        _require(isinstance(array, np.ndarray), "not a tensor")
        return self.make_tensor(array, bool(rest[1]))  # type: ignore[arg-type]

    def reference(self, rest: list[Tree]) -> object:
        fits = len(rest) == 3 and isinstance(rest[0], str) and type(rest[1]) is int and isinstance(rest[2], str)  # noqa: PLR2004
        _require(fits, "not a reference")
        return self.from_reference(Reference(*rest))  # type: ignore[arg-type]


BIT_GENERATORS: dict[str, type[np.random.BitGenerator]] = {
    kind.__name__: kind
    for kind in (np.random.PCG64, np.random.PCG64DXSM, np.random.MT19937, np.random.Philox, np.random.SFC64)
}


def _require(condition: bool, message: str) -> None:  # noqa: FBT001 (reads as a sentence)
    if not condition:
        raise WireError(message)


def _special_float(rest: list[Tree]) -> float:
    _require(rest in (["nan"], ["inf"], ["-inf"]), "not a float")
    return float(str(rest[0]))


def _large_int(rest: list[Tree]) -> int:
    _require(len(rest) == 1 and isinstance(rest[0], str) and len(rest[0]) <= MAX_DIGITS, "not an integer")
    try:
        return int(str(rest[0]), 16)
    except ValueError as error:
        message = "not an integer"
        raise WireError(message) from error


def _dtype(name: Tree) -> np.dtype:
    _require(isinstance(name, str) and 0 < len(name) <= 8, "not a dtype")  # noqa: PLR2004
    try:
        dtype = np.dtype(str(name))
    except (TypeError, ValueError) as error:
        message = "not a dtype"
        raise WireError(message) from error
    _require(dtype.kind in ARRAY_KINDS and dtype.names is None and dtype.subdtype is None, "not a plain dtype")
    return dtype


def _shape(shape: Tree) -> tuple[int, ...]:
    _require(isinstance(shape, list) and len(shape) <= 32, "not a shape")  # type: ignore[arg-type]  # noqa: PLR2004
    fits = all(type(n) is int and 0 <= n <= MAX_PAYLOAD for n in shape)  # type: ignore[attr-defined]
    _require(fits, "not a shape")
    return tuple(shape)  # type: ignore[arg-type]


def decode(
    frame: bytes, from_reference: FromReference = unknown, make_tensor: MakeTensor = Tensor
) -> object:
    """Turn a frame into the value, fresh and writable.

    Raises:
        WireError: the frame is not one that `encode` makes, or is larger than the caps.
    """
    header, payload = split(frame)
    try:
        tree = json.loads(header, parse_constant=_no_constant, parse_int=_short_int)
    except (ValueError, RecursionError, MemoryError) as error:
        message = "not a header"
        raise WireError(message) from error
    return _Decoder(payload, from_reference, make_tensor).value(tree)


def split(frame: bytes) -> tuple[bytes, memoryview]:
    """Return header and payload of a whole frame."""
    _require(len(frame) >= PREFIX.size, "a frame without its lengths")
    header, payload = PREFIX.unpack_from(frame)
    _require(len(frame) == PREFIX.size + header + payload, "a frame of another length")
    view = memoryview(frame)[PREFIX.size :]
    return bytes(view[:header]), view[header:]


def frame_size(prefix: bytes) -> int:
    """Return how many bytes follow these eight.

    Raises:
        WireError: more than a frame may have.
    """
    header, payload = PREFIX.unpack(prefix)
    _require(header <= MAX_HEADER and payload <= MAX_PAYLOAD, "a frame larger than allowed")
    return int(header + payload)


def _no_constant(name: str) -> float:
    message = f"{name} in a header"
    raise ValueError(message)


def _short_int(digits: str) -> int:
    if len(digits) > 20:  # noqa: PLR2004
        message = "a long number in a header"
        raise ValueError(message)
    return int(digits)
