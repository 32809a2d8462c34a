"""The gated recurrent unit, forward and back, with both ways to reset."""

from functools import partial

import numpy as np

from autograder.checks import check, close, expect, known

BEFORE, AFTER = ("before",), ("after",)
OPEN = 60.0
"""A bias that opens a gate to 1, in float64 exactly."""


# ------------------------------------------------------------------------------------- forward


@check("a3.gru_cell.state")
def test_one_step_with_reset_before_the_product_gives_the_right_state(gru, conventions):
    expect_step(gru, BEFORE)
    expect_the_default(gru, conventions, BEFORE)


@check("a3.gru_cell.reset_after")
def test_one_step_with_reset_after_the_product_gives_the_right_state(gru, conventions):
    expect_step(gru, AFTER)
    expect_the_default(gru, conventions, AFTER)


@check("a3.gru.states")
def test_a_whole_sequence_gives_the_right_states(gru):
    for setting in (BEFORE, AFTER):
        inputs = gru.inputs(*setting)
        gru.states("a", gru.right(inputs)[0], inputs, wrong_sequences(gru, inputs))


@check("a3.gru.edges")
def test_forward_works_for_one_step_one_example_one_unit_one_feature(gru):
    gru.forward_edges(BEFORE, AFTER)


@check("a3.gru.arguments")
def test_forward_leaves_its_arguments_alone_and_repeats_itself(gru):
    for setting in (BEFORE, AFTER):
        gru.forward_manners(*setting)


def expect_step(gru, setting):
    cell, inputs = gru.student.gru_cell_forward, gru.step_inputs(*setting)
    own = gru.with_own_sigmoid(partial(step_by_hand, gru.reference.sigmoid, *inputs), inputs)
    with known(values_differ=lambda _: wrong_gate(gru, setting)):
        expect(
            cell(*inputs).a_next,
            gru.right_step(inputs)[0],
            carried=gru.carry.credit(own),
            suspects=wrong_states(gru, inputs),
        )
    for factor in () if gru.sigmoid_failed else (10_000, -10_000):
        far = (factor * inputs[0], *inputs[1:])
        with known(not_finite="N02"):
            expect(cell(*far).a_next, gru.right_step(far)[0])


def expect_the_default(gru, conventions, setting):
    """Require that without the argument the gate resets as the course has it, if that is this setting."""
    (reset,) = setting
    if conventions["gru_reset"] != reset:
        return
    *drawn, _ = gru.step_inputs("after")
    expected, _ = gru.right_step((*drawn, reset))
    other, _ = gru.right_step((*drawn, "after" if reset == "before" else "before"))
    own = gru.with_own_sigmoid(partial(step_by_hand, gru.reference.sigmoid, *drawn, reset), (*drawn, reset))
    got = gru.student.gru_cell_forward(*drawn).a_next
    expect(got, expected, carried=gru.carry.credit(own), suspects={"G02": lambda: other})


def wrong_gate(gru, setting):
    """Return the hint about the first gate that is wrong while those not yet tried are open."""
    *drawn, params, reset = gru.step_inputs(*setting)
    opened = {name: np.full_like(params[name], OPEN) for name in ("bu", "br")}
    for hint, free in (("X24", ()), ("X25", ("bu",)), ("X26", ("br",))):
        biases = {name: bias for name, bias in opened.items() if name not in free}
        inputs = (*drawn, {**params, **biases}, reset)
        if not close(gru.student.gru_cell_forward(*inputs).a_next, gru.right_step(inputs)[0]):
            return hint
    return ""


# ------------------------------------------------------------------------------------ backward


@check("a3.gru_cell_backward.dx_t")
def test_one_step_back_gives_the_right_dx_t(gru):
    gru.step_back("dx_t", setting=BEFORE, wrong=WRONG_STEPS)


@check("a3.gru_cell_backward.da_prev")
def test_one_step_back_gives_the_right_da_prev(gru):
    gru.step_back("da_prev", setting=BEFORE, wrong=WRONG_STEPS)


@check("a3.gru_cell_backward.update")
def test_one_step_back_gives_the_right_gradients_of_the_update_gate(gru):
    gru.step_back("dWu", "dbu", setting=BEFORE, wrong=WRONG_STEPS)


@check("a3.gru_cell_backward.reset")
def test_one_step_back_gives_the_right_gradients_of_the_reset_gate(gru):
    gru.step_back("dWr", "dbr", setting=BEFORE, wrong=WRONG_STEPS)


@check("a3.gru_cell_backward.candidate")
def test_one_step_back_gives_the_right_gradients_of_the_candidate(gru):
    gru.step_back("dWc", "dbc", setting=BEFORE, wrong=WRONG_STEPS)


@check("a3.gru_cell_backward.reset_after")
def test_one_step_back_gives_the_right_gradients_with_reset_after_the_product(gru):
    names = ("dx_t", "da_prev", "dWu", "dWr", "dWc", "dbu", "dbr", "dbc", "dbhc")
    gru.step_back(*names, setting=AFTER, wrong=WRONG_STEPS)


@check("a3.gru_backward.dx")
def test_back_through_time_gives_the_right_dx(gru):
    gru.back("dx", setting=BEFORE, wrong=WRONG_STEPS)


@check("a3.gru_backward.da0")
def test_back_through_time_gives_the_right_da0(gru):
    gru.back("da0", setting=BEFORE, wrong=WRONG_STEPS)


@check("a3.gru_backward.weights")
def test_back_through_time_gives_the_right_gradients_of_the_weights(gru):
    gru.back("dWu", "dWr", "dWc", setting=BEFORE, wrong=WRONG_STEPS)


@check("a3.gru_backward.biases")
def test_back_through_time_gives_the_right_gradients_of_the_biases(gru):
    gru.back("dbu", "dbr", "dbc", setting=BEFORE, wrong=WRONG_STEPS)


@check("a3.gru_backward.reset_after")
def test_back_through_time_gives_the_right_gradients_with_reset_after_the_product(gru):
    names = ("dx", "da0", "dWu", "dWr", "dWc", "dbu", "dbr", "dbc", "dbhc")
    gru.back(*names, setting=AFTER, wrong=WRONG_STEPS)


@check("a3.gru_backward.edges")
def test_backward_works_for_one_step_one_example_one_unit_one_feature(gru):
    gru.back_edges("dx", "da0", "dWu", "dWr", "dWc", "dbu", "dbr", "dbc", setting=BEFORE)


@check("a3.gru_backward.arguments")
def test_backward_repeats_itself_and_leaves_the_gradient_it_is_given_alone(gru):
    for setting in (BEFORE, AFTER):
        gru.back_manners(*setting)


# ------------------------------------------------------------------------------- known mistakes


def wrong_states(gru, inputs):
    """Return the states that a wrong step gives."""
    x_t, a_prev, params, reset = inputs
    n_a = a_prev.shape[1]
    other = "after" if reset == "before" else "before"

    def state(**changes):
        with_bias = {"bhc": np.zeros(n_a), **params, **changes}
        return gru.right_step((x_t, a_prev, with_bias, reset))[0]

    def by_hand(**ways):
        return step_by_hand(gru.reference.sigmoid, *inputs, **ways)

    return {
        "G01": lambda: state(Wu=-params["Wu"], bu=-params["bu"]),
        "G02": lambda: gru.right_step((x_t, a_prev, {"bhc": np.zeros(n_a), **params}, other))[0],
        "G03": lambda: [by_hand(resets="all"), by_hand(resets="sum")],
        "G04": lambda: state(br=np.full(n_a, OPEN), Wr=np.zeros_like(params["Wr"])),
        "G06": lambda: [by_hand(squash=gru.reference.sigmoid), by_hand(opens=np.tanh)],
        "G13": lambda: [np.tanh(state()), by_hand(told=True)],
        "L09": lambda: [
            state(**{f"W{g}": np.roll(params[f"W{g}"], n_a, axis=1) for g in gates})
            for gates in ("urc", "ur", "c")
        ],
        "R06": lambda: state(Wc=turned(params["Wc"])),
        "R09": lambda: by_hand(squash=lambda z: z),
        "X22": lambda: state(Wu=params["Wr"], bu=params["br"], Wr=params["Wu"], br=params["bu"]),
        "X23": lambda: [
            state(**{name: np.zeros(n_a) for name in left_out})
            for left_out in (("bu",), ("br",), ("bc",), ("bhc",), ("bu", "br", "bc", "bhc"))
        ],
    }


def step_by_hand(  # noqa: PLR0913 (each is something to get wrong)
    sigmoid, x_t, a_prev, params, reset, *, opens=None, squash=np.tanh, resets="state", told=False
):
    """Take a step with other functions, or with the gate on more than the state.

    `opens` stands for the sigmoid of the gates. The reset gate multiplies all that goes into the candidate
    under `resets` "all", all but its bias under "sum"; with `told` the update gate lets the state out.
    """
    opens, n_a = opens or sigmoid, a_prev.shape[1]
    joined = np.concatenate([a_prev, x_t], axis=1)
    update, gate = (opens(joined @ params[f"W{g}"].T + params[f"b{g}"]) for g in "ur")
    Wca, Wcx = params["Wc"][:, :n_a], params["Wc"][:, n_a:]
    inner = params.get("bhc", 0.0)
    if resets == "sum":
        z = gate * (joined @ params["Wc"].T + inner) + params["bc"]
    elif resets == "all":
        z = gate * (joined @ params["Wc"].T + inner + params["bc"])
    elif reset == "before":
        z = (gate * a_prev) @ Wca.T + x_t @ Wcx.T + params["bc"]
    else:
        z = gate * (a_prev @ Wca.T + inner) + x_t @ Wcx.T + params["bc"]
    a_next = update * squash(z) + (1 - update) * a_prev
    return update * a_next if told else a_next


def with_the_other_setting(params, reset):
    other = "after" if reset == "before" else "before"
    return {"bhc": np.zeros(len(params["bc"])), **params}, other


def turned(Wc):
    """Return Wc with the block that multiplies the state transposed."""
    n_a = len(Wc)
    return np.concatenate([Wc[:, :n_a].T, Wc[:, n_a:]], axis=1)


def wrong_sequences(gru, inputs):
    """Return the states that a wrong loop gives."""
    x, a0, *fixed = inputs
    zeros = np.zeros_like(a0)

    def states(x=x, a0=a0):
        return gru.right((x, a0, *fixed))[0]

    def each_step_from(first, later):
        steps = [states(x[:, [t]], later if t else first) for t in range(x.shape[1])]
        return np.concatenate(steps, axis=1)

    return {
        "D07": lambda: states().swapaxes(0, 1).reshape(states().shape),
        "G02": lambda: gru.right((x, a0, *with_the_other_setting(*fixed)))[0],
        "L18": lambda: np.concatenate([a0[:, None], states()[:, :-1]], axis=1),
        "R01": lambda: states(a0=zeros),
        "R02": lambda: states(np.roll(x, 1, axis=1)),
        "R03": lambda: [each_step_from(a0, a0), each_step_from(a0, zeros), each_step_from(zeros, zeros)],
        "R15": lambda: [states() * (np.arange(x.shape[1]) < n)[:, None] for n in (x.shape[1] - 1, 1)],
    }


def slope_of_gate(gate):
    return gate * (1 - gate)


def slope_of_tanh(candidate):
    return 1 - candidate**2


def back_by_hand(  # noqa: PLR0913 (each is something to get wrong)
    da_next,
    cache,
    *,
    slopes=(slope_of_gate, slope_of_gate, slope_of_tanh),
    direct=1.0,
    to_state=lambda gate: gate,
    to_gate=lambda recurrent: recurrent,
    into_joined=("u", "r"),
    split=None,
    swapped=False,
):
    """Go one step back; each argument is something to get wrong.

    `slopes` are those of the update gate, the reset gate and the candidate; `direct` weighs the way through
    (1 - gate_u) a_prev, `to_state` and `to_gate` are the factors of the product rule at the reset gate.
    """
    x_t, a_prev, update, gate, recurrent, candidate, params, reset = cache
    n_a = a_prev.shape[1]
    Wca, Wcx = params["Wc"][:, :n_a], params["Wc"][:, n_a:]
    joined = np.concatenate([a_prev, x_t], axis=1)
    kept = update if swapped else 1 - update
    dz_u = da_next * (candidate - a_prev) * (-1 if swapped else 1) * slopes[0](update)
    dz_c = da_next * (1 - kept) * slopes[2](candidate)
    if reset == "before":
        d_gated = dz_c @ Wca
        d_gate, through = d_gated * to_gate(recurrent), d_gated * to_state(gate)
        dWca, more = dz_c.T @ (gate * recurrent), {}
    else:
        d_recurrent = dz_c * to_state(gate)
        d_gate, through = dz_c * to_gate(recurrent), d_recurrent @ Wca
        dWca, more = d_recurrent.T @ a_prev, {"dbhc": d_recurrent.sum(axis=0)}
    dz = {"u": dz_u, "r": d_gate * slopes[1](gate), "c": dz_c}
    d_joined = sum((dz[g] @ params[f"W{g}"] for g in into_joined), np.zeros_like(joined))
    whole = d_joined + np.concatenate([through, dz_c @ Wcx], axis=1)
    parts = (whole[:, :n_a], whole[:, n_a:]) if split is None else (whole[:, split:], whole[:, :split])
    return {
        "dx_t": parts[1],
        "da_prev": parts[0] + direct * da_next * kept,
        "dWu": dz["u"].T @ joined,
        "dWr": dz["r"].T @ joined,
        "dWc": np.concatenate([dWca, dz_c.T @ x_t], axis=1),
        **{f"db{g}": dz[g].sum(axis=0) for g in "urc"},
        **more,
    }


def split_at_n_x(da_next, cache):
    """Take the first n_x columns of the gradient of [a, x] for those of x."""
    return back_by_hand(da_next, cache, split=cache.x_t.shape[1])


def gates_split_at_n_x(da_next, cache):
    """Do so with what comes back from the two gates alone."""
    n_x, candidate = cache.x_t.shape[1], back_by_hand(da_next, cache, into_joined=())
    whole = back_by_hand(da_next, cache)
    gates = {key: whole[key] - candidate[key] for key in ("da_prev", "dx_t")}
    joined = np.concatenate(list(gates.values()), axis=1)
    split = {"dx_t": joined[:, :n_x] + candidate["dx_t"], "da_prev": joined[:, n_x:] + candidate["da_prev"]}
    return {**whole, **split}


def of_sigmoid_again(gate):
    again = 1 / (1 + np.exp(-gate))
    return again * (1 - again)


def with_slopes(*slopes):
    return partial(back_by_hand, slopes=slopes)


def none(value):
    return np.ones_like(value)


def of_tanh_again(candidate):
    return 1 - np.tanh(candidate) ** 2


def weights_of_new_state(da_next, cache):
    """Multiply with the new state where the step multiplied with the one before."""
    a_next = cache.update * cache.candidate + (1 - cache.update) * cache.a_prev
    right, new = back_by_hand(da_next, cache), back_by_hand(da_next, cache._replace(a_prev=a_next))
    return {**right, **{key: new[key] for key in ("dWu", "dWr")}}


def through_turned_weights(da_next, cache):
    return back_by_hand(da_next, cache._replace(params={**cache.params, "Wc": turned(cache.params["Wc"])}))


def weights_not_reset(da_next, cache):
    right = back_by_hand(da_next, cache)
    dWca = slope_of_tanh(cache.candidate) * da_next * cache.update
    return {**right, "dWc": np.concatenate([dWca.T @ cache.a_prev, dWca.T @ cache.x_t], axis=1)}


def state_for_its_image(da_next, cache):
    """Give the gate of "after" the factor that it has under "before"."""
    return back_by_hand(da_next, cache, to_gate=lambda _: cache.a_prev)


def of_the_other_setting(da_next, cache):
    """Go back as if the gate had been on the other side of the product."""
    n_a = cache.a_prev.shape[1]
    if cache.reset == "after":
        other = cache._replace(recurrent=cache.a_prev, reset="before")
    else:
        image = cache.a_prev @ cache.params["Wc"][:, :n_a].T
        other = cache._replace(recurrent=image, reset="after")
    return {**back_by_hand(da_next, cache), **back_by_hand(da_next, other)}


def whole_direct_path(da_next, cache):
    return back_by_hand(da_next, cache, direct=1 / (1 - cache.update))


WRONG_STEPS = {
    "G01": [partial(back_by_hand, swapped=True)],
    "G02": [of_the_other_setting],
    "G09": [partial(back_by_hand, direct=0.0), whole_direct_path],
    "G11": [
        partial(back_by_hand, to_state=np.zeros_like),
        partial(back_by_hand, to_state=np.ones_like),
        partial(back_by_hand, to_gate=np.ones_like),
        partial(back_by_hand, to_gate=np.zeros_like),
        state_for_its_image,
        weights_not_reset,
    ],
    "G12": [split_at_n_x, gates_split_at_n_x],
    "L12": [
        with_slopes(of_sigmoid_again, of_sigmoid_again, slope_of_tanh),
        with_slopes(of_sigmoid_again, slope_of_gate, slope_of_tanh),
        with_slopes(slope_of_gate, of_sigmoid_again, slope_of_tanh),
    ],
    "N12": [
        with_slopes(none, none, slope_of_tanh),
        with_slopes(none, slope_of_gate, slope_of_tanh),
        with_slopes(slope_of_gate, none, slope_of_tanh),
    ],
    "B01": [with_slopes(slope_of_gate, slope_of_gate, of_tanh_again)],
    "B02": [with_slopes(slope_of_gate, slope_of_gate, none)],
    "B13": [through_turned_weights],
    "L16": [partial(back_by_hand, into_joined=gates) for gates in (("u",), ("r",), ())],
    "X06": [weights_of_new_state],
}
