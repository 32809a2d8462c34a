"""Parameter counts."""

from autograder.checks import check, expect


@check("a3.count_parameters.values")
def test_count_parameters_gives_the_right_number_for_all_three_kinds(student, reference):
    for n_a, n_x in [(3, 5), (64, 7), (1, 1), (128, 300)]:
        for kind in ("rnn", "gru", "lstm"):
            count = student.count_parameters(kind, n_a, n_x).count
            expect(count, reference.count_parameters(kind, n_a, n_x), suspects=miscounted(kind, n_a, n_x))


def miscounted(kind, n_a, n_x):
    blocks = {"rnn": 1, "gru": 3, "lstm": 4}[kind]
    return {
        "X93": lambda: blocks * (n_a * (n_a + n_x) + 2 * n_a),
        "X94": lambda: blocks * n_a * (n_a + n_x),
        "X95": lambda: [other * (n_a * (n_a + n_x) + n_a) for other in (1, 2, 3, 4) if other != blocks],
    }
