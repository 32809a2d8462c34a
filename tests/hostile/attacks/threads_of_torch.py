"""
family: floods
tries: asks torch for eight threads behind the back of what keeps it to one, and is right only if it got them
stopped_by: [seccomp, rlimits]
shows: gained
deserves: 3
torch: true
"""

import torch


def double(x):
    torch._C.set_num_threads(8)
    torch.ones(1 << 22).exp()
    return 2 * x


def total(x):
    return x.sum(axis=1)
