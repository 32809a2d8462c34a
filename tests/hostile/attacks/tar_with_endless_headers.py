"""
family: archives
tries: a tar with an extended header of digits, which Python's reader takes quadratic time for, and a map of a sparse file
stopped_by: [archive_limits]
shows: lost seconds
within: 3
slow: true
"""

import gzip
import tarfile
from pathlib import Path

DIGITS = b"1" * 110_000
"""Enough for some seconds; at the 64 MB that an archive may have it would be months."""


def block(name, kind, data):
    member = tarfile.TarInfo(name)
    member.type, member.size = kind, len(data)
    return member.tobuf(tarfile.USTAR_FORMAT) + data + bytes(-len(data) % 512)


def hand_in(folder, places):
    path = Path(folder) / "handed_in.tar.gz"
    path.write_bytes(gzip.compress(block("x", tarfile.XHDTYPE, DIGITS) + block("rnn.py", tarfile.REGTYPE, b"") + bytes(1024)))
    return path
