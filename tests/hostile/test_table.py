"""The table says what got through, and what is named."""

from dataclasses import replace

from hostile.header import attacks
from hostile.measured import Measured, leaks
from hostile.table import rows

ONE = replace(attacks()[0], name="one", named=())
TWO = replace(attacks()[0], name="two", named=(("touched", "it is what the layer\n  is for"),))


def test_it_has_a_line_for_each_attack_and_form_and_the_sums_of_what_is_not_named():
    results = {
        (ONE, "py", "root"): Measured(),
        (ONE, "zip", "root"): Measured(gained=1.5, leaked={"tests": 22}),
        (ONE, "py", "docker"): Measured(lost=("a", "b")),
        (TWO, "py", "docker"): Measured(touched=("memory",)),
    }
    assert list(rows(results)) == [
        "               root  docker",
        "one            .     lost 2",
        "one (zip)      gained 1.5, leaked 22  -",
        "two            -     touched 1*",
        "points gained  1.5   0",
        "bytes leaked   22    0",
        "grades lost    0     2",
        "host touched   0     0",
        "* two, host touched: it is what the layer is for",
        "one (zip), root, points gained: 1.5",
        "one (zip), root, bytes leaked: tests",
        "one, docker, grades lost: a b",
    ]


def test_a_canary_is_found_in_every_disguise():
    word = "canary0123456789abcdef"
    for seen in (word, word[::-1], word.encode().hex(), "pnanel0123456789nopqrs"):
        assert leaks(f"..{seen}..".encode(), {"tests": word}) == {"tests": len(word)}, seen
    assert leaks(b"nothing", {"tests": word}) == {}
