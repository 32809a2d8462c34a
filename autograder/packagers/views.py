"""The ways a text may be read: a leak in a comment, in a page, behind a prompt or as JSON is a leak.

Each reading undoes one way of writing a text inside another. None needs the text to be well formed.
"""

import html
import io
import json
import re
import tokenize
from collections.abc import Iterator
from typing import Any

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$", re.MULTILINE)
_MARKUP = re.compile(r"<[^<>]*>|`")
_ESCAPED = re.compile(r"\\([nrt])|\\(.)")
_PREFIX = re.compile(r"^[ \t]*[-+*#>|/.$!:E]*[ \t]*(?:\d+[:|.]?[ \t])?", re.MULTILINE)
"""What stands before each line of a comment, a quotation, a prompt, a difference or a listing."""


def readings(text: str) -> Iterator[str]:
    """Yield a text as it stands, and what else it may be read as where that is something else."""
    strings = json_strings(text)
    for written in (text, strings) if strings else (text,):
        seen = {""}
        for read in (
            written,
            without_comments(written),
            unescaped(written),
            unmarked(written),
            bare(written),
        ):
            if read not in seen:
                seen.add(read)
                yield read


def without_comments(text: str) -> str:
    """Return a text without what looks like a comment."""
    return _COMMENT.sub("", text)


def code(source: str) -> str:
    """Return a Python source without its comments, each line in its place; any other text as it is."""
    try:
        found = [
            t for t in tokenize.generate_tokens(io.StringIO(source).readline) if t.type == tokenize.COMMENT
        ]
    except (tokenize.TokenError, SyntaxError):
        return source
    lines = list(io.StringIO(source))
    for comment in found:
        row, column = comment.start
        lines[row - 1] = lines[row - 1][:column] + lines[row - 1][column + len(comment.string) :]
    return "".join(lines)


def unescaped(text: str) -> str:
    """Return a text with what a backslash stands before, or for."""
    return _ESCAPED.sub(lambda match: " " if match[1] else match[2], text)


def unmarked(text: str) -> str:
    """Return what a page shows: without tags and backticks, entities as characters."""
    return html.unescape(_MARKUP.sub(" ", text))


def bare(text: str) -> str:
    """Return a text without what stands before its lines."""
    return _PREFIX.sub("", text)


def json_strings(text: str) -> str:
    """Return all strings and numbers of a JSON document, one a line; "" if it is none.

    A list of lines, as notebooks have them, is one string.
    """
    if not text.lstrip().startswith(("{", "[")):
        return ""
    try:
        return "\n".join(_strings(json.loads(text)))
    except (ValueError, RecursionError):
        return ""


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 (whatever JSON holds)
    match value:
        case dict():
            for key, entry in value.items():
                yield key
                yield from _strings(entry)
        case list() if value and all(isinstance(entry, str) for entry in value):
            yield "".join(value) if all(entry.endswith("\n") for entry in value[:-1]) else "\n".join(value)
        case list():
            for entry in value:
                yield from _strings(entry)
        case None | bool():
            pass
        case _:
            yield str(value)
