"""The zygote: a clean process that has everything a worker may import, and forks workers.

It sees no test, no reference, no submission and no name; the grader talks to each worker over a
connection that the zygote only passes on.
"""

import gc
import json
import os
import signal
import socket
import sys
import time

import numpy as np

from autograder.errors import SandboxError
from autograder.worker import child, layers, wire
from autograder.worker.preload import preload
from autograder.worker.session import Session

MAX_MESSAGE = 65536
WARM_UP_ROUNDS = 16
LOOK_EVERY = 0.001
MAX_TEXT = 2000


def main() -> None:
    """Serve the grader on the descriptor named on the command line until it hangs up."""
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    order = json.loads(control.recv(MAX_MESSAGE))
    try:
        preload(order["imports"])
        prepared = layers.prepare(layers.Plan.from_json(order["plan"]))
    except ImportError as error:
        control.send(json.dumps({"unusable": str(error)[:MAX_TEXT]}).encode())
        return
    except SandboxError as error:
        control.send(json.dumps({"error": str(error)}).encode())
        return
    warm_up()
    gc.collect()
    gc.freeze()
    control.send(json.dumps({"ready": True}).encode())
    serve(control, prepared)


def warm_up() -> None:
    """Run the worker's own code, so that a fork finds it specialised and writes to fewer pages."""
    source = "def f(x):\n    return {'x': x, 'y': [1, 2.0, 'z']}, f"
    modules = [{"name": "warm", "file": "warm.py", "chunks": [(1, source, ["f"])]}]
    load = wire.encode({"kind": "load", "modules": modules, "imports": [], "stdout": 100})
    place = {"handle": None, "module": "warm", "name": "f"}
    arguments = {"args": (np.ones((2, 3)),), "kwargs": {}, "opaque": (1,)}
    call = wire.encode({"kind": "call", **place, **arguments})
    for _ in range(WARM_UP_ROUNDS):
        session = Session(bytes)
        session.respond(load)
        session.respond(call)


def serve(control: socket.socket, prepared: layers.Prepared) -> None:
    """Fork and reap as the grader orders."""
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, MAX_MESSAGE, 1)
        if not message:
            return
        order = json.loads(message)
        if order["do"] == "fork":
            answer: dict[str, float] = {"pid": fork(control, prepared, order["slot"], descriptors[0])}
        else:
            answer = reap(order["pid"], order["grace"])
        control.send(json.dumps(answer).encode())


def fork(control: socket.socket, prepared: layers.Prepared, slot: int, descriptor: int) -> int:
    """Make a worker for the connection; only the zygote returns, with its number."""
    pid = os.fork()
    if pid:
        os.close(descriptor)
        return pid
    status = 70
    try:
        control.close()
        child.run(socket.socket(fileno=descriptor), prepared, slot)
        status = 0
    finally:
        os._exit(status)


def reap(pid: int, grace: float) -> dict[str, float]:
    """End a worker for good and say how it ended; its number is not reused before this.

    `alone` when it ended without us, `grace` seconds from now at the latest.
    """
    alone = ends(pid, grace)
    os.kill(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    used = {"cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss}
    return {"status": status, "alone": alone, **used}


def ends(pid: int, seconds: float) -> bool:
    """Wait until a worker has ended; it stays to be reaped."""
    deadline = time.monotonic() + seconds
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() >= deadline:
            return False
        time.sleep(LOOK_EVERY)
    return True
