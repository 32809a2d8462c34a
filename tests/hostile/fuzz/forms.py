"""A submission's text as what is handed in: a file, an archive, a notebook; some of it damaged."""

import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from hostile.fuzz.sources import Deserves, Source, source

DAMAGED = 0.12
"""Share of the submissions in which bytes are changed."""


@dataclass(frozen=True)
class HandedIn:
    """One file that is handed in, what it deserves, and for which assignment."""

    name: str
    data: bytes
    deserves: Deserves
    assignment: str = "tiny"


def generated(seed: int, index: int) -> HandedIn:
    """Return the submission of this number; the same for the same seed, on every machine."""
    rng = random.Random(f"{seed}:{index}")  # noqa: S311 (nobody is to be surprised but the engine)
    made = source(rng)
    name, form = rng.choice(FORMS)
    data = form(made, rng)
    if rng.random() < DAMAGED:
        return HandedIn(name, damaged(data, rng), Deserves.ANY, made.assignment)
    return HandedIn(name, data, made.deserves, made.assignment)


def as_file(made: Source, rng: random.Random) -> bytes:
    """Return the bytes of a file in one of the encodings that editors write."""
    text = made.text.replace("\n", rng.choice(("\n", "\n", "\r\n", "\r")))
    return text.encode(rng.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16")), "surrogatepass")


def as_zip(made: Source, rng: random.Random) -> bytes:
    """Return an archive with the file somewhere, beside others."""
    files = {
        name: b"raise SystemExit\n" * rng.randrange(1, 9) for name in rng.sample(COMPANY, rng.randrange(4))
    }
    files[rng.choice(("rnn.py", "homework/rnn.py", "homework/RNN.py"))] = as_file(made, rng)
    packing = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, packing)  # dated 1980, the same at any time
    return stream.getvalue()


COMPANY = (
    *(
        "conftest.py",
        "numpy.py",
        "sitecustomize.py",
        "pytest.ini",
        "autograder.py",
        "__init__.py",
        "../up.py",
    ),
    *("/etc/root.py", "answers.yaml", "__MACOSX/._rnn.py", ".git/config", "a/" * 25 + "deep.py", "data.csv"),
)


def as_notebook(made: Source, rng: random.Random) -> bytes:
    """Return a notebook with a cell for each top-level piece of the text."""
    cells = [code(text) for text in made.text.split("\n\n\n")]
    for _ in range(rng.randrange(3)):
        cells.insert(rng.randrange(len(cells) + 1), rng.choice(CELLS))
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def code(text: str) -> dict[str, object]:
    """Return a code cell."""
    return {"cell_type": "code", "source": text.splitlines(keepends=True), "outputs": [], "metadata": {}}


CELLS: tuple[dict[str, object], ...] = (
    code("%matplotlib inline\n!rm -rf /\n?print"),
    code("%%html\n<script>alert(1)</script>"),
    code("print('\ud800')"),
    {"cell_type": "markdown", "source": "# <script>alert(1)</script>", "metadata": {"x": [[[]]]}},
    {"cell_type": "code", "source": None},
    {"cell_type": "code", "source": [1, {}]},
    {"cell_type": "raw"},
)
FORMS: tuple[tuple[str, Callable[[Source, random.Random], bytes]], ...] = (
    *[("rnn.py", as_file)] * 3,
    ("homework.zip", as_zip),
    ("rnn.ipynb", as_notebook),
)


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Return bytes of which some were changed, taken out, doubled or cut off."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        start = rng.randrange(len(changed) + 1)
        end = start + rng.randrange(1, 30)
        rng.choice(DAMAGES)(changed, start, end, rng)
    return bytes(changed)


Damage = Callable[[bytearray, int, int, random.Random], None]


def overwrite(data: bytearray, start: int, end: int, rng: random.Random) -> None:
    """Write anything there."""
    data[start:end] = rng.randbytes(end - start)


def take_out(data: bytearray, start: int, end: int, _rng: random.Random) -> None:
    """Leave bytes out."""
    del data[start:end]


def repeat(data: bytearray, start: int, end: int, rng: random.Random) -> None:
    """Write bytes many times."""
    data[start:start] = data[start:end] * rng.randrange(1, 200)


def cut(data: bytearray, start: int, _end: int, _rng: random.Random) -> None:
    """Cut the rest off."""
    del data[start:]


DAMAGES: tuple[Damage, ...] = (overwrite, overwrite, take_out, take_out, repeat, cut)
