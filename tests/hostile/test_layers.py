"""Every layer of every situation, and every defence, is what stops some attack."""

import pytest
from hostile.arenas import PLACES, Place
from hostile.defences import DEFENCES
from hostile.header import attacks

WITHOUT_ATTACK = {
    ("root+landlock", "undumpable"): "a change of user makes a process undumpable, and root may trace any",
}
"""By situation and layer: why no attack can be stopped by this layer alone."""


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_taking_any_layer_away_lets_some_attack_through(place: Place) -> None:
    needed = {
        name
        for one in attacks()
        if place.takes(one)
        for name in one.stopped_by
        if len([other for other in one.stopped_by if other in (*place.layers, *DEFENCES)]) == 1
    }
    excused = {layer for situation, layer in WITHOUT_ATTACK if situation == place.situation}
    wanted = {place.situation} if place.only_named else set(place.layers)
    assert wanted - needed == excused


def test_every_defence_stops_some_attack_by_itself() -> None:
    alone = {one.stopped_by[0] for one in attacks() if len(one.stopped_by) == 1}
    assert set(DEFENCES) - alone == set()


def test_what_stops_an_attack_is_a_layer_or_a_defence() -> None:
    known = {*DEFENCES, "bubblewrap", "sealed"}.union(*(place.layers for place in PLACES))
    for one in attacks():
        assert set(one.stopped_by) | set(one.alone) <= known, one.name


def test_there_are_at_least_sixty_attacks() -> None:
    assert len(attacks()) >= 60
