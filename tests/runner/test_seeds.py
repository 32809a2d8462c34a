"""The inputs of a check follow from the secret, the code and the check, and from nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from autograder.runner.seeds import Seeds

SECRET = st.binary(max_size=6)
TEXT = st.text(max_size=4)


def drawn(secret: bytes, submission: str, check: str) -> list[int]:
    return Seeds(secret, submission).generator(check).integers(0, 2**62, 4).tolist()


@given(SECRET, TEXT, TEXT)
def test_the_same_three_draw_the_same(secret: bytes, submission: str, check: str) -> None:
    assert drawn(secret, submission, check) == drawn(secret, submission, check)


@given(st.tuples(SECRET, TEXT, TEXT), st.tuples(SECRET, TEXT, TEXT))
def test_any_other_draws_something_else(one: tuple[bytes, str, str], other: tuple[bytes, str, str]) -> None:
    assert (drawn(*one) == drawn(*other)) == (one == other)


def test_a_letter_that_moves_from_one_to_the_next_changes_the_draw() -> None:
    assert len({tuple(drawn(*t)) for t in ((b"ab", "c", "d"), (b"a", "bc", "d"), (b"a", "b", "cd"))}) == 3
