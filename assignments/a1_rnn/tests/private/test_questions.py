"""What is right in each concept question, as a function of what was drawn, and what known mistakes answer."""

from itertools import permutations

from autograder.checks import check, expect_answer

TYPES = (
    "many_to_one",
    "many_equal",
    "one_to_many",
    "many_unequal",
    "many_equal",
    "many_to_one",
    "one_to_many",
    "many_unequal",
    "one_to_one",
)
"""The type that fits each task, in the order of `draws`."""

MANY_INPUTS = {"many_to_one", "many_equal", "many_unequal"}
MANY_OUTPUTS = {"one_to_many", "many_equal", "many_unequal"}
SHAPES = (
    ("n_a", "n_x"),
    ("m", "T_x", "n_x"),
    ("m", "T_x", "n_a"),
    ("m", "T_x", "n_y"),
    ("m", "n_a"),
    ("n_y", "n_a"),
)
"""The shape of each array, in the order of `draws`."""


@check("a1.questions.types")
def test_the_type_fits_the_task(question):
    right = TYPES[question.values["task"]]
    same_inputs = {option for option in TYPES if (option in MANY_INPUTS) == (right in MANY_INPUTS)}
    same_outputs = {option for option in TYPES if (option in MANY_OUTPUTS) == (right in MANY_OUTPUTS)}
    expect_answer(
        question,
        right,
        suspects={
            "K01": set(TYPES) - same_inputs,
            "K02": same_inputs - same_outputs,
            "K03": same_inputs & same_outputs,
        },
    )


@check("a1.questions.notation")
def test_examples_come_before_steps_and_both_count_from_zero(question):
    i, j = question.values["example"], question.values["step"]
    expect_answer(
        question,
        (i - 1, j - 1),
        suspects={
            "K04": {(i, j), (i - 1, j), (i, j - 1)},
            "K05": {(j - 1, i - 1), (j, i), (j - 1, i), (j, i - 1)},
        },
    )


@check("a1.questions.parameters")
def test_every_weight_and_bias_is_counted_once(question):
    n_x, n_a, n_y, T_x = (question.values[name] for name in ("n_x", "n_a", "n_y", "T_x"))
    state, prediction = n_a * n_a + n_a * n_x, n_y * n_a
    right = state + n_a + prediction + n_y
    expect_answer(
        question,
        right,
        suspects={
            "K06": {state + prediction, state + prediction + n_a, state + prediction + n_y},
            "K07": {right * T_x, (state + n_a) * T_x + prediction + n_y},
            "K08": {state, state + n_a, prediction + n_y, right - n_a * n_x, right - n_a * n_a},
            "K09": {right + n_a},
        },
    )


@check("a1.questions.shapes")
def test_a_shape_follows_from_what_the_array_holds(question):
    names = SHAPES[question.values["array"]]
    right = tuple(question.values[name] for name in names)
    expect_answer(
        question,
        right,
        suspects={
            "K10": set(permutations(right)),
            "K11": with_another_number_of_axes(names, question.values),
            "K12": with_another_size(names, question.values),
        },
    )


def with_another_number_of_axes(names, sizes):
    """Return the shapes with one axis left out, or with the examples or the steps, or both, put in front."""
    fewer = [names[:place] + names[place + 1 :] for place in range(len(names))]
    more = [("m", *names), ("T_x", *names), ("m", "T_x", *names), ("m", "T_x", names[-1])]
    return {tuple(sizes[name] for name in axes) for axes in [*fewer, *more] if len(axes) != len(names)}


def with_another_size(names, sizes):
    """Return the shapes in which one of the sizes of the network stands in the place of another."""
    network = ("n_x", "n_a", "n_y")
    changed = [
        (*names[:place], other, *names[place + 1 :])
        for place, name in enumerate(names)
        for other in network
        if name in network and other != name
    ]
    return {tuple(sizes[name] for name in axes) for axes in changed}


@check("a1.questions.through_time")
def test_a_state_reaches_the_terms_of_its_own_and_all_later_steps(question):
    T_x, t = question.values["T_x"], question.values["t"]
    expect_answer(
        question,
        T_x - t + 1,
        suspects={"K13": {T_x - t}, "K14": {t, t - 1}, "K15": {T_x}, "K16": {1, 2}},
    )
