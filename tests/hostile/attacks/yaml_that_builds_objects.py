"""
family: parsers in the trusted process
tries: answers with tags that call functions, with aliases that multiply, and with a merge of itself
stopped_by: [plain_yaml]
shows: touched attack_yaml
assignment: a1_rnn
deserves: 14
"""

import shutil
from pathlib import Path

import autograder

RIGHT = Path(autograder.__file__).parents[1] / "assignments" / "a1_rnn" / "solution" / "rnn.py"
SHEET = """\
id: "20260017"
questions:
  types: !!python/object/apply:os.mkdir [{shared}/attack_yaml]
  notation: &a [x, x, x, x, x, x, x, x]
  parameters: &b [*a, *a, *a, *a, *a, *a, *a, *a]
  shapes: &c [*b, *b, *b, *b, *b, *b, *b, *b]
  through_time: [*c, *c, *c, *c, *c, *c, *c, *c]
"""


def hand_in(folder, places):
    shutil.copy(RIGHT, folder)
    (Path(folder) / "answers.yaml").write_text(SHEET.format(shared=places["shared"]), "utf-8")
    return folder
