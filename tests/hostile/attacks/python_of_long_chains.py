"""
family: parsers in the trusted process
tries: a dotted name of forty thousand parts, which Python's parser joins in quadratic time, beside other long chains
stopped_by: [syntax_limits]
shows: lost seconds
within: 3
"""

from pathlib import Path

LONG = 40_000
CHAINS = (
    "import " + "a." * LONG + "a",
    "x = " + "-" * LONG + "1",
    "x = " + "1+" * LONG + "1",
    "x = a" + ".b" * LONG,
    "x = a" + "()" * LONG,
    "x = " + "(" * 3_000 + ")" * 3_000,
    "x = " + "[" * 190 + "]" * 190,
    "x = " + "lambda: " * 3_000 + "0",
    "x = f'" + "{x:" * 140 + "}" * 140 + "'",
    "x = " + "9" * LONG,
    "x = '" + "a" * LONG,
    "if x:\n" + "".join(" " * depth + "if x:\n" for depth in range(1, 99)) + " " * 99 + "x",
)


def hand_in(folder, places):
    (Path(folder) / "rnn.py").write_text("\n".join(CHAINS), "utf-8")
    return folder
