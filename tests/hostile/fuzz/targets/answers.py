"""Any bytes in the place of answers.yaml are answers or a note."""

from hostile.fuzz.handed_in import handed_in


def one(data: bytes) -> None:
    """Read bytes as the sheet of answers beside the code."""
    handed_in({"rnn.py": b"def f(): pass\n"}, {"answers.yaml": data})
