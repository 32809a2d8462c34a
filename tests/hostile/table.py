"""The table at the end of a run: attacks and situations, with what got through."""

from collections.abc import Iterable, Mapping

from hostile.measured import Measured

LETTERS = {
    "gained": "points gained",
    "leaked": "bytes leaked",
    "lost": "grades lost",
    "touched": "host touched",
}
Results = Mapping[tuple[str, str, str], Measured]
"""By attack, form and situation."""


def rows(results: Results) -> Iterable[str]:
    """Yield the lines: an attack each, "." where all is zero, else the measures that are not."""
    situations = list(dict.fromkeys(place for _, _, place in results))
    attacks = sorted({(attack, form) for attack, form, _ in results})
    width = max(len(label(*attack)) for attack in attacks)
    yield " " * width + "  " + "  ".join(situations)
    for attack in attacks:
        cells = (cell(results.get((*attack, place))).ljust(len(place)) for place in situations)
        yield f"{label(*attack):{width}}  {'  '.join(cells)}".rstrip()
    yield from totals(results, situations, width)


def label(attack: str, form: str) -> str:
    """Name an attack, and its form where it is not a plain file."""
    return attack if form == "py" else f"{attack} ({form})"


def cell(measured: Measured | None) -> str:
    """Write what was measured in one situation."""
    if measured is None:
        return "-"
    through = [f"{name} {number:g}" for name, number in measured.numbers().items() if number]
    return ", ".join(through) or "."


def totals(results: Results, situations: Iterable[str], width: int) -> Iterable[str]:
    """Yield a line for each measure with its sum in each situation."""
    for name, words in LETTERS.items():
        sums = (
            f"{sum(m.numbers()[name] for (_, _, at), m in results.items() if at == place):g}".ljust(
                len(place)
            )
            for place in situations
        )
        yield f"{words:{width}}  {'  '.join(sums)}".rstrip()
