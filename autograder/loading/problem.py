"""What is wrong in an assignment folder, said so that a person finds the place."""

import difflib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.errors import AssignmentError

Key = tuple[str | int, ...]
"""The way to a value in a YAML file: `("parts", 1, "checks", 3, "suite")`."""

LONGEST_QUOTE = 60


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: file, 1-based line, the key's path, and what is wrong there."""

    file: str
    line: int
    key: str
    text: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}"
        return f"{where}: {self.key}: {self.text}" if self.key else f"{where}: {self.text}"


def refuse_if_any(problems: Iterable[Problem]) -> None:
    """Do nothing when there are no problems.

    Raises:
        AssignmentError: with all of them, one per line, in the order of the files' lines.
    """
    found = set(problems)
    if found:
        raise combined(found)


def combined(problems: Iterable[Problem]) -> AssignmentError:
    """Return one error that says all the problems."""
    return AssignmentError("\n".join(map(str, sorted(problems))))


def key_path(key: Key) -> str:
    """Write a key's path as `parts[1].checks[3].suite`."""
    return "".join(_step(step) for step in key).removeprefix(".")


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if step.isidentifier() else f"[{quote(step)}]"


def quote(value: object) -> str:
    """Show a value as its author wrote it, cut when long; lists and mappings by their kind only."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    if not isinstance(value, str):
        return str(value).lower()
    short = value if len(value) <= LONGEST_QUOTE else value[:LONGEST_QUOTE] + "..."
    return json.dumps(short, ensure_ascii=False)


def not_one_of(value: object, allowed: Iterable[str]) -> str:
    """Say that `value` is none of the allowed words, and which one may have been meant."""
    words = list(allowed)
    return f"{quote(value)} is not one of {', '.join(words)}{did_you_mean(value, words)}"


def did_you_mean(value: object, allowed: Iterable[str]) -> str:
    """Return `; did you mean "x"?` for the nearest allowed word, or nothing."""
    near = difflib.get_close_matches(str(value), list(allowed), n=1)
    return f"; did you mean {quote(near[0])}?" if near else ""
