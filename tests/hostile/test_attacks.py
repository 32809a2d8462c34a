"""No attack gains a point, sees a private byte, loses a grade or touches the host; its control does."""

import sys
from collections.abc import Callable

import pytest
from hostile.arenas import IS_ROOT, PLACES, QUICK, Grader, Place
from hostile.header import Attack, attacks
from hostile.measured import Measured

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="attacks are made for Linux")
Graders = Callable[[Place], Grader]
TRIES = 3
"""A control shows what can happen; an attack that races need not win every time."""
Table = dict[tuple[Attack, str, str], Measured]


def runs() -> list[object]:
    """Return every attack in every form and situation it is for; two situations are not slow."""
    return [
        pytest.param(one, form, place, id=f"{one.name}-{form}-{place.name}", marks=marks(one, form, place))
        for place in PLACES
        for one in attacks()
        for form in (one.forms if not one.makes else one.forms[:1])
        if place.takes(one)
    ]


def marks(one: Attack, form: str, place: Place) -> list[pytest.MarkDecorator]:
    return [pytest.mark.slow] if place not in QUICK or form != one.forms[0] or one.slow or one.torch else []


def controls() -> list[object]:
    """Return, for every attack, the layers and defences that stop it, in a situation that has them."""
    found = []
    for one in attacks():
        done: set[tuple[str, ...]] = set()
        for place in (p for p in (*QUICK, *PLACES) if p.takes(one)):
            taken = tuple(name for name in one.stopped_by if name in place.layers or is_defence(name))
            if taken and taken not in done and not place.missing():
                done.add(taken)
                slow = [] if place in QUICK and not one.slow and not one.torch else [pytest.mark.slow]
                found.append(pytest.param(one, place, taken, id=f"{one.name}-{place.name}", marks=slow))
    return sorted(found, key=lambda p: (p.values[1].name, p.values[2]))


def is_defence(name: str) -> bool:
    from hostile.defences import DEFENCES

    return name in DEFENCES


@pytest.mark.parametrize(("one", "form", "place"), runs())
def test_nothing_gets_through(one: Attack, form: str, place: Place, graders: Graders, table: Table) -> None:
    ready(one)
    measured = run(graders(place), one, form)
    table[one, form, place.name] = measured
    through = {name: measured.text(name) for name, number in measured.numbers().items() if number}
    assert not through.keys() - dict(one.named).keys(), (through, measured.statuses)


@pytest.mark.parametrize(("one", "place", "taken"), controls())
def test_without_what_stops_it_an_attack_shows(
    one: Attack, place: Place, taken: tuple[str, ...], graders: Graders
) -> None:
    ready(one)
    measure, word = one.shows
    tries: list[Measured] = []
    while not any(t.numbers()[measure] and word in t.text(measure) for t in tries):
        assert len(tries) < TRIES, (taken, tries)
        tries.append(run(graders(place), one, one.forms[0], taken))


def run(grader: Grader, one: Attack, form: str, drop: tuple[str, ...] = ()) -> Measured:
    return (grader.run_bounded if one.bounded else grader.run)(one, form, drop)


def ready(one: Attack) -> None:
    if one.prepared and not IS_ROOT:
        pytest.skip("needs root")
    for module in (*(["torch"] if one.torch else []), *one.needs):
        pytest.importorskip(module)
