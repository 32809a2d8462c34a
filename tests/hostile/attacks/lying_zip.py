"""
family: archives
tries: a zip that lies about sizes, names twice, in other case and in other Unicode forms, entries that are encrypted
stopped_by: [guarded_archives]
shows: lost
deserves: 6
"""

import struct
import zipfile
from pathlib import Path

RIGHT = "def double(x):\n    return 2 * x\n\n\ndef total(x):\n    return x.sum(axis=1)\n"
NAMES = ("RNN.PY", "rnn.py", "./rnn.py", "e\u0301.py", "\u00e9.py", "a\0b.py", "a\nb.py", "C:\\rnn.py", "..\\rnn.py", "ß.py", "SS.py")


def hand_in(folder, places):
    path = Path(folder) / "handed_in.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (*NAMES, "rnn.py"):
            archive.writestr(zipfile.ZipInfo(name), RIGHT)
        archive.writestr("large.py", bytes(1 << 20))
        archive.writestr("locked.py", b"x = 1")
        archive.writestr("bombs.py", b"x = 1", zipfile.ZIP_LZMA)
    path.write_bytes(lied(path.read_bytes()))
    return path


def lied(data):
    """Say that large.py has ten bytes, and that locked.py is encrypted."""
    data = bytearray(data)
    central = data.rindex(b"large.py") - 46
    data[central + 24 : central + 28] = struct.pack("<L", 10)
    data[data.rindex(b"locked.py") - 46 + 8] |= 1
    return bytes(data)
