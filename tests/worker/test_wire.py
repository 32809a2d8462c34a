"""Plain values cross unchanged; anything else is refused before it costs memory."""

import contextlib
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.worker import wire

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
DTYPES = hnp.floating_dtypes() | hnp.integer_dtypes() | hnp.unsigned_integer_dtypes() | hnp.boolean_dtypes()
ARRAYS = hnp.arrays(DTYPES | hnp.complex_number_dtypes(), hnp.array_shapes(min_dims=0, min_side=0))


def crossed(value: object) -> object:
    return wire.decode(wire.encode(value))


def alike(a: object, b: object) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return a == b or (math.isnan(a) and math.isnan(b))
    if isinstance(a, (list, tuple)) and type(a) is type(b):
        return len(a) == len(b) and all(map(alike, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(alike(a[key], b[key]) for key in a)
    return type(a) is type(b) and a == b


@given(PLAIN)
def test_plain_values_cross_unchanged(value: object) -> None:
    assert alike(crossed(value), value)


@given(ARRAYS)
def test_arrays_cross_to_the_last_bit(array: np.ndarray) -> None:
    got = crossed(array)
    assert isinstance(got, np.ndarray)
    assert (got.dtype, got.shape) == (array.dtype.newbyteorder("="), array.shape)
    assert got.tobytes() == array.astype(got.dtype).tobytes()
    assert got.flags.writeable


def test_a_numpy_scalar_stays_a_numpy_scalar() -> None:
    got = crossed(np.float32(1.5))
    assert type(got) is np.float32
    assert got == np.float32(1.5)


def test_a_transposed_view_and_a_subclass_cross_as_plain_arrays() -> None:
    matrix = np.arange(6.0).reshape(2, 3).T.view(np.matrix)
    got = crossed(matrix)
    assert type(got) is np.ndarray
    np.testing.assert_array_equal(got, [[0, 3], [1, 4], [2, 5]])


@pytest.mark.parametrize("kind", sorted(wire.BIT_GENERATORS))
def test_a_generator_crosses_with_its_state(kind: str) -> None:
    rng = np.random.Generator(wire.BIT_GENERATORS[kind](7))
    rng.normal(size=3)
    got = crossed(rng)
    assert isinstance(got, np.random.Generator)
    np.testing.assert_array_equal(got.normal(size=5), rng.normal(size=5))


def test_a_torch_tensor_crosses_as_an_array_with_a_tag() -> None:
    torch = pytest.importorskip("torch")
    got = crossed(torch.ones(2, 3, requires_grad=True))
    assert isinstance(got, wire.Tensor)
    assert got.requires_grad
    np.testing.assert_array_equal(got.array, np.ones((2, 3)))
    assert isinstance(crossed(got), wire.Tensor)


@pytest.mark.parametrize(
    "value", [object(), {1: 2}, np.array([object()]), {"a": {2}}, b"bytes", np.array("text")]
)
def test_what_is_not_plain_is_refused(value: object) -> None:
    with pytest.raises(wire.WireError):
        wire.encode(value)


def test_what_is_not_plain_crosses_as_a_reference_where_that_is_agreed() -> None:
    kept: list[object] = []

    def keep(value: object) -> wire.Reference:
        kept.append(value)
        return wire.Reference("handle", len(kept) - 1, type(value).__name__)

    value = {"cache": {1: 2}, "x": [object()]}
    got = wire.decode(wire.encode(value, keep), lambda reference: reference)
    assert got == {"cache": ("handle", 0, "dict"), "x": [("handle", 1, "object")]}


def test_a_reference_is_refused_where_none_is_agreed() -> None:
    with pytest.raises(wire.WireError, match="unexpected handle"):
        wire.decode(frame(["r", "handle", 0, "x"]))


def test_a_list_that_holds_itself_is_refused() -> None:
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(wire.WireError, match="nested"):
        wire.encode(loop)


def test_arrays_beyond_the_cap_are_refused() -> None:
    with pytest.raises(wire.WireError, match="64 MiB"):
        wire.encode(np.zeros(wire.MAX_PAYLOAD + 1, dtype=np.uint8))


def test_a_header_beyond_the_cap_is_refused() -> None:
    with pytest.raises(wire.WireError, match="4 MiB"):
        wire.encode("x" * (wire.MAX_HEADER + 1))


def frame(tree: object, payload: bytes = b"", header: bytes | None = None) -> bytes:
    data = header if header is not None else json.dumps(tree).encode()
    return wire.PREFIX.pack(len(data), len(payload)) + data + payload


MALFORMED = {
    "no header": b"",
    "lengths only": wire.PREFIX.pack(5, 0),
    "not JSON": frame(None, header=b"{"),
    "NaN": frame(None, header=b"NaN"),
    "a long number": frame(None, header=b"9" * 5000),
    "not text": frame(None, header=b"\xff"),
    "deep": frame(None, header=b"[" * 5000 + b"]" * 5000),
    "an object": frame({"a": 1}),
    "an empty list": frame([]),
    "an unknown kind": frame(["z"]),
    "a kind that is a list": frame([["a"]]),
    "a dict of triples": frame(["d", ["a", 1, 2]]),
    "a dict with a number as key": frame(["d", [1, 1]]),
    "an array without shape": frame(["a", "<f8"]),
    "an array longer than its bytes": frame(["a", "<f8", [3]], b"1" * 8),
    "an array of objects": frame(["a", "|O", [1]], b"1" * 8),
    "an array of records": frame(["a", "i4,i4", [1]], b"1" * 8),
    "an array of nothing known": frame(["a", "zz", [1]], b"1" * 8),
    "an array of floats that are none": frame(["a", "<f7", [1]], b"1" * 8),
    "an array of a comma": frame(["a", ",", [0]]),
    "an array without entries that is too large": frame(["a", "<f8", [2**26, 2**26, 2**26, 0]]),
    "an array with a long dtype": frame(["a", "<f8" * 9, [1]], b"1" * 8),
    "a negative shape": frame(["a", "<f8", [-1]], b"1" * 8),
    "a shape of strings": frame(["a", "<f8", ["1"]], b"1" * 8),
    "a shape of many axes": frame(["a", "<f8", [1] * 33], b"1" * 8),
    "a shape that is a number": frame(["a", "<f8", 1], b"1" * 8),
    "a scalar of an array": frame(["s", ["a", "<f8", [1]]], b"1" * 8),
    "a scalar of two": frame(["s", 1, 2]),
    "a float that is none": frame(["f", "1e400"]),
    "an int that is none": frame(["i", "0xzz"]),
    "an int of many digits": frame(["i", "0x" + "f" * 5000]),
    "an int that is a number": frame(["i", 3]),
    "an unknown generator": frame(["g", "os.system", None]),
    "a generator without a state": frame(["g", "PCG64", None]),
    "a generator with a wrong state": frame(["g", "PCG64", ["d", ["bit_generator", "PCG64"]]]),
    "a tensor of a string": frame(["T", "x", True]),
    "a tensor without its tag": frame(["T", "x"]),
    "a reference with a float": frame(["r", "handle", 1.5, "x"]),
    "a reference with a bool": frame(["r", "handle", True, "x"]),
    "bytes after the end": frame(None) + b"x",
}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_frame_is_an_error_of_the_wire(data: bytes) -> None:
    with pytest.raises(wire.WireError):
        wire.decode(data)


def test_many_entries_are_refused() -> None:
    with pytest.raises(wire.WireError, match="too many"):
        wire.decode(frame(["l", *([0] * (wire.MAX_NODES + 1))]))


def test_a_size_beyond_the_cap_is_refused_before_it_is_read() -> None:
    with pytest.raises(wire.WireError, match="larger"):
        wire.frame_size(wire.PREFIX.pack(wire.MAX_HEADER + 1, 0))


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_a_value_or_an_error_of_the_wire(data: bytes) -> None:
    with contextlib.suppress(wire.WireError):
        wire.decode(data)


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(list("ltdasfigTr")),
    st.lists,
    max_leaves=15,
)


@given(TREES, st.binary(max_size=64))
def test_arbitrary_trees_are_a_value_or_an_error_of_the_wire(tree: object, payload: bytes) -> None:
    with contextlib.suppress(wire.WireError):
        wire.decode(frame(tree, payload), lambda reference: reference)
