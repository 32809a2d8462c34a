"""
family: notebooks
tries: a notebook of 20,000 cells, each of which is parsed by itself
stopped_by: [syntax_limits]
shows: lost seconds
within: 4
slow: true
"""

import json
from pathlib import Path


def hand_in(folder, places):
    path = Path(folder) / "rnn.ipynb"
    cell = {"cell_type": "code", "source": "def f(): 0"}
    path.write_text(json.dumps({"cells": [cell] * 20_000}), "utf-8")
    return path
