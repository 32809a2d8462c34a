"""How the weights start: statistics that a right answer misses less than once in a million times."""

import numpy as np

from autograder.checks import check, close, expect_property, expect_repeatable, known

DRAWS, N = 300, 3
N_A, N_X = 40, 25
SIGMAS = 6.0
"""A normal number is farther than this from its mean with probability 2e-9."""


@check("a3.orthogonal.uniform")
def test_orthogonal_draws_every_orthogonal_matrix_alike(student, rng):
    seeds = rng.integers(2**32, size=DRAWS)
    answers = [student.orthogonal(N, np.random.default_rng(int(seed))).orthogonal for seed in seeds]
    drawn = np.array([answer.array for answer in answers])
    first = answers[0]
    expect_property(bool(np.all([is_orthogonal(one) for one in drawn])), first, "orthogonal")
    expect_property(not close(drawn[0], drawn[1]), first, "drawn_from_rng")
    # Each entry has mean 0, variance 1/n and fourth moment 3 / (n (n + 2)); half the determinants are -1.
    mean, mirrored = drawn.mean(axis=0), np.mean(np.linalg.det(drawn) < 0)
    expect_property(bool(np.max(np.abs(mean)) < SIGMAS / np.sqrt(N * DRAWS)), first, "alike_signs")
    expect_property(abs(float(mirrored) - 0.5) < SIGMAS * 0.5 / np.sqrt(DRAWS), first, "alike_signs")
    fourth = float(np.mean(drawn**4)) - 3 / (N * (N + 2))
    expect_property(abs(fourth) < SIGMAS * 0.27 / np.sqrt(N * DRAWS), first, "alike")
    again = np.random.default_rng(int(seeds[0]))
    expect_repeatable(
        student.orthogonal(N, again), student.orthogonal(N, np.random.default_rng(int(seeds[0])))
    )
    one = student.orthogonal(1, rng).orthogonal
    expect_property(is_orthogonal(one.array), one, "orthogonal")


@check("a3.init.recurrent")
def test_each_gates_weights_of_the_state_are_an_orthogonal_matrix_of_its_own(student, rng):
    for params, gates in drawn_weights(student, rng):
        answers = [params[f"W{gate}"] for gate in gates]
        blocks = [answer.array[:, :N_A] for answer in answers]
        with known(property_broken=lambda _, blocks=blocks: "L22" if all_together(blocks) else ""):
            for block, answer in zip(blocks, answers, strict=True):
                expect_property(is_orthogonal(block), answer, "orthogonal_block")
        for block, answer in zip(blocks[1:], answers[1:], strict=True):
            expect_property(not close(block, blocks[0]), answer, "own_draw")


@check("a3.init.inputs")
def test_the_weights_of_the_input_are_normal_with_standard_deviation_1_over_the_root_of_n_x(student, rng):
    for params, gates in drawn_weights(student, rng):
        scaled = {gate: np.sqrt(N_X) * params[f"W{gate}"].array[:, N_A:] for gate in gates}
        for gate, entries in scaled.items():
            spread, mean = np.sqrt(np.mean(entries**2)), np.mean(entries)
            right = abs(spread - 1) < SIGMAS / np.sqrt(2 * entries.size)
            right = right and abs(mean) < SIGMAS / np.sqrt(entries.size)
            expect_property(bool(right), params[f"W{gate}"], "input_scale")
        together = np.array(list(scaled.values()))
        kurtosis = float(np.mean(together**4) / np.mean(together**2) ** 2)
        right = abs(kurtosis - 3) < SIGMAS * np.sqrt(24 / together.size)
        expect_property(bool(right), params[f"W{gates[0]}"], "normal")
    seeds = rng.integers(2**32, size=2)
    with known(property_broken=of_another_generator):
        expect_drawn_from(seeds, lambda rng: student.init_gru(4, 3, rng).params, "urc")
        expect_drawn_from(seeds, lambda rng: student.init_lstm(4, 3, rng).params, "ufoc")


def of_another_generator(found):
    return "X43" if found.params["property"] in {"same_draw", "drawn_from_rng"} else ""


def expect_drawn_from(seeds, draw, gates):
    """Require that one generator gives the same weights twice and two of them give different ones."""
    first, again, other = (draw(np.random.default_rng(int(seed))) for seed in (seeds[0], seeds[0], seeds[1]))
    for gate in gates:
        answer = first[f"W{gate}"]
        expect_property(close(answer, again[f"W{gate}"]), answer, "same_draw")
        expect_property(not close(answer, other[f"W{gate}"]), answer, "drawn_from_rng")


def drawn_weights(student, rng):
    """Yield the parameters of both units, with the letters of their gates."""
    own = [np.random.default_rng(int(seed)) for seed in rng.integers(2**32, size=2)]
    yield student.init_gru(N_A, N_X, own[0]).params, "urc"
    yield student.init_lstm(N_A, N_X, own[1]).params, "ufoc"


def is_orthogonal(matrix):
    return bool(np.allclose(matrix.T @ matrix, np.eye(len(matrix)), atol=1e-5))


def all_together(blocks):
    """Tell whether the columns are orthogonal over all gates, so that no gate's block is."""
    whole = np.concatenate(blocks)
    gram = whole.T @ whole
    return bool(np.allclose(gram, gram[0, 0] * np.eye(len(gram)), atol=1e-4))
