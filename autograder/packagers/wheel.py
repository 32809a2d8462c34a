"""The engine as a wheel that pip installs anywhere, made of the package's files: twice the same bytes.

A wheel is a zip with metadata, and pure Python needs no builder. The metadata is that of the installed
package, without its long description.
"""

import base64
import hashlib
from collections.abc import Mapping
from importlib import metadata

from autograder import __version__
from autograder.errors import UsageError
from autograder.packagers import archive

DISTRIBUTION = "rnn-autograder"
STEM = f"rnn_autograder-{__version__}"
NAME = f"{STEM}-py3-none-any.whl"
WHEEL = (
    f"Wheel-Version: 1.0\nGenerator: {DISTRIBUTION} {__version__}\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
)
COPIED = ("entry_points.txt", "licenses/LICENSE")


def wheel(package: Mapping[str, bytes]) -> bytes:
    """Return the wheel of the files of a package, named from the folder above it.

    Raises:
        UsageError: the engine is not installed, or another version is, so that its metadata is not known.
    """
    files = {**package, **{f"{STEM}.dist-info/{name}": data for name, data in _information().items()}}
    record = f"{STEM}.dist-info/RECORD"
    lines = [f"{name},sha256={_hash(data)},{len(data)}\n" for name, data in sorted(files.items())]
    return archive.zipped({**files, record: "".join([*lines, f"{record},,\n"]).encode()})


def _information() -> dict[str, bytes]:
    try:
        installed = metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        installed = None
    if installed is None or installed.version != __version__:
        message = (
            f"{DISTRIBUTION} {__version__} is not installed: `python -m pip install -e .` in its checkout"
        )
        raise UsageError(message)
    texts = {name: installed.read_text(name) or "" for name in ("METADATA", *COPIED)}
    texts["METADATA"] = texts["METADATA"].partition("\n\n")[0] + "\n"
    return {name: text.encode() for name, text in {**texts, "WHEEL": WHEEL}.items()}


def _hash(data: bytes) -> str:
    """Return a hash as RECORD has it."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
