"""
family: floods
tries: lets torch write a file, and map another into memory that is shared, in a folder that everybody may write to
stopped_by: [landlock, chroot, bubblewrap, sealed]
shows: touched file
deserves: 6
torch: true
"""

import torch

PLACES = {}


def write():
    try:
        torch.save(torch.ones(3), f"{PLACES['shared']}/attack.pt")
        torch.from_file(f"{PLACES['shared']}/attack", shared=True, size=1 << 20)
    except Exception:
        pass


def double(x):
    write()
    return 2 * x


def total(x):
    return x.sum(axis=1)
