"""
family: archives
tries: a tar whose members lie outside the folder it is unpacked in, by an absolute name and over a link
stopped_by: [in_memory]
shows: touched attack_member
deserves: 6
"""

import io
import tarfile
from pathlib import Path

RIGHT = b"def double(x):\n    return 2 * x\n\n\ndef total(x):\n    return x.sum(axis=1)\n"


def hand_in(folder, places):
    path = Path(folder) / "handed_in.tar"
    shared = places["shared"]
    with tarfile.open(path, "w") as archive:
        link = tarfile.TarInfo("away")
        link.type, link.linkname = tarfile.SYMTYPE, shared
        archive.addfile(link)
        up = "../" * 12
        for name in ("rnn.py", f"{shared}/attack_member_1.py", f"{up}{shared}/attack_member_2.py", "away/attack_member_3.py"):
            member = tarfile.TarInfo(name)
            member.size = len(RIGHT)
            archive.addfile(member, io.BytesIO(RIGHT))
    return path
