"""
family: HTML, Markdown, terminals
tries: hands in a folder and files whose names are markup, escapes for a terminal and overrides of the direction
stopped_by: [clean_names]
alone: [visible_text]
shows: touched terminal
deserves: 6
"""

from pathlib import Path

RIGHT = "def double(x):\n    return 2 * x\n\n\ndef total(x):\n    return x.sum(axis=1)\n"
NAME = "<attack-mark onclick=attack()>\x1b[2J\u202e\u2066\n"


def hand_in(folder, places):
    inside = Path(folder) / NAME
    inside.mkdir()
    (inside / "rnn.py").write_text(RIGHT, "utf-8")
    (inside / f"{NAME}.py").symlink_to("rnn.py")
    (inside / "deep").mkdir()
    (inside / "deep" / "rnn.py").write_text(f"import {'x' * 9}\n", "utf-8")
    (inside / f"{NAME}.zip").write_bytes(b"")
    return inside
