"""Whatever a worker replies, the check has an outcome that is the student's."""

import numpy as np
from hostile.fuzz.pace import FEW
from hostile.fuzz.seeds import REPLIES, sent
from hostile.fuzz.targets.reply import one
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.worker import wire


class Huge(int):
    """An integer of more digits than Python writes out, which hypothesis can show."""

    def __repr__(self) -> str:
        return "Huge(...)"


DTYPES = (
    hnp.boolean_dtypes()
    | hnp.integer_dtypes()
    | hnp.unsigned_integer_dtypes()
    | hnp.floating_dtypes()
    | hnp.complex_number_dtypes()
)
SHAPES = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3)
ARRAYS = hnp.arrays(DTYPES, st.sampled_from([(3, 4), (2, 4), (2, 3), (4, 3)]) | SHAPES)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=9)
    | st.sampled_from([2**31, "rnn.py", "NotImplementedError", "SystemExit"])
    | st.sampled_from([1, -1]).map(lambda sign: Huge(sign * 16**4000))
    | st.sampled_from("x<\u202e").map(lambda character: character * 100_000)
    | ARRAYS
    | ARRAYS.map(lambda array: wire.Tensor(array, requires_grad=True))
    | ARRAYS.map(lambda array: array.ravel()[0] if array.size else array)
    | st.sampled_from([*wire.BIT_GENERATORS]).map(
        lambda name: np.random.Generator(wire.BIT_GENERATORS[name](1))
    )
    | st.builds(
        wire.Reference, st.sampled_from(["handle", "callback"]), st.integers(-3, 2**70), st.text(max_size=3)
    )
)
KEYS = st.sampled_from(["W", "b", "dx", "dW", "db", "value", "kind"]) | st.text(max_size=3)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=8,
)


@FEW
@given(st.lists(VALUES, max_size=3))
def test_any_values_in_the_place_of_replies_are_the_student_s_fault(values: list[object]) -> None:
    one(b"\n".join(map(sent, values)))


@FEW
@given(st.sampled_from(sorted(REPLIES)), st.data())
def test_any_value_in_a_field_of_a_reply_is_the_student_s_fault(name: str, data: st.DataObject) -> None:
    replies = [dict(reply) for reply in REPLIES[name]]
    reply = data.draw(st.sampled_from(replies))
    reply[data.draw(st.sampled_from(sorted(reply)))] = data.draw(VALUES)
    one(b"\n".join(map(sent, replies)))
