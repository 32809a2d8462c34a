"""Law: whatever stands in assignment.yaml, load gives an Assignment or an AssignmentError."""

from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from autograder.errors import AssignmentError
from autograder.loading import load
from autograder.model.assignment import Assignment

FRAGMENTS = st.sampled_from(
    [
        "[key]",
        "null",
        "true",
        "-1",
        "1/0",
        "0.5",
        "[",
        "{}",
        "[[]]",
        '""',
        "...",
        "~",
        "&a",
        "*a",
        "!x",
        "root: 1",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_mutated_manifest_loads_or_is_refused(folder: Path, data: st.DataObject) -> None:
    manifest = folder / "assignment.yaml"
    text = manifest.read_text(encoding="utf-8")
    words = text.split(" ")
    places = data.draw(st.lists(st.integers(0, len(words) - 1), min_size=1, max_size=3))
    for place in places:
        words[place] = data.draw(FRAGMENTS | st.sampled_from(words) | st.text(max_size=8))
    try:
        manifest.write_text(" ".join(words), encoding="utf-8", errors="replace")
        assert loads_or_is_refused(folder)
    finally:
        manifest.write_text(text, encoding="utf-8")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)
    )
)
@example([])
def test_a_manifest_of_another_kind_is_refused(folder: Path, value: object) -> None:
    (folder / "assignment.yaml").write_text(f"{value!r}\n", encoding="utf-8", errors="replace")
    assert loads_or_is_refused(folder)


def loads_or_is_refused(folder: Path) -> bool:
    """Tell that loading ended in one of its two ways; any other exception passes through."""
    try:
        return isinstance(load(folder), Assignment)
    except AssignmentError as error:
        return str(error) != ""
