"""Text that depends on a convention: lines that hold under one setting only.

    <!-- lstm_output: linear -->
    $$a = Γ_o * c$$
    <!-- end -->

The same in Markdown, where these lines are comments, and in docstrings of the reference.
"""

import re
from collections.abc import Iterator, Mapping

from autograder.loading.problem import Problem, did_you_mean, not_one_of, quote, refuse_if_any
from autograder.model.convention import VALUES

_OPENING = re.compile(r"\s*<!--\s*(?P<name>\w+)\s*:\s*(?P<value>[^\s>]*)\s*-->\s*")
_CLOSING = re.compile(r"\s*<!--\s*end\s*-->\s*")


def resolved(text: str, conventions: Mapping[str, str], file: str, first: int = 1) -> str:
    """Return a text with the lines that hold; `first` is the number that its first line has in `file`.

    Raises:
        AssignmentError: a convention or a setting that there is not, a block in a block, one that is not
            closed; says all of it.
    """
    lines = text.splitlines(keepends=True)
    refuse_if_any(_problems(lines, conventions, file, first))
    return "".join(_held(lines, conventions))


def _held(lines: list[str], conventions: Mapping[str, str]) -> Iterator[str]:
    holds = True
    for line in lines:
        opening = _OPENING.fullmatch(line)
        if opening:
            holds = conventions[opening["name"]] == opening["value"]
        elif _CLOSING.fullmatch(line):
            holds = True
        elif holds:
            yield line


def _problems(lines: list[str], conventions: Mapping[str, str], file: str, first: int) -> Iterator[Problem]:
    opened = 0
    for number, line in enumerate(lines, first):
        opening = _OPENING.fullmatch(line)
        if opening:
            if opened:
                yield Problem(file, number, "", f"the block of line {opened} is still open: {CLOSE}")
            opened = number
            wrong = _wrong(opening["name"], opening["value"], conventions)
            if wrong:
                yield Problem(file, number, "", wrong)
        elif _CLOSING.fullmatch(line):
            if not opened:
                yield Problem(file, number, "", "ends a block, and none is open")
            opened = 0
    if opened:
        yield Problem(file, opened, "", f"this block is never closed: {CLOSE}")


CLOSE = "write <!-- end --> below it"


def wrong_settings(settings: object, conventions: Mapping[str, str]) -> str:
    """Return why something is no mapping of declared conventions to what they may be, or ""."""
    if not isinstance(settings, dict):
        return f"must be a mapping such as {{lstm_output: tanh}}, not {quote(settings)}"
    wrong = (_wrong(str(name), str(value), conventions) for name, value in settings.items())
    return next(filter(None, wrong), "")


def _wrong(name: str, value: str, conventions: Mapping[str, str]) -> str:
    if name not in conventions:
        declared = ", ".join(conventions) or "none"
        near = did_you_mean(name, conventions)
        return f"{quote(name)} is no convention of the assignment; it declares {declared}{near}"
    return "" if value in VALUES[name] else not_one_of(value, VALUES[name])
