"""Long short-term memory, forward and back."""

from functools import cache as computed_once
from functools import partial
from itertools import permutations

import numpy as np

from autograder.checks import Own, check, close, expect, known

OPEN = 60.0
"""A bias that opens a gate to 1, in float64 exactly."""

OF_PARAMETERS = tuple(f"d{kind}{gate}" for kind in "Wb" for gate in "ufoc")


# ------------------------------------------------------------------------------------- forward


@check("a3.lstm_cell.cell")
def test_one_step_gives_the_right_cell(lstm):
    inputs = lstm.step_inputs()
    a_next, c_next, _ = lstm.right_step(inputs)
    with known(
        values_differ=lambda _: wrong_gate(lstm, "c_next", (("X24", ()), ("X25", ("bu",)), ("X27", ("bf",))))
    ):
        expect(
            lstm.student.lstm_cell_forward(*inputs).c_next,
            c_next,
            carried=lstm.carry.credit(lstm.with_own_sigmoid(by_hand(lstm, inputs, 1), inputs)),
            suspects={"L21": lambda: a_next, **wrong_steps_forward(lstm, inputs, 1)},
        )
    for factor in () if lstm.sigmoid_failed else (10_000, -10_000):
        far = (factor * inputs[0], *inputs[1:])
        with known(not_finite=partial(overflowing, lstm, far)):
            expect(lstm.student.lstm_cell_forward(*far).c_next, lstm.right_step(far)[1])


@check("a3.lstm_cell.state")
def test_one_step_gives_the_right_state(lstm):
    inputs = lstm.step_inputs()
    a_next, c_next, _ = lstm.right_step(inputs)
    step = computed_once(lambda: lstm.own.fold(inputs[0][:, None], *inputs[1:]))
    with known(values_differ=lambda _: wrong_gate(lstm, "a_next", (("X29", ()), ("X28", ("bo",))))):
        expect(
            lstm.student.lstm_cell_forward(*inputs).a_next,
            a_next,
            carried=lstm.carry.credit(
                Own(lambda: told(lstm, inputs, step().said("c_next")[0]), lambda: lstm.own.is_alive(step())),
                lstm.with_own_sigmoid(by_hand(lstm, inputs, 0), inputs),
            ),
            suspects={"L21": lambda: c_next, **wrong_steps_forward(lstm, inputs, 0)},
        )
    for factor in () if lstm.sigmoid_failed else (10_000, -10_000):
        far = (factor * inputs[0], *inputs[1:])
        with known(not_finite=partial(overflowing, lstm, far)):
            lstm.student.lstm_cell_forward(*far).a_next.climb()


@check("a3.lstm.states")
def test_a_whole_sequence_gives_the_right_states(lstm):
    inputs = lstm.inputs()
    lstm.states("a", lstm.right(inputs)[0], inputs, wrong_sequences(lstm, inputs, 0))


@check("a3.lstm.cells")
def test_a_whole_sequence_gives_the_right_cells(lstm):
    inputs = lstm.inputs()
    lstm.states("c", lstm.right(inputs)[1], inputs, wrong_sequences(lstm, inputs, 1))


@check("a3.lstm.edges")
def test_forward_works_for_one_step_one_example_one_unit_one_feature(lstm):
    lstm.forward_edges(())


@check("a3.lstm.arguments")
def test_forward_leaves_its_arguments_alone_and_repeats_itself(lstm):
    lstm.forward_manners()


def by_hand(lstm, inputs, result):
    """Return the step by hand, as a function of what is to be different."""
    return lambda **ways: step_by_hand(lstm, *inputs, **ways)[result]


def told(lstm, inputs, c_next):
    """Return the state that tells of a cell: the output gate times what the setting says."""
    x_t, a_prev, _, params = inputs
    gate = lstm.reference.sigmoid(np.concatenate([a_prev, x_t], axis=1) @ params["Wo"].T + params["bo"])
    return gate * (np.tanh(c_next) if lstm.keywords["output"] == "tanh" else c_next)


def wrong_gate(lstm, result, tries):
    """Return the hint about the first gate that is wrong while those not yet tried are open.

    Without its forget gate open no cell would keep, so a cell of zeros is before it until then.
    """
    x_t, a_prev, c_prev, params = lstm.step_inputs()
    index = ("a_next", "c_next").index(result)
    opened = {name: np.full_like(params[name], OPEN) for name in ("bu", "bf", "bo")}
    for hint, free in tries:
        biases = {name: bias for name, bias in opened.items() if name not in free}
        before = c_prev if "bf" in free or result == "a_next" else np.zeros_like(c_prev)
        inputs = (x_t, a_prev, before, {**params, **biases})
        got = getattr(lstm.student.lstm_cell_forward(*inputs), result)
        if not close(got, lstm.right_step(inputs)[index]):
            return hint
    return ""


def overflowing(lstm, far, _found):
    """Return the hint about the function that overflows: with calm gates only tanh reads large numbers."""
    *others, params = far
    calm = {**params, **{f"W{g}": np.zeros_like(params[f"W{g}"]) for g in "ufo"}}
    a_next = lstm.student.lstm_cell_forward(*others, calm).a_next.array
    return "L19" if np.all(np.isfinite(a_next)) else "N02"


# ------------------------------------------------------------------------------------ backward


@check("a3.lstm_cell_backward.dx_t")
def test_one_step_back_gives_the_right_dx_t(lstm):
    lstm.step_back("dx_t", wrong=WRONG_STEPS)


@check("a3.lstm_cell_backward.da_prev")
def test_one_step_back_gives_the_right_da_prev(lstm):
    lstm.step_back("da_prev", wrong=WRONG_STEPS)


@check("a3.lstm_cell_backward.dc_prev")
def test_one_step_back_gives_the_right_dc_prev(lstm):
    lstm.step_back("dc_prev", wrong=WRONG_STEPS)


@check("a3.lstm_cell_backward.update")
def test_one_step_back_gives_the_right_gradients_of_the_update_gate(lstm):
    lstm.step_back("dWu", "dbu", wrong=WRONG_STEPS)


@check("a3.lstm_cell_backward.forget")
def test_one_step_back_gives_the_right_gradients_of_the_forget_gate(lstm):
    lstm.step_back("dWf", "dbf", wrong=WRONG_STEPS)


@check("a3.lstm_cell_backward.output")
def test_one_step_back_gives_the_right_gradients_of_the_output_gate(lstm):
    lstm.step_back("dWo", "dbo", wrong=WRONG_STEPS)


@check("a3.lstm_cell_backward.candidate")
def test_one_step_back_gives_the_right_gradients_of_the_candidate(lstm):
    lstm.step_back("dWc", "dbc", wrong=WRONG_STEPS)


@check("a3.lstm_backward.dx")
def test_back_through_time_gives_the_right_dx(lstm):
    lstm.back("dx", wrong=WRONG_STEPS)


@check("a3.lstm_backward.da0")
def test_back_through_time_gives_the_right_da0(lstm):
    lstm.back("da0", wrong=WRONG_STEPS)


@check("a3.lstm_backward.dc0")
def test_back_through_time_gives_the_right_dc0(lstm):
    lstm.back("dc0", wrong=WRONG_STEPS)


@check("a3.lstm_backward.weights")
def test_back_through_time_gives_the_right_gradients_of_the_weights(lstm):
    lstm.back("dWu", "dWf", "dWo", "dWc", wrong=WRONG_STEPS)


@check("a3.lstm_backward.biases")
def test_back_through_time_gives_the_right_gradients_of_the_biases(lstm):
    lstm.back("dbu", "dbf", "dbo", "dbc", wrong=WRONG_STEPS)


@check("a3.lstm_backward.dc_last")
def test_the_gradient_of_the_last_cell_is_taken_in_and_none_stands_for_zeros(lstm):
    for last in (False, True):
        with known(raised="" if lstm.carry.failed else about_the_last_cell):
            lstm.back("dc0", "dWf", "dbc", last=last, wrong=WRONG_STEPS)


@check("a3.lstm_backward.edges")
def test_backward_works_for_one_step_one_example_one_unit_one_feature(lstm):
    lstm.back_edges("dx", "da0", "dc0", *OF_PARAMETERS)


@check("a3.lstm_backward.arguments")
def test_backward_repeats_itself_and_leaves_the_gradients_it_is_given_alone(lstm):
    lstm.back_manners()


# ------------------------------------------------------------------------------- known mistakes


def wrong_steps_forward(lstm, inputs, result):
    """Return what a wrong step gives as its state (result 0) or its cell (1)."""
    x_t, a_prev, c_prev, params = inputs
    n_a = a_prev.shape[1]

    def step(*at, **changes):
        return lstm.right_step((*(at or (x_t, a_prev, c_prev)), {**params, **changes}))[result]

    step_with = by_hand(lstm, inputs, result)

    def gates(order):
        return {
            f"{kind}{g}": params[f"{kind}{other}"]
            for g, other in zip("ufoc", order, strict=True)
            for kind in "Wb"
        }

    of_output = output_mistakes(lstm, inputs, result)
    return {
        "L01": of_output.get("L01", list),
        "L03": lambda: step_with(squash=lstm.reference.sigmoid),
        "L04": lambda: step(**gates("fuoc")),
        "L02": lambda: [step(**gates(order)) for order in permutations("ufoc") if order[:2] != ("f", "u")][
            1:
        ],
        "L05": lambda: [step(Wf=-params["Wu"], bf=-params["bu"]), step(Wu=-params["Wf"], bu=-params["bf"])],
        "L07": lambda: step(x_t, a_prev, np.zeros_like(c_prev)),
        "L08": lambda: [*of_output.get("L08", list)(), step_with(late=True)],
        "L09": lambda: step(**{f"W{g}": np.roll(params[f"W{g}"], n_a, axis=1) for g in "ufoc"}),
        "L10": lambda: [
            *of_output.get("L10", list)(),
            step_with(reads=c_prev),
            step_with(reads=a_prev + c_prev),
        ],
        "R06": lambda: [step(**turned(params, gates)) for gates in ("u", "f", "o", "c", "ufoc")],
        "G06": lambda: step_with(opens=np.tanh),
        "R09": lambda: step_with(squash=lambda z: z),
        "X23": lambda: [
            step(**{name: np.zeros(n_a) for name in left_out})
            for left_out in (("bu",), ("bf",), ("bo",), ("bc",), ("bu", "bf", "bo", "bc"))
        ],
    }


def output_mistakes(lstm, inputs, result):
    """Return what a state is that tells of the cell in another way; the cell is right then."""
    if result == 1:
        return {}
    other = {"output": "linear" if lstm.keywords["output"] == "tanh" else "tanh"}
    x_t, _, c_prev, params = inputs
    c_next = lstm.right_step(inputs)[1]
    return {
        "L01": lambda: [lstm.reference.lstm_cell_forward(*inputs, **other)[0]],
        "L08": lambda: [told(lstm, inputs, c_prev)],
        "L10": lambda: [told(lstm, (x_t, c_next, c_prev, params), c_next)],
    }


def step_by_hand(  # noqa: PLR0913 (each is something to get wrong)
    lstm, x_t, a_prev, c_prev, params, *, opens=None, squash=np.tanh, reads=None, late=False
):
    """Take a step with other functions, gates that read something else, or a c that is overwritten early."""
    opens = opens or lstm.reference.sigmoid
    joined = np.concatenate([a_prev if reads is None else reads, x_t], axis=1)
    update, forget, gate = (opens(joined @ params[f"W{g}"].T + params[f"b{g}"]) for g in "ufo")
    candidate = squash(joined @ params["Wc"].T + params["bc"])
    kept = forget * (update * candidate if late else c_prev)
    c_next = update * candidate + kept
    return gate * (np.tanh(c_next) if lstm.keywords["output"] == "tanh" else c_next), c_next


def wrong_sequences(lstm, inputs, result):
    """Return the states (result 0) or cells (1) that a wrong loop gives."""
    x, a0, c0, params = inputs
    zeros = np.zeros_like(a0)
    begun = np.stack([a0, c0])[result]

    def states(x=x, a0=a0, c0=c0):
        return lstm.right((x, a0, c0, params))[result]

    def each_step(choose):
        """Run step by step; `choose` gives where a step starts, from its number and the states before."""
        steps, a_t, c_t = [], a0, c0
        for t in range(x.shape[1]):
            a_t, c_t, _ = lstm.right_step((x[:, t], *choose(t, a_t, c_t), params))
            steps.append((a_t, c_t)[result])
        return np.stack(steps, axis=1)

    return {
        "D07": lambda: states().swapaxes(0, 1).reshape(states().shape),
        "L07": lambda: [
            each_step(lambda _t, a, _c: (a, zeros)),
            each_step(lambda t, a, c: (a, zeros if t else c)),
            each_step(lambda _t, a, _c: (a, c0)),
        ],
        "L18": lambda: np.concatenate([begun[:, None], states()[:, :-1]], axis=1),
        "R17": lambda: lstm.right(inputs)[1] if result == 0 and shares_one_array(lstm, inputs) else [],
        "L21": lambda: lstm.right(inputs)[1 - result],
        "R01": lambda: [states(a0=zeros, c0=zeros), states(a0=zeros), states(c0=zeros), states(a0=c0, c0=a0)],
        "R02": lambda: states(np.roll(x, 1, axis=1)),
        "R03": lambda: [
            each_step(lambda _t, _a, _c: (a0, c0)),
            each_step(lambda _t, _a, c: (a0, c)),
            each_step(lambda _t, _a, c: (zeros, c)),
            each_step(lambda t, _a, _c: (zeros, zeros) if t else (a0, c0)),
            each_step(lambda _t, _a, _c: (zeros, zeros)),
        ],
        "R15": lambda: [states() * (np.arange(x.shape[1]) < n)[:, None] for n in (x.shape[1] - 1, 1)],
    }


def shares_one_array(lstm, inputs):
    """Tell whether states and cells come out the same."""
    out = lstm.student.lstm_forward(*inputs)
    return close(out.a, out.c.array)


def about_the_last_cell(found):
    """Return the hint about a way back that fails on an array dc_last, or on None."""
    text = found.params["text"]
    asks_for_truth = "truth value of an array" in text
    return "R20" if asks_for_truth else "X49" if "NoneType" in text else ""


def slope_of_gate(gate):
    return gate * (1 - gate)


def slope_of_tanh(value):
    return 1 - value**2


def none(value):
    return np.ones_like(value)


def of_told(slope):
    """Take a slope at what the output gate multiplies."""
    return lambda cache, _cell: slope(cache.told)


def of_sigmoid_again(gate):
    again = 1 / (1 + np.exp(-gate))
    return again * (1 - again)


def of_tanh_again(value):
    return 1 - np.tanh(value) ** 2


RIGHT_SLOPES = {"u": slope_of_gate, "f": slope_of_gate, "o": slope_of_gate, "c": slope_of_tanh}


def back_by_hand(  # noqa: PLR0913 (each is something to get wrong)
    da_next,
    dc_next,
    cache,
    *,
    slopes=RIGHT_SLOPES,
    cell_slope=None,
    told_by=lambda cache, _cell: cache.told,
    gated=lambda cache, _cell: (cache.candidate, cache.c_prev),
    paths=(1.0, 1.0),
    keeps=lambda cache: cache.forget,
    reads=lambda cache: (cache.a_prev, cache.x_t),
    into_joined="ufoc",
    split=None,
):
    """Go one step back; each argument is something to get wrong.

    `told_by` gives what the output gate multiplies, and `cell_slope` the slope of that; `gated` gives what
    the update gate and the forget gate multiply, `keeps` what c_prev is multiplied by, `reads` what the
    gates read. `paths` weigh how the new cell reaches the loss, through the state and by itself.
    """
    cell = cache.update * cache.candidate + cache.forget * cache.c_prev
    if cell_slope is None:
        cell_slope = of_told(slope_of_tanh if cache.output == "tanh" else none)
    dc = paths[1] * dc_next + paths[0] * da_next * cache.output_gate * cell_slope(cache, cell)
    by_update, by_forget = gated(cache, cell)
    dz = {
        "u": dc * by_update * slopes["u"](cache.update),
        "f": dc * by_forget * slopes["f"](cache.forget),
        "o": da_next * told_by(cache, cell) * slopes["o"](cache.output_gate),
        "c": dc * cache.update * slopes["c"](cache.candidate),
    }
    joined = np.concatenate(reads(cache), axis=1)
    d_joined = sum((dz[g] @ cache.params[f"W{g}"] for g in into_joined), np.zeros_like(joined))
    n_a = cache.a_prev.shape[1]
    parts = (
        (d_joined[:, :n_a], d_joined[:, n_a:])
        if split is None
        else (d_joined[:, split:], d_joined[:, :split])
    )
    return {
        "dx_t": parts[1],
        "da_prev": parts[0],
        "dc_prev": dc * keeps(cache),
        **{f"dW{g}": dz[g].T @ joined for g in "ufoc"},
        **{f"db{g}": dz[g].sum(axis=0) for g in "ufoc"},
    }


def split_at_n_x(da_next, dc_next, cache):
    """Take the first n_x columns of the gradient of [a, x] for those of x."""
    return back_by_hand(da_next, dc_next, cache, split=cache.x_t.shape[1])


def other_output(da_next, dc_next, cache):
    """Go back through the output of the other setting."""
    cell = cache.update * cache.candidate + cache.forget * cache.c_prev
    told, output = (cell, "linear") if cache.output == "tanh" else (np.tanh(cell), "tanh")
    return back_by_hand(da_next, dc_next, cache._replace(told=told, output=output))


def recurrent_not_turned(da_next, dc_next, cache):
    """Multiply with the recurrent blocks where their transposes belong."""
    return back_by_hand(da_next, dc_next, cache._replace(params=turned(cache.params, "ufoc")))


def turned(params, gates):
    """Return parameters with the recurrent blocks of some gates transposed."""
    n_a = len(params["bu"])
    blocks = {f"W{g}": np.split(params[f"W{g}"], [n_a], axis=1) for g in gates}
    return {**params, **{name: np.concatenate([a.T, x], axis=1) for name, (a, x) in blocks.items()}}


def slopes_but(**changes):
    return partial(back_by_hand, slopes={**RIGHT_SLOPES, **changes})


def each_gate(slope):
    every = dict.fromkeys("ufo", slope)
    return [slopes_but(**every), *(slopes_but(**{gate: slope}) for gate in "ufo")]


WRONG_STEPS = {
    "B01": [slopes_but(c=of_tanh_again)],
    "B02": [slopes_but(c=none)],
    "B13": [recurrent_not_turned],
    "G12": [split_at_n_x],
    "L03": [slopes_but(c=slope_of_gate)],
    "L04": [
        partial(back_by_hand, keeps=lambda cache: cache.update),
        partial(back_by_hand, gated=lambda cache, _cell: (cache.c_prev, cache.candidate)),
    ],
    "L08": [partial(back_by_hand, gated=lambda cache, cell: (cache.candidate, cell))],
    "L09": [partial(back_by_hand, reads=lambda cache: (cache.x_t, cache.a_prev))],
    "L12": each_gate(of_sigmoid_again),
    "L13": [partial(back_by_hand, keeps=lambda cache: np.ones_like(cache.forget))],
    "L14": [
        other_output,
        partial(back_by_hand, told_by=lambda _cache, cell: cell),
        partial(back_by_hand, told_by=lambda _cache, cell: np.tanh(cell)),
        partial(back_by_hand, cell_slope=of_told(none)),
        partial(back_by_hand, cell_slope=lambda _cache, cell: slope_of_tanh(np.tanh(cell))),
    ],
    "L15": [
        partial(back_by_hand, cell_slope=of_told(of_tanh_again)),
        partial(back_by_hand, told_by=lambda cache, _cell: np.tanh(cache.told)),
    ],
    "L16": [partial(back_by_hand, into_joined=gates) for gates in ("foc", "uoc", "ufc", "ufo")],
    "N12": [
        *each_gate(none),
        *each_gate(lambda gate: 1 - gate),
        partial(back_by_hand, cell_slope=lambda _cache, cell: slope_of_tanh(cell)),
        partial(back_by_hand, told_by=lambda cache, _cell: np.tanh(cache.output_gate * cache.told)),
    ],
    "X90": [partial(back_by_hand, paths=(0.0, 1.0))],
    "X91": [partial(back_by_hand, paths=(1.0, 0.0))],
}
