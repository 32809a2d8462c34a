"""
family: parsers in the trusted process
tries: a megabyte of names, whose syntax tree takes hundreds of megabytes
stopped_by: [syntax_limits]
shows: touched memory
slow: true
"""

from pathlib import Path


def hand_in(folder, places):
    path = Path(folder) / "rnn.py"
    path.write_text("x = [" + "a," * 500_000 + "]\n", "utf-8")
    return path
