"""What crosses between grader and worker: plain values as a JSON header and raw array bytes.

A frame is two big-endian 32-bit lengths, the header, the payload. Values in the header are JSON;
what JSON cannot say is a list whose first entry names its kind. Nothing is ever unpickled, and
every size is checked before it is used, because the other side may send anything.
"""

import contextlib
import functools
import json
import math
import re
import struct
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import numpy as np

PREFIX = struct.Struct(">II")
MAX_HEADER = 4 * 2**20
MAX_PAYLOAD = 64 * 2**20
MAX_DEPTH = 50
MAX_NODES = 200_000
MAX_DIGITS = 4096
ARRAY_KINDS = "fiubc"
PLAIN_DTYPE = re.compile(rf"[<|][{ARRAY_KINDS}][0-9]{{1,2}}")
"""What `dtype.str` is for the kinds; numpy's own reader of dtypes knows far more than that."""
_EXACT_INT = 2**53


class WireError(Exception):
    """A value cannot be sent, or a frame is not one that the other side may send."""


@dataclass(frozen=True)
class Tensor:
    """A torch tensor, as the grader (which never imports torch) sees it."""

    array: np.ndarray
    requires_grad: bool = False

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:  # noqa: ANN401, FBT001
        """Be an array where a test treats it as one."""
        return np.array(self.array, dtype) if copy else np.asarray(self.array, dtype)


class Reference(NamedTuple):
    """An object that stays on its side: `kind` is "handle" or "callback", `label` its class."""

    kind: str
    id: int
    label: str


Tree = Any
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

    def container(
        self, value: "list[object] | tuple[object, ...] | dict[object, object]", depth: int
    ) -> Tree:
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
        tensor = from_torch(value) if is_torch_tensor(value) else value
        if isinstance(tensor, Tensor):
            return ["T", self.array(tensor.array), tensor.requires_grad]
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
    """Say whether a value is a torch tensor, also of a class of the student's, without importing torch."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def from_torch(tensor: Any) -> Tensor | None:  # noqa: ANN401 (torch is not imported, for its types neither)
    """Return what crosses of a torch tensor; None when it has no values here, as on the device `meta`.

    A class of the student's has no say in it. What numpy has no dtype for (bfloat16) becomes float32.
    """
    torch = sys.modules["torch"]
    given = torch.Tensor
    with torch._C.DisableTorchFunctionSubclass():  # noqa: SLF001 (nothing public reads a subclass's own data)
        wants = bool(tensor.requires_grad)
        for read in (given.detach, given.to_dense, given.float):
            with contextlib.suppress(
                TypeError, RuntimeError
            ):  # not a layout of numpy's, not a dtype, no values
                tensor = read(tensor)
                return Tensor(np.asarray(given.numpy(tensor, force=True)), wants)
    return None


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
        kind, *rest = tree
        _require(isinstance(kind, str) and kind in self.kinds, "unknown kind of value")
        return self.kinds[kind](rest, depth + 1)

    def items(self, rest: list[Tree], depth: int) -> list[object]:
        return [self.value(item, depth) for item in rest]

    def dict(self, rest: list[Tree], depth: int) -> dict[str, object]:
        result = {}
        for pair in rest:
            _require(isinstance(pair, list), "not a pair")
            key, item = _entries(pair, 2)
            _require(isinstance(key, str), "a key that is not a string")
            result[key] = self.value(item, depth)
        return result

    def array(self, rest: list[Tree]) -> np.ndarray:
        name, sizes = _entries(rest, 2)
        dtype, shape = _dtype(name), _shape(sizes)
        size = math.prod(shape) * dtype.itemsize
        _require(self.offset + size <= len(self.payload), "an array longer than its bytes")
        part = self.payload[self.offset : self.offset + size]
        self.offset += size
        return np.frombuffer(part, dtype).reshape(shape).astype(dtype.newbyteorder("="))

    def scalar(self, rest: list[Tree], depth: int) -> object:
        array = self.value(_entries(rest, 1)[0], depth)
        if not isinstance(array, np.ndarray) or array.ndim:
            message = "not a scalar"
            raise WireError(message)
        return array[()]

    def generator(self, rest: list[Tree], depth: int) -> np.random.Generator:
        name, state = _entries(rest, 2)
        _require(isinstance(name, str) and name in BIT_GENERATORS, "not a random generator")
        bits = BIT_GENERATORS[name]()
        _set_state(bits, cast("dict[str, Any]", self.value(state, depth)))
        return np.random.Generator(bits)

    def tensor(self, rest: list[Tree], depth: int) -> object:
        inner, requires_grad = _entries(rest, 2)
        array = self.value(inner, depth)
        if not isinstance(array, np.ndarray) or not isinstance(requires_grad, bool):
            message = "not a tensor"
            raise WireError(message)
        return self.make_tensor(array, requires_grad)

    def reference(self, rest: list[Tree]) -> object:
        kind, number, label = _entries(rest, 3)
        fits = isinstance(kind, str) and type(number) is int and isinstance(label, str)
        _require(fits, "not a reference")
        return self.from_reference(Reference(kind, number, label))


def _set_state(bits: np.random.BitGenerator, state: dict[str, Any]) -> None:
    try:
        bits.state = state
    except Exception as error:
        message = "not the state of a random generator"
        raise WireError(message) from error
    last = _BUFFERED.get(type(bits).__name__, 0)
    _require(0 <= _position(bits.state) <= last, "a place beyond a random generator's buffer")


def _position(state: Mapping[str, Any]) -> int:
    """Return where a generator reads its next number; numpy would read there whatever it is."""
    return int(state["state"].get("pos", 0)) + int(state.get("buffer_pos", 0))


_BUFFERED = {"MT19937": 624, "Philox": 4}
"""Numbers that a generator makes at once."""

BIT_GENERATORS: dict[str, type[np.random.BitGenerator]] = {
    kind.__name__: kind
    for kind in (np.random.PCG64, np.random.PCG64DXSM, np.random.MT19937, np.random.Philox, np.random.SFC64)
}


def _require(condition: bool, message: str) -> None:  # noqa: FBT001 (reads as a sentence)
    if not condition:
        raise WireError(message)


def _entries(rest: list[Tree], count: int) -> list[Tree]:
    _require(len(rest) == count, "a value of another length")
    return rest


def _special_float(rest: list[Tree]) -> float:
    _require(rest in (["nan"], ["inf"], ["-inf"]), "not a float")
    return float(str(rest[0]))


def _large_int(rest: list[Tree]) -> int:
    digits = _entries(rest, 1)[0]
    _require(isinstance(digits, str) and len(digits) <= MAX_DIGITS, "not an integer")
    try:
        return int(digits, 16)
    except ValueError as error:
        message = "not an integer"
        raise WireError(message) from error


def _dtype(name: Tree) -> np.dtype:
    _require(isinstance(name, str) and PLAIN_DTYPE.fullmatch(name) is not None, "not a plain dtype")
    return _named_dtype(name)


@functools.lru_cache(maxsize=64)
def _named_dtype(name: str) -> np.dtype:
    try:
        return np.dtype(name)
    except TypeError as error:
        message = "not a dtype"
        raise WireError(message) from error


def _shape(shape: Tree) -> tuple[int, ...]:
    _require(isinstance(shape, list) and len(shape) <= 32, "not a shape")  # noqa: PLR2004
    fits = all(type(n) is int and 0 <= n <= MAX_PAYLOAD for n in shape)
    # numpy multiplies the sizes of an array without entries, too
    _require(fits and math.prod(filter(None, shape)) <= MAX_PAYLOAD, "not a shape")
    return tuple(shape)


def decode(frame: bytes, from_reference: FromReference = unknown, make_tensor: MakeTensor = Tensor) -> object:
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
