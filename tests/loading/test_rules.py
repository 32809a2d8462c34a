"""Names must exist, nothing goes round in a circle, nothing shown rests on something hidden."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import AssignmentError
from autograder.loading import load
from autograder.loading.rules import _cycle_from as cycle_from


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "id: t.cell.values",
            "id: t.cell.example",
            '23: parts[0].checks[1].id: "t.cell.example" stands here a second time',
        ),
        (
            "imports: [numpy, math]",
            "imports: [numpy, numpy]",
            '6: imports[1]: "numpy" stands here a second time',
        ),
        ("files: [rnn.py]", "files: [rnn.py, rnn.py]", '3: files[1]: "rnn.py" stands here a second time'),
        ("file: rnn.py", "file: lstm.py", '16: parts[0].file: "lstm.py" is not one of rnn.py'),
        (
            "depends_on: [t.cell.example]",
            "depends_on: [t.cell.exampel]",
            'depends_on[0]: no check has the id "t.cell.exampel"; did you mean "t.cell.example"?',
        ),
        (
            "depends_on: [t.cell.example]",
            "depends_on: [t.cell.values]",
            "27: parts[0].checks[1].depends_on[0]: a check cannot depend on itself",
        ),
        (
            "bonus: true",
            "bonus: true\n        depends_on: [t.cell.values, t.cell.more]",
            "35: parts[0].checks[2].depends_on[1]: a check cannot depend on itself",
        ),
        (
            "depends_on: [t.cell.example]",
            "depends_on: [t.cell.more]",
            'depends_on[0]: a visible check cannot depend on "t.cell.more", which is hidden',
        ),
        (
            "suite: public",
            "suite: public\n        depends_on: [t.cell.values]",
            'depends_on[0]: a public check cannot depend on "t.cell.values", which is private',
        ),
        (
            "suite: public",
            "suite: public\n        depends_on: [t.cell.values]",
            "checks[0].depends_on: goes round in a circle: t.cell.example -> t.cell.values -> t.cell.ex",
        ),
        (
            "imports:",
            "starter_floor: 0.5\nimports:",
            "6: starter_floor: is more than all points together, which are",
        ),
        ("reference: reference", "reference: ref", '4: reference: there is no folder "ref" here'),
        ("hints: hints.yaml", "hints: hint.yaml", '5: hints: there is no file "hint.yaml" here'),
    ],
)
def test_a_broken_rule_is_said(broken: Callable[..., str], old: str, new: str, said: str) -> None:
    assert said in broken(old, new)


def test_a_part_stands_once(broken: Callable[..., str]) -> None:
    check = "{id: t.b, title: {en: a, ar: b}, points: 1, suite: public}"
    second = f"  - {{id: cell, title: {{en: a, ar: b}}, file: rnn.py, profile: numpy, checks: [{check}]}}\n"
    assert 'parts[1].id: "cell" stands here a second time' in broken("limits:", second + "limits:")


nodes = st.integers(0, 6).map(str)
graphs = st.dictionaries(nodes, st.lists(nodes, max_size=3))


@given(graphs)
def test_a_cycle_is_found_exactly_when_there_is_one(graph: dict[str, list[str]]) -> None:
    done: set[str] = set()
    found = any(cycle_from(name, graph, done) for name in graph)
    assert found == has_cycle_by_elimination(graph)


@given(graphs)
def test_a_found_cycle_is_one(graph: dict[str, list[str]]) -> None:
    for name in graph:
        cycle = cycle_from(name, graph, set())
        assert all(after in graph[before] for before, after in pairwise(cycle))
        assert not cycle or cycle[0] == cycle[-1]


def has_cycle_by_elimination(graph: dict[str, list[str]]) -> bool:
    """Kahn: remove what needs nothing that is left; what cannot be removed is on or above a cycle."""
    left = {name: {need for need in needs if need in graph} for name, needs in graph.items()}
    while free := [name for name, needs in left.items() if not needs & left.keys()]:
        for name in free:
            del left[name]
    return bool(left)


TRAINS = "suite: public\n        trains: gru"
USES = "tags: [values]\n        uses: [gru]"


def test_a_training_and_what_uses_it_are_read(folder: Path) -> None:
    path = folder / "assignment.yaml"
    text = path.read_text("utf-8").replace("suite: public", f"{TRAINS}\n        seconds: 60")
    path.write_text(text.replace("tags: [values]", USES), "utf-8")
    example, values, more = load(folder).checks
    assert (example.trains, example.uses, example.seconds) == ("gru", (), 60.0)
    assert (values.trains, values.uses, values.seconds) == ("", ("gru",), None)
    assert load(folder).trainers == {"gru": example.id}
    assert more.trains == ""


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        (
            {"suite: public": TRAINS, "tags: [values]": USES.replace("gru]", "gri]")},
            '30: parts[0].checks[1].uses[0]: no check trains "gri"; did you mean "gru"?',
        ),
        (
            {"suite: public": "suite: public\n        uses: [gru]", "tags: [values]": "trains: gru"},
            'checks[0].uses[0]: "gru" is not trained before this check',
        ),
        (
            {"tags: [values]": "trains: gru\n        uses: [gru]"},
            '29: parts[0].checks[1].uses[0]: "gru" is not trained before this check',
        ),
        (
            {"suite: public": TRAINS, "tags: [values]": "trains: gru"},
            '29: parts[0].checks[1].trains: "gru" stands here a second time',
        ),
        (
            {
                "suite: public": "suite: private\n        trains: gru",
                "suite: private\n        depends_on: [t.cell.example]": "suite: public\n        uses: [gru]",
            },
            'a public check cannot use "gru", which "t.cell.example" trains: it is private',
        ),
        (
            {"suite: public": f"{TRAINS}\n        visibility: hidden", "tags: [values]": USES},
            'a visible check cannot use "gru", which "t.cell.example" trains: it is hidden',
        ),
        (
            {"tags: [values]": "seconds: 121"},
            "28: parts[0].checks[1].seconds: is more than a whole submission may take, limits.total_cpu",
        ),
        (
            {"tags: [values]": "seconds: 31", "memory: 256": "total_cpu: 30"},
            "seconds: is more than a whole submission may take, limits.total_cpu = 30",
        ),
        ({"tags: [values]": "trains: The GRU"}, "checks[1].trains: "),
    ],
)
def test_a_training_that_cannot_be_is_said(folder: Path, edits: dict[str, str], said: str) -> None:
    path = folder / "assignment.yaml"
    text = path.read_text("utf-8")
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    with pytest.raises(AssignmentError) as raised:
        load(folder)
    assert said in str(raised.value)
