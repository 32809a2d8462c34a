"""The table at the end of a run: attacks and situations, with what got through."""

from collections.abc import Iterable, Mapping

from hostile.header import Attack
from hostile.measured import Measured

WORDS = {
    "gained": "points gained",
    "leaked": "bytes leaked",
    "lost": "grades lost",
    "touched": "host touched",
}
Results = Mapping[tuple[Attack, str, str], Measured]
"""By attack, form and situation."""


def rows(results: Results) -> Iterable[str]:
    """Yield the lines: an attack each, "." where all is zero, else the measures that are not.

    What an attack's header names, with the reason, has a star; the totals are of the rest, which
    is told in words at the end.
    """
    places = list(dict.fromkeys(place for _, _, place in results))
    lines = sorted({(one.name, form): (one, form) for one, form, _ in results}.items())
    width = max(map(len, (*WORDS.values(), *(label(*key) for key, _ in lines))))
    yield " " * width + "  " + "  ".join(places)
    for key, (one, form) in lines:
        cells = (cell(one, results.get((one, form, place))).ljust(len(place)) for place in places)
        yield f"{label(*key):{width}}  {'  '.join(cells)}".rstrip()
    for measure, words in WORDS.items():
        sums = (f"{total(results, measure, place):g}".ljust(len(place)) for place in places)
        yield f"{words:{width}}  {'  '.join(sums)}".rstrip()
    for one in sorted({one for one, _, _ in results if one.named}, key=lambda one: one.name):
        for measure, reason in one.named:
            yield f"* {one.name}, {WORDS[measure]}: {' '.join(reason.split())}"
    for (one, form, place), measured in results.items():
        for measure, number in measured.numbers().items():
            if number and measure not in dict(one.named):
                yield f"{label(one.name, form)}, {place}, {WORDS[measure]}: {measured.text(measure)}"


def label(attack: str, form: str) -> str:
    """Name an attack, and its form where it is not a plain file."""
    return attack if form == "py" else f"{attack} ({form})"


def cell(one: Attack, measured: Measured | None) -> str:
    """Write what was measured in one situation."""
    if measured is None:
        return "-"
    named = dict(one.named)
    through = [
        f"{measure} {number:g}{'*' * (measure in named)}"
        for measure, number in measured.numbers().items()
        if number
    ]
    return ", ".join(through) or "."


def total(results: Results, measure: str, place: str) -> float:
    """Add up what got through in a situation and is not named."""
    return sum(
        measured.numbers()[measure]
        for (one, _, at), measured in results.items()
        if at == place and measure not in dict(one.named)
    )
