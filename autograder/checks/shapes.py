"""In what way a shape is wrong."""

Shape = tuple[int, ...]


def how_wrong(got: Shape, expected: Shape, *, values_right: bool = False) -> str:
    """Return the word for what happened to an array of shape `expected` that came as `got`.

    `values_right`: the entries, in order, are the expected ones.
    """
    if values_right:
        return "values_right"
    if len(got) == len(expected) and got in _transpositions(expected):
        return "transposed"
    if _is_part_of(expected, got):
        return "extra_axis"
    if _is_part_of(got, expected):
        return "summed" if _size(got) < _size(expected) else "missing_axis"
    return "flattened" if got == (_size(expected),) else "plain"


def _transpositions(shape: Shape) -> tuple[Shape, ...]:
    """Return the shapes with all axes reversed, the last two or the first two swapped."""
    last, first = (*shape[:-2], *shape[:-3:-1]), (*shape[1::-1], *shape[2:])
    return shape[::-1], last, first


def _is_part_of(part: Shape, whole: Shape) -> bool:
    """Tell whether `part` is `whole` with some axes left out."""
    rest = iter(whole)
    return len(part) < len(whole) and all(length in rest for length in part)


def _size(shape: Shape) -> int:
    size = 1
    for length in shape:
        size *= length
    return size
