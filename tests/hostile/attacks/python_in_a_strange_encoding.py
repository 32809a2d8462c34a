"""
family: parsers in the trusted process
tries: a file that names an encoding which is no encoding of text, with NUL bytes and lone surrogates in it
stopped_by: [trusted_encodings]
shows: lost LookupError
deserves: 6
"""

from pathlib import Path

RIGHT = b"def double(x):\n    return 2 * x\n\n\ndef total(x):\n    return x.sum(axis=1)\n"


def hand_in(folder, places):
    path = Path(folder) / "rnn.py"
    path.write_bytes(b"# coding: zlib_codec \xff\xfe\x00\xed\xa0\x80\n" + RIGHT + b"\x1a")
    return path
