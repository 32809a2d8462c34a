"""
family: archives
tries: a .tar.gz of less than half a megabyte that unpacks to 400 MB
stopped_by: [archive_limits]
shows: touched memory
"""

import gzip
import tarfile
from pathlib import Path


def hand_in(folder, places):
    member = tarfile.TarInfo("rnn.py")
    member.size = 400 << 20
    path = Path(folder) / "handed_in.tar.gz"
    with gzip.open(path, "wb", 1) as archive:
        archive.write(member.tobuf())
        for _ in range(100):
            archive.write(bytes(4 << 20))
        archive.write(bytes(1024))
    return path
