"""
family: notebooks
tries: a notebook with markup in magics, outputs, metadata and names, and commands for a shell
stopped_by: [escaped_html]
shows: touched page
deserves: 6
"""

import json
from pathlib import Path

SCRIPT = "<attack-mark onmouseover=attack()><script>attack()</script>"
RIGHT = "def double(x):\n    return 2 * x\n\ndef total(x):\n    return x.sum(axis=1)\n"


def cell(source):
    output = {"output_type": "display_data", "data": {"text/html": SCRIPT}, "metadata": {SCRIPT: SCRIPT}}
    return {"cell_type": "code", "source": source, "outputs": [output], "metadata": {"tags": [SCRIPT]}}


def hand_in(folder, places):
    touch = f"touch {places['shared']}/attack_magic"
    sources = [
        f"%matplotlib {SCRIPT}",
        f"!{touch}",
        f"%%bash\n{touch}\necho '{SCRIPT}'",
        f"get_ipython().system('{touch}')",
        f"%%{SCRIPT}",
        RIGHT,
        f"import {'x' * 5}; raise {SCRIPT}",
    ]
    path = Path(folder) / "rnn.ipynb"
    path.write_text(json.dumps({"cells": [*map(cell, sources)], "metadata": {"title": SCRIPT}}), "utf-8")
    return path
