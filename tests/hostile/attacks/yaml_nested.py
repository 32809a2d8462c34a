"""
family: parsers in the trusted process
tries: answers that are nested thirty thousand times
stopped_by: [shallow_yaml]
shows: lost RecursionError
assignment: a1_rnn
deserves: 14
slow: true
"""

import shutil
from pathlib import Path

import autograder

RIGHT = Path(autograder.__file__).parents[1] / "assignments" / "a1_rnn" / "solution" / "rnn.py"


def hand_in(folder, places):
    shutil.copy(RIGHT, folder)
    (Path(folder) / "answers.yaml").write_text("questions: {types: " + "[" * 30_000, "utf-8")
    return folder
