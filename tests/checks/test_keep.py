"""What a training leaves: plain data that nobody can change afterwards."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.checks import keep as keeping
from autograder.checks.answer import Answer
from autograder.checks.contract import Entries
from autograder.checks.keep import Keep, lent, size
from autograder.errors import GraderError
from autograder.model.assignment import ArrayType, MappingType
from autograder.model.finding import finding
from autograder.model.verdict import CheckFailed
from autograder.worker.proxy import Handle

ARRAYS = hnp.arrays(np.float64, hnp.array_shapes(max_dims=2, max_side=3), elements=st.floats(-9, 9))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | ARRAYS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=8,
)


def kept(**values: object) -> dict[str, object]:
    store: dict[str, object] = {}
    Keep("t", store)(**values)  # type: ignore[arg-type]
    return dict(lent(store["t"]))  # type: ignore[arg-type]


@given(PLAIN)
def test_plain_data_come_back_as_they_were(value: object) -> None:
    found = kept(it=value)["it"]
    np.testing.assert_equal(found, value)
    assert type(found) is type(value)


def test_arrays_are_copies_that_cannot_be_written_into() -> None:
    mine = np.zeros(3)
    found = kept(it={"W": [mine]})["it"]["W"][0]  # type: ignore[index]
    mine[0] = 1
    assert found[0] == 0
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 2


def test_what_a_check_does_to_lists_and_dicts_is_not_seen_by_the_next() -> None:
    store: dict[str, object] = {}
    Keep("t", store)(it=[1, {"a": 2}])  # type: ignore[arg-type]
    first = lent(store["t"])  # type: ignore[arg-type]
    first["it"].append(3)  # type: ignore[attr-defined]
    first["it"][1].clear()  # type: ignore[index]
    assert lent(store["t"])["it"] == [1, {"a": 2}]  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        first["it"] = 0  # type: ignore[index]


def test_an_answer_is_kept_as_its_array_and_climbs_the_ladder() -> None:
    assert kept(it=Answer("f", "a", [1.0, 2.0], ("n",), {"n": (2,)}))["it"].tolist() == [1.0, 2.0]  # type: ignore[attr-defined]
    with pytest.raises(CheckFailed) as raised:
        kept(it=Answer("f", "a", [1.0], ("n",), {"n": (2,)}))
    assert raised.value.findings[0].code == "wrong_shape"


@pytest.mark.parametrize("value", [{1}, object(), b"bytes", [1, {"a": print}]])
def test_anything_else_is_an_error_of_the_suite(value: object) -> None:
    with pytest.raises(GraderError, match=r"^keep: it.* is \w+: only numbers, texts, arrays"):
        kept(it=value)


def test_an_array_of_no_numbers_is_an_error_of_the_suite() -> None:
    with pytest.raises(GraderError, match="keep: it is an array of object, which holds no numbers"):
        kept(it=np.array([None]))


def test_keys_are_texts() -> None:
    with pytest.raises(GraderError, match="keep: it has the key 1, which is no text"):
        kept(it={1: 2})


def test_a_training_keeps_once() -> None:
    keep = Keep("gru", {})
    keep(a=1)
    with pytest.raises(GraderError, match="the training gru keeps twice"):
        keep(b=2)


def test_an_object_that_stays_in_the_worker_is_the_student_s_mistake() -> None:
    handle = Handle(None, 1, "Model")  # type: ignore[arg-type]
    with pytest.raises(CheckFailed) as raised:
        kept(model=handle)
    assert raised.value.findings[0].code == "wrong_type"
    assert raised.value.findings[0].params["name"] == "model"


def test_more_than_the_limit_is_the_student_s_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "LIMIT", 1)
    kept(it=np.zeros(2**17 - 100))
    with pytest.raises(CheckFailed) as raised:
        kept(it=np.zeros(2**17))
    assert raised.value.findings == (finding("too_much_data", limit=1),)


@given(PLAIN)
def test_size_counts_every_array(value: object) -> None:
    assert size([value, np.zeros(1000)]) >= size(value) + 8000


def test_a_returned_dict_is_kept_by_its_declared_keys() -> None:
    declared = MappingType((("W", ArrayType(("n",))),))
    returned = Entries("f", "params", {"W": [1.0, 2.0], "more": print}, declared, {"n": (2,)})
    found = kept(params=returned)["params"]
    assert list(found) == ["W"]  # type: ignore[call-overload]
    assert found["W"].tolist() == [1.0, 2.0]  # type: ignore[index]
