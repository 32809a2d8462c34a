"""What a run of a test comes to, as plain data: to be compared, and written into an assignment."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from autograder.adopting.declared import Declared
from autograder.adopting.result import Ending, Result, text_of
from autograder.adopting.suite import Style, Test


@dataclass(frozen=True)
class Outline:
    """How a test ended, its share of the points, what it put on the leaderboard, what it said."""

    ending: Ending
    share: Fraction
    title: str
    declared: Declared
    value: Fraction | None = None
    text: str = ""


def outline(result: Result) -> Outline:
    """Return what a result comes to."""
    text = result.reason or "\n".join(
        f"{type(error).__name__}: {text_of(error)}" for _, error in result.errors
    )
    return Outline(result.ending, result.share, result.title, result.declared, result.value, text)


def to_json(outlines: dict[Test, Outline]) -> list[dict[str, Any]]:
    """Write outlines as JSON's values."""
    return [
        {
            "test": [test.file, test.name, test.style.value],
            "ending": one.ending.value,
            "share": str(one.share),
            "title": one.title,
            "declared": {**vars(one.declared), "weight": _text(one.declared.weight)},
            "value": _text(one.value),
            "text": one.text,
        }
        for test, one in outlines.items()
    ]


def from_json(data: list[dict[str, Any]]) -> dict[Test, Outline]:
    """Read what `to_json` wrote."""
    return {_test(*one["test"]): _outline(one) for one in data}


def _test(file: str, name: str, style: str) -> Test:
    return Test(file, name, Style(style))


def _outline(one: dict[str, Any]) -> Outline:
    kept = one["declared"]
    declared = Declared(**{**kept, "weight": _number(kept["weight"]), "tags": tuple(kept["tags"])})
    return Outline(
        Ending(one["ending"]),
        Fraction(one["share"]),
        one["title"],
        declared,
        _number(one["value"]),
        one["text"],
    )


def _text(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
