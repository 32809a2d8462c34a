"""Writes the corpus that the fuzzers start from: `python -m hostile.fuzz.seeds`."""

import io
import shutil
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from hostile.fuzz.framing import unframed

from autograder.worker import wire

FUZZ = Path(__file__).parent
CORPUS = FUZZ / "corpus"
CHECKOUT = FUZZ.parents[2]
SAMPLES = CHECKOUT / "tests" / "intake" / "samples"
SOLUTION = CHECKOUT / "assignments" / "a1_rnn" / "solution" / "rnn.py"
LONGEST = 20_000
"""Bytes of a seed: a fuzzer learns little from more, and is slow on it."""

VALUES: dict[str, object] = {
    "plain": {"a": [None, True, 2**70, 0.5, float("inf")], "b": ("text", [])},
    "arrays": [np.arange(6.0).reshape(2, 3), np.int8(3), np.zeros((0, 2), complex), np.array([True])],
    "generators": [np.random.Generator(kind(1)) for kind in wire.BIT_GENERATORS.values()],
    "tensor": wire.Tensor(np.ones(3, np.float32), requires_grad=True),
    "handle": ("y", wire.Reference("handle", 0, "tuple")),
}
TOLD = {
    "error": "ValueError",
    "module": "builtins",
    "bases": ["ValueError", "Exception"],
    "text": "no",
    "name": "",
    "stub": False,
    "file": "rnn.py",
    "line": 3,
    "frames": [("rnn.py", 9, "layer_forward"), ("rnn.py", 3, "helper")],
}
LOADED = {"kind": "loaded", "failures": [], "stdout": ""}
VALUE = {"kind": "value", "changed": [], "stdout": "printed"}
GRADIENTS = {"dx": np.ones((2, 3)), "dW": np.ones((4, 3)), "db": np.zeros(4)}
REPLIES: dict[str, list[dict[str, object]]] = {
    "layer": [
        LOADED,
        {**VALUE, "value": (np.ones((2, 4)), wire.Reference("handle", 0, "tuple"))},
        {**VALUE, "value": GRADIENTS},
    ],
    "cumulate": [LOADED, {**VALUE, "value": np.ones((3, 4))}],
    "raised": [LOADED, {**TOLD, "kind": "raised", "changed": [], "stdout": ""}],
    "absent": [
        {**LOADED, "failures": [{**TOLD, "binds": ["layer_forward"]}]},
        {"kind": "absent", "changed": [], "stdout": ""},
        {"kind": "name", "present": False, "similar": "layer", "class": "int", "stdout": ""},
    ],
    "changed": [LOADED, {**VALUE, "changed": [(0, np.zeros((2, 3)))], "value": [1.0]}],
    "callback": [
        LOADED,
        {"kind": "callback", "id": 0, "args": [[1, 2]], "kwargs": {}},
        {**VALUE, "value": 1.0},
    ],
    "unsendable": [LOADED, {"kind": "unsendable", "text": "", "stdout": ""}],
}
SHEET = """\
# answer below
id: "s4012"
questions:
  direction: {answer: ahead}  # one of them
  count:
    answer: 3
  sizes: [m, n_a]
"""


def main() -> None:
    """Write every seed anew."""
    shutil.rmtree(CORPUS, ignore_errors=True)
    for name, data in seeds():
        path = CORPUS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data[:LONGEST])


def seeds() -> Iterator[tuple[str, bytes]]:
    """Yield target/name and the bytes of each seed."""
    yield from ((f"wire/{name}", sent(value)) for name, value in VALUES.items())
    yield from ((f"reply/{name}", b"\n".join(map(sent, said))) for name, said in REPLIES.items())
    yield from ((f"python/{path.stem}", path.read_bytes()) for path in (SOLUTION, *SAMPLES.glob("*.py")))
    yield from ((f"notebook/{path.stem}", path.read_bytes()) for path in SAMPLES.glob("*.ipynb"))
    yield from (("archive/zip", zipped()), ("archive/tar", tarred("w")), ("archive/gz", tarred("w:gz")))
    yield "answers/sheet", SHEET.encode()


def sent(value: object) -> bytes:
    """Return a value as the fuzzers write frames."""
    return unframed(wire.encode(value, lambda it: it if isinstance(it, wire.Reference) else wire.refuse(it)))


FILES = {"a/rnn.py": b"def f(x):\n    return x\n", "a/answers.yaml": SHEET.encode(), "a/b.txt": b"text"}


def zipped() -> bytes:
    """Return a zip, whose entries are not compressed so that what is in them can be changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in FILES.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


def tarred(mode: str) -> bytes:
    """Return a tar."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in FILES.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


if __name__ == "__main__":
    main()
