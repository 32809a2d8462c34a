"""What is right in each concept question, as a function of what was drawn, and what known mistakes answer."""

from autograder.checks import check, expect_answer

CELLS = ("none", "rnn", "gru", "lstm")
"""From the least memory to the most."""
SMALLEST = ("rnn", "gru", "lstm", "gru", "lstm", "rnn", "gru", "none")
"""The cell for each task, in the order of `draws`."""

BLOCKS = (3, 4)
"""How many pairs of weights and bias a GRU has, and an LSTM."""

MEMORY = ("keep", "candidate", "mean", "keep", "candidate", "sum", "zero")
EXCHANGED = {"keep": "candidate", "candidate": "keep"}
MEMORIES = set(MEMORY)
"""What the memory holds in each case, in the order of `draws`."""

REMEDIES = ("gates", "clipping", "gates", "clipping")
"""What helps in each case, in the order of `draws`."""

LEAKS = ("statistics", "windows", "truth", "nothing", "statistics")
"""What leaks in each procedure, in the order of `draws`."""


@check("a3.questions.cells")
def test_the_smallest_cell_that_remembers_enough_is_chosen(question):
    right = SMALLEST[question.values["task"]]
    place = CELLS.index(right)
    suspects = {"K17": set(CELLS[:place]), "K18": set(CELLS[place + 1 :])}
    expect_answer(question, right, suspects=suspects)


@check("a3.questions.parameters")
def test_each_gate_and_the_candidate_have_weights_and_a_bias(question):
    n_x, n_a, T_x = (question.values[name] for name in ("n_x", "n_a", "T_x"))
    blocks, weights = BLOCKS[question.values["cell"]], n_a * (n_a + n_x)
    right = blocks * (weights + n_a)
    expect_answer(
        question,
        right,
        suspects={
            "K07": {right * T_x},
            "K19": {blocks * weights},
            "K20": {right + blocks * n_a},
            "K21": {n * (weights + n_a) for n in (1, 2, 3, 4, 5) if n != blocks},
        },
    )


@check("a3.questions.gates")
def test_the_memory_is_what_its_equation_leaves_of_each_term(question):
    right = MEMORY[question.values["case"]]
    exchanged = {EXCHANGED[right]} if right in EXCHANGED else set()
    suspects = {"K22": exchanged, "K23": MEMORIES - exchanged - {right}}
    expect_answer(question, right, suspects=suspects)


@check("a3.questions.gradients")
def test_gates_help_what_vanishes_and_clipping_what_explodes(question):
    right = REMEDIES[question.values["case"]]
    clipping = {"clipping"} - {right}
    others = {"gates", "learning_rate", "sigmoid"} - {right}
    expect_answer(question, right, suspects={"C12": clipping, "K24": others})


@check("a3.questions.leakage")
def test_what_leaks_is_what_needed_a_value_of_the_test_part(question):
    right = LEAKS[question.values["procedure"]]
    overlooked = {"nothing"} - {right}
    suspects = {"K25": overlooked, "K26": set(LEAKS) - overlooked - {right}}
    expect_answer(question, right, suspects=suspects)
