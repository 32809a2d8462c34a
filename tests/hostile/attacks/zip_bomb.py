"""
family: archives
tries: a zip of half a megabyte that unpacks to 400 MB, with another zip inside
stopped_by: [archive_limits]
shows: touched memory
"""

import zipfile
from pathlib import Path


def hand_in(folder, places):
    path = Path(folder) / "handed_in.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("rnn.py", "def double(x):\n    return 2 * x\n")
        for number in range(10):
            archive.writestr(f"bomb_{number}.py", bytes(40 << 20))
    inner = path.read_bytes()
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("inner.zip", inner)
    return path
