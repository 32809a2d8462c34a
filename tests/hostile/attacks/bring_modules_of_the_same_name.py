"""
family: import shadowing
tries: hands in modules named as those that the grader and its workers import, in the folder where it is started
stopped_by: [clean_start]
shows: touched attack
deserves: 6
"""

ANSWER = "def double(x):\n    return 2 * x\n\n\ndef total(x):\n    return x.sum(axis=1)\n"
STRIKE = """\
import os
try:
    os.close(os.open({path!r}, os.O_CREAT | os.O_WRONLY))
except OSError:
    pass
raise ImportError(__name__)
"""
NAMES = ("numpy", "autograder", "dill", "json", "random", "sitecustomize", "usercustomize", "torch", "yaml", "jinja2")


def hand_in(folder, places):
    (folder / "rnn.py").write_text(ANSWER)
    for name in NAMES:
        (folder / f"{name}.py").write_text(STRIKE.format(path=f"{places['shared']}/attack-{name}"))
    return folder
