"""Forward propagation: stored examples, and what holds for every recurrent network."""

from functools import cache as computed_once
from functools import partial

import numpy as np

from autograder.checks import Call, Cross, Own, check, close, expect, expect_property, generic
from autograder.model.verdict import Verdict


@check("a1.cell_forward.example")
def test_one_step_gives_the_stored_example(student, stored):
    out = student.rnn_cell_forward(*stored.args)
    expect(out.a_next, stored.returns["a_next"])
    expect(out.y_hat, stored.returns["y_hat"])


@check("a1.forward.example")
def test_a_whole_sequence_gives_the_stored_example(student, stored, rng, carry):
    out, steps = student.rnn_forward(*stored.args), OwnSteps(carry.start, rng)
    run = computed_once(partial(steps.run, *stored.args))
    own_a = Own(lambda: run()["a_next"], lambda: steps.are_alive(run(), "a_next"))
    own_y_hat = Own(lambda: run()["y_hat"], lambda: steps.are_alive(run(), "y_hat"))
    expect(
        out.a,
        stored.returns["a"],
        carried=carry.credit(own_a),
        suspects=steps.wrongly_started(*stored.args),
    )
    expect(out.y_hat, stored.returns["y_hat"], carried=carry.credit(own_y_hat))


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

    def __init__(self, start, rng):
        self.start, self.rng = start, rng

    def run(self, x, a0, params):
        cell, at, outs, a_t = self.start().rnn_cell_forward, [], [], a0
        for t in range(x.shape[1]):
            at.append((x[:, t], a_t, params))
            outs.append(cell(*at[-1]))
            a_t = outs[-1].a_next.array
        arrays = {name: np.stack([getattr(out, name).array for out in outs], axis=1) for name in MADE_FROM}
        return {"at": at, **arrays}

    def wrongly_started(self, x, a0, params):
        """Return the states of your steps when they start from somewhere else."""

        def each_from(first, later):
            states = [self.run(x[:, [t]], later if t else first, params)["a_next"] for t in range(x.shape[1])]
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
            "R01": partial(of_your_steps, lambda: self.run(x, zeros, params)["a_next"]),
            "R03": partial(of_your_steps, *same_start),
        }

    def are_alive(self, run, name):
        """Tell whether each step, asked again, is the same, and depends on what it is made from."""

        def steps():
            cell = self.start().rnn_cell_forward
            return [Call(cell, at) for at in run["at"]]

        cross = Cross(steps, name, self.rng)
        cross.expect_said(np.moveaxis(run[name], 1, 0))
        cross.expect_dependence(*MADE_FROM[name])
        return True


MADE_FROM = {"a_next": ("x_t", "a_prev", "Waa", "Wax"), "y_hat": ("Wya|by",)}
