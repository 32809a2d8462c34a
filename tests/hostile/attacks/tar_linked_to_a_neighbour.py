"""
family: archives
tries: a tar in which rnn.py is a hard link to somebody else's submission, and a symbolic link to the tests
stopped_by: [in_memory]
shows: gained
"""

import tarfile
from pathlib import Path


def hand_in(folder, places):
    path = Path(folder) / "handed_in.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind, target in (
            ("rnn.py", tarfile.LNKTYPE, places["neighbour"]),
            ("tests.py", tarfile.SYMTYPE, places["tests"]),
            ("disk.py", tarfile.BLKTYPE, ""),
            ("pipe.py", tarfile.FIFOTYPE, ""),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, target
            if kind != tarfile.BLKTYPE:
                archive.addfile(member)
    return path
