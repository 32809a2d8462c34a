"""Forward propagation: stored examples, and what holds for every recurrent network."""

from functools import partial

import numpy as np

from autograder.checks import Call, Own, check, close, expect, expect_dependence, expect_property, generic
from autograder.model.verdict import Verdict


@check("a1.cell_forward.example")
def test_one_step_gives_the_stored_example(student, stored):
    out = student.rnn_cell_forward(*stored.args)
    expect(out.a_next, stored.returns["a_next"])
    expect(out.y_hat, stored.returns["y_hat"])


@check("a1.forward.example")
def test_a_whole_sequence_gives_the_stored_example(student, stored, rng, carry):
    out, steps = student.rnn_forward(*stored.args), OwnSteps(student, rng)
    own_a, own_y_hat = Own(lambda: steps.run(*stored.args)[0]), Own(lambda: steps.run(*stored.args)[1])
    expect(
        out.a,
        stored.returns["a"],
        carried=carry.credit(own_a, alive=steps.are_alive),
        suspects=steps.wrongly_started(*stored.args),
    )
    expect(out.y_hat, stored.returns["y_hat"], carried=carry.credit(own_y_hat, alive=steps.are_alive))


@check("a1.forward.causal")
def test_a_state_depends_on_the_past_and_not_on_the_future(student, rng):
    x, a0, params = student.rnn_forward.draw(rng, m=2, T_x=5, n_x=3, n_a=4, n_y=6)
    other = x.copy()
    other[:, 2] = generic(rng, 2, 3)
    before, after = student.rnn_forward(x, a0, params).a, student.rnn_forward(other, a0, params).a
    expect_property(close(before.array[:, :2], after.array[:, :2]), after, "causal")
    for t in (2, 3, 4):
        expect_property(not close(before.array[:, t], after.array[:, t]), after, "past_matters")


class OwnSteps:
    """Your own rnn_cell_forward, step by step: if only the step is wrong, the sequence loses nothing."""

    def __init__(self, student, rng):
        self.student, self.rng = student, rng

    def run(self, x, a0, params):
        outs, a_t = [], a0
        for t in range(x.shape[1]):
            outs.append(self.student.rnn_cell_forward(x[:, t], a_t, params))
            a_t = outs[-1].a_next
        return [np.stack([getattr(out, name).array for out in outs], axis=1) for name in ("a_next", "y_hat")]

    def wrongly_started(self, x, a0, params):
        """Return the states of your steps when they start from somewhere else."""

        def each_from(first, later):
            states = [self.run(x[:, [t]], later if t else first, params)[0] for t in range(x.shape[1])]
            return np.concatenate(states, axis=1)

        def of_your_steps(*ways):
            try:
                return [way() for way in ways]
            except Verdict:  # they do not run: another check says so
                return []

        zeros = np.zeros_like(a0)
        same_start = [
            partial(each_from, first, later) for first, later in [(a0, a0), (a0, zeros), (zeros, zeros)]
        ]
        return {
            "R01": partial(of_your_steps, lambda: self.run(x, zeros, params)[0]),
            "R03": partial(of_your_steps, *same_start),
        }

    def are_alive(self):
        inputs = self.student.rnn_cell_forward.draw(self.rng, m=2, n_x=3, n_a=4, n_y=5)
        cell = Call(self.student.rnn_cell_forward, inputs)
        expect_dependence(cell, "a_next", "x_t", "a_prev", "Waa", "Wax", rng=self.rng)
        return True
