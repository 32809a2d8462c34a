"""What arrives is a value or an error of the wire, at a cost that its length justifies."""

import contextlib
import functools
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile.fuzz.framing import framed
from hostile.fuzz.pace import UNHURRIED, grows_with_length_only
from hostile.fuzz.targets.wire import as_it_is, one
from hypothesis import given
from hypothesis import strategies as st

from autograder.worker import wire

CORPUS = Path(__file__).parent / "corpus" / "wire"
SEEDS = st.sampled_from([path.read_bytes() for path in sorted(CORPUS.iterdir())])
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), st.binary(max_size=9)), max_size=6)
BYTES_FOR_A_BYTE = 64
"""How much a value may take for each byte of its frame: an empty list takes 56 for two characters."""
CONSTANT = 100_000
EIGHTH = wire.MAX_HEADER // 8
LEAST_SECONDS = 0.01
"""What an eighth is taken to cost at least: less is noise."""
PIECES = {
    "empty lists": b"[]",
    "empty objects": b"{}",
    "objects of one": b'{"":0}',
    "values": b"0",
    "floats": b"1.5",
    "strings": b'"ab"',
    "lists of the wire": b'["l"]',
    "tuples of the wire": b'["t"]',
    "dicts of the wire": b'["d"]',
    "arrays without entries": b'["a","<f8",[0]]',
    "integers": b'["i","0x1"]',
    "references": b'["r","handle",1,""]',
    "generators without a state": b'["g","MT19937",0]',
    "escapes": b'"\\ud800"',
}


@UNHURRIED
@given(SEEDS, EDITS)
def test_a_frame_that_was_changed_is_a_value_or_an_error_of_the_wire(
    frame: bytes, edits: list[tuple[float, int, bytes]]
) -> None:
    changed = bytearray(frame)
    for share, length, new in edits:
        start = int(share * len(changed))
        changed[start : start + length] = new
    one(bytes(changed))


def full(piece: bytes, size: int) -> bytes:
    """Return a frame that holds a piece as often as fits."""
    return framed(b'["l",' + b",".join([piece] * (size // (len(piece) + 1))) + b"]")


def decode(frame: bytes) -> None:
    with contextlib.suppress(wire.WireError):
        wire.decode(frame, as_it_is)


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_a_frame_costs_no_more_memory_than_its_length_justifies(piece: bytes) -> None:
    frame = full(piece, wire.MAX_HEADER // 20)
    decode(full(piece, 100))  # what is made once, is made
    tracemalloc.start()
    decode(frame)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak <= BYTES_FOR_A_BYTE * len(frame) + CONSTANT


LARGE: dict[str, Callable[[int], bytes]] = {
    **{name: functools.partial(full, piece) for name, piece in PIECES.items()},
    "brackets": lambda size: framed(b"[" * size),
    "digits": lambda size: framed(b"9" * size),
    "decimals": lambda size: framed(b"0." + b"9" * (size - 2)),
    "escapes of one text": lambda size: framed(b'"' + b"\\u0000" * (size // 6) + b'"'),
    "hexadecimal digits": lambda size: framed(json.dumps(["i", "0x" + "f" * (size - 10)]).encode()),
}


@pytest.mark.parametrize("frame", LARGE.values(), ids=LARGE.keys())
def test_the_cost_of_a_frame_grows_with_its_length_only(frame: Callable[[int], bytes]) -> None:
    eighth, whole = (functools.partial(decode, frame(size)) for size in (EIGHTH, wire.MAX_HEADER))
    assert grows_with_length_only(eighth, whole, LEAST_SECONDS)


@UNHURRIED
@given(st.binary(max_size=8))
def test_a_prefix_announces_what_is_allowed_or_is_refused(prefix: bytes) -> None:
    with contextlib.suppress(wire.WireError):
        assert wire.frame_size(prefix.ljust(8, b"\0")) <= wire.MAX_HEADER + wire.MAX_PAYLOAD


@pytest.mark.parametrize("name", ["mt19937_beyond_its_buffer", "philox_beyond_its_buffer"])
def test_a_generator_that_would_read_beyond_its_buffer_is_refused(name: str) -> None:
    path = CORPUS.parents[2] / "regressions" / "wire" / name
    with pytest.raises(wire.WireError, match="beyond a random generator's buffer"):
        wire.decode(framed(path.read_bytes()))
