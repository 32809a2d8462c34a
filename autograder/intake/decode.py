"""From bytes to Python source text, as generously as an editor would."""

import codecs
import re
from dataclasses import dataclass

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
DECLARED = re.compile(rb"\A(?:[^\n]*\n)?[ \t\f]*#[^\n]*?coding[:=][ \t]*([-\w.]+)")
"""PEP 263: a comment on the first or second line."""

TRUSTED = re.compile(r"ascii|utf-8|iso8859-\d+|cp125\d|mac-arabic|koi8-r")
"""Declared encodings that are followed; others can be transformations or bombs."""

FALLBACK = "cp1256"
"""Windows' Arabic code page, which gives every byte a meaning."""


@dataclass(frozen=True)
class Decoded:
    """Source text whose lines end in a line feed, and the encoding it was stored in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Decode by byte order mark, UTF-8, the declared encoding, or `FALLBACK`, in this order.

    UTF-8 comes before the declaration because files that declare latin-1 and are UTF-8 are common,
    and hardly any text in another encoding is valid UTF-8.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return Decoded(clean(data[len(bom) :].decode(encoding, "replace")), encoding)
    for encoding in ("utf-8", _declared(data)):
        text = _strictly(data, encoding)
        if text is not None:
            return Decoded(clean(text), encoding)
    return Decoded(clean(data.decode(FALLBACK)), FALLBACK)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _declared(data: bytes) -> str:
    match = DECLARED.match(data[:400])
    if not match:
        return FALLBACK
    try:
        name = codecs.lookup(match.group(1).decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return FALLBACK
    return name if TRUSTED.fullmatch(name) else FALLBACK


def clean(text: str) -> str:
    """Unify line ends; drop NUL, page breaks and a final Ctrl-Z; replace lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = re.sub(r"^\f+", "", text, flags=re.MULTILINE)
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text.rstrip("\x1a\n") + "\n")
