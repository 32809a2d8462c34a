"""Whole frames cross in both directions, and a watch ends any wait."""

import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.worker import wire
from autograder.worker.channel import HungUpError, PipeChannel, SocketChannel

FRAME = wire.encode({"numbers": list(range(1000))})
ECHO = """
import sys
while data := sys.stdin.buffer.read1(99):
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
"""


class TooLateError(Exception):
    """What the watches of these tests raise."""


def patient() -> None:
    """Wait as long as it takes."""


class After:
    """A watch that ends a wait after some seconds."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def __call__(self) -> None:
        if time.monotonic() > self.end:
            raise TooLateError


@pytest.fixture
def pair() -> Iterator[tuple[SocketChannel, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield SocketChannel(ours), theirs


def piped(code: str) -> PipeChannel:
    return PipeChannel(
        subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    )


def ended(channel: PipeChannel) -> None:
    channel.process.kill()
    channel.process.wait()
    channel.close()


@given(st.lists(st.integers(1, 60), max_size=20))
def test_a_frame_arrives_whole_however_it_is_cut(cuts: list[int]) -> None:
    ours, theirs = socket.socketpair()
    frame, rest = wire.encode("some text"), wire.encode("some text") * 2
    with ours, theirs:
        for size in [*cuts, len(rest)]:
            theirs.sendall(rest[:size])
            rest = rest[size:]
        channel = SocketChannel(ours)
        assert [channel.receive(patient), channel.receive(patient)] == [frame, frame]


def test_a_large_frame_is_sent_whole_to_a_slow_reader(pair: tuple[SocketChannel, socket.socket]) -> None:
    channel, theirs = pair
    frame, got = bytes(5_000_000), bytearray()

    def read_slowly() -> None:
        while len(got) < len(frame):
            got.extend(theirs.recv(1 << 20))

    reader = threading.Thread(target=read_slowly)
    reader.start()
    channel.send(frame, After(30))
    reader.join()
    assert got == frame


def test_a_reader_that_does_not_read_is_left_in_time(pair: tuple[SocketChannel, socket.socket]) -> None:
    with pytest.raises(TooLateError):
        pair[0].send(bytes(10_000_000), After(0.1))


def test_silence_ends_with_the_watch(pair: tuple[SocketChannel, socket.socket]) -> None:
    with pytest.raises(TooLateError):
        pair[0].receive(After(0.05))


@pytest.mark.parametrize("sent", [b"", FRAME[:3], FRAME[:-1]])
def test_hanging_up_in_the_middle_is_told(pair: tuple[SocketChannel, socket.socket], sent: bytes) -> None:
    channel, theirs = pair
    theirs.sendall(sent)
    theirs.close()
    with pytest.raises(HungUpError):
        channel.receive(patient)


def test_sending_to_nobody_is_told(pair: tuple[SocketChannel, socket.socket]) -> None:
    channel, theirs = pair
    theirs.close()
    with pytest.raises(HungUpError):
        channel.send(FRAME, patient)


def test_a_reset_connection_has_hung_up(pair: tuple[SocketChannel, socket.socket]) -> None:
    channel, _ = pair
    channel.close()
    with pytest.raises(HungUpError):
        channel.read(1, patient)


def test_a_frame_that_announces_too_much_is_refused(pair: tuple[SocketChannel, socket.socket]) -> None:
    channel, theirs = pair
    theirs.sendall(struct.pack(">II", 2**32 - 1, 0))
    with pytest.raises(wire.WireError):
        channel.receive(patient)


# --------------------------------------------------------------------- standard streams


def test_frames_cross_the_streams_of_a_process() -> None:
    channel = piped(ECHO)
    for frame in (FRAME, wire.encode(None), FRAME):
        channel.send(frame, patient)
        assert channel.receive(After(30)) == frame
    ended(channel)


def test_a_silent_process_is_left_in_time() -> None:
    channel = piped("input()")
    with pytest.raises(TooLateError):
        channel.receive(After(0.05))
    ended(channel)


def test_a_process_that_ends_has_hung_up() -> None:
    channel = piped("print('half', end='')")
    with pytest.raises(HungUpError):
        channel.receive(After(30))
    channel.send(FRAME, patient)
    ended(channel)
