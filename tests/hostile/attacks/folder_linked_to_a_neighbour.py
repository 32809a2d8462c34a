"""
family: archives
tries: a folder in which rnn.py is a symbolic link to somebody else's submission, beside a pipe that never ends
stopped_by: [links_left_alone]
shows: gained
"""

import os
from pathlib import Path


def hand_in(folder, places):
    (Path(folder) / "rnn.py").symlink_to(places["neighbour"])
    (Path(folder) / "tests.py").symlink_to(places["tests"])
    (Path(folder) / "all").symlink_to("/")
    os.mkfifo(Path(folder) / "pipe.py")
    return folder
