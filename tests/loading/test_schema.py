"""A wrong key is said with file, line, path, what is wrong, and the nearest right word."""

from collections.abc import Callable

import pytest

from autograder.loading.schema import AssignmentKeys, CheckKeys, FunctionKeys, LimitsKeys
from autograder.loading.schema import _model_at as model_at


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "suite: private",
            "suite: privat",
            '26: parts[0].checks[1].suite: "privat" is not one of public, private; did you mean "private"?',
        ),
        (
            "visibility: hidden",
            "visibility: after",
            'checks[2].visibility: "after" is not one of visible, hidden, after_due_date, after_published',
        ),
        ("profile: numpy", "profile: jax", '17: parts[0].profile: "jax" is not one of numpy, torch'),
        (
            "gru_reset: after",
            "gru_reset: none",
            '36: conventions.gru_reset: "none" is not one of before, after',
        ),
        ("points: 0.1", "points: 0", "21: parts[0].checks[0].points: must be above 0"),
        (
            "points: 0.1",
            "points: -1",
            '21: parts[0].checks[0].points: must be a number such as 1, 0.25 or "1/3"',
        ),
        (
            "points: 0.1",
            "points: 1/0",
            '21: parts[0].checks[0].points: must be a number such as 1, 0.25 or "1/3"',
        ),
        ("points: 0.1", "points: true", '0.25 or "1/3", not true'),
        ("points: 0.1", "points: .inf", '0.25 or "1/3", not ".inf"'),
        ("        points: 0.1\n", "", '19: parts[0].checks[0]: the key "points" is missing'),
        (
            "tags: [values]",
            "tag: [values]",
            "parts[0].checks[1].tag: unknown key; the keys here are id, title",
        ),
        ("tags: [values]", "tag: [values]", 'did you mean "tags"?'),
        ("tags: [values]", "tags: values", '28: parts[0].checks[1].tags: must be a list, not "values"'),
        ("tags: [values]", "tags: {a: b}", "28: parts[0].checks[1].tags: must be a list, not a mapping"),
        ("bonus: true", "bonus: yes", '34: parts[0].checks[2].bonus: must be true or false, not "yes"'),
        ("id: tiny", "id: Tiny!", '1: id: "Tiny!" is not an id: a-z, 0-9 and _, a letter first'),
        ("id: tiny", "id: 7", "1: id: must be text, not 7"),
        ("id: t.cell.more", "id: more", '29: parts[0].checks[2].id: "more" is not a check\'s id'),
        ('ar: "مثال"', 'ar: " "', '20: parts[0].checks[0].title.ar: " " is not a text: it is empty'),
        (
            'title: {en: "Cell", ar: "خلية"}',
            "title: Cell",
            '15: parts[0].title: must be a mapping, not "Cell"',
        ),
        ("files: [rnn.py]", "files: []", "3: files: must not be empty"),
        (
            "files: [rnn.py]",
            "files: [../rnn.py]",
            '3: files[0]: "../rnn.py" is not the name of a Python file',
        ),
        (
            "imports: [numpy, math]",
            "imports: [numpy, ma-th]",
            '6: imports[1]: "ma-th" is not a module\'s name',
        ),
        ("  step:", "  2step:", '10: functions["2step"]: "2step" is not a Python name'),
        ("  torch.nn:", "  torch..nn:", '38: forbid["torch..nn"]: "torch..nn" is not a module\'s name'),
        (
            "call_wall: 2.5",
            "call_wall: 0",
            "35: limits.call_wall: must be a number of seconds above 0, not 0",
        ),
        ("memory: 256", "memory: 0.5", "35: limits.memory: must be a whole number above 0, not 0.5"),
        ("memory: 256", "memroy: 256", "limits.memroy: unknown key; the keys here are call_wall"),
        (
            'returns: {a: ["...", n_a], cache: opaque}',
            "returns: {}",
            "12: functions.step.returns: must not be empty",
        ),
        ("types:\n  params: {Waa: [n_a, n_a]}", "types: 3", "7: types: must be a mapping, not 3"),
    ],
)
def test_a_wrong_key_is_said_where_it_stands(
    broken: Callable[..., str], old: str, new: str, said: str
) -> None:
    message = broken(old, new)
    assert said in message
    assert all(line.startswith("assignment.yaml:") for line in message.splitlines())


def test_a_hint_needs_a_code(broken: Callable[..., str]) -> None:
    assert broken("R04:", "r04:", "hints.yaml") == (
        'hints.yaml:1: r04: "r04" is not the code of a mistake such as R04'
    )


def test_a_file_without_keys_is_refused(broken: Callable[..., str]) -> None:
    assert broken("R04:", "# R04:", "hints.yaml") == "hints.yaml:1: must be a mapping, not nothing"


@pytest.mark.parametrize(
    ("key", "model"),
    [
        ((), AssignmentKeys),
        (("parts", 3, "checks", 1), CheckKeys),
        (("functions", "args"), FunctionKeys),
        (("limits",), LimitsKeys),
    ],
)
def test_a_path_leads_to_its_model(key: tuple[str | int, ...], model: type) -> None:
    assert model_at(AssignmentKeys, key) is model
