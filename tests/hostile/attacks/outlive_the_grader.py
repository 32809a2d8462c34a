"""
family: hangs
tries: ignores every signal and waits, while the grader is killed
stopped_by: [parent_death]
shows: touched process
orphaned: true
slow: true
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
signal = real_import("signal")
time = real_import("time")


def stay():
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    while True:
        time.sleep(10)


def double(x):
    stay()


def total(x):
    stay()
