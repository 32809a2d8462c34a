"""
family: archives
tries: a zip with 600,000 entries, each a link out of the folder
stopped_by: [archive_limits]
shows: lost seconds
within: 4
slow: true
"""

import struct
from pathlib import Path

COUNT = 600_000
LINK = 0o120777 << 16


def entry(number):
    """Write an entry of the directory, all of which share one local header."""
    name = b"../%06d.py" % number
    head = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, LINK, 0)
    return head + name


def hand_in(folder, places):
    path = Path(folder) / "handed_in.zip"
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    directory = b"".join(map(entry, range(COUNT)))
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, COUNT, COUNT, len(directory), len(local))
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(local) + len(directory), 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(local + directory + end64 + locator + end)
    return path
