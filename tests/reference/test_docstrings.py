"""The shapes that docstrings state are the shapes that functions take and return.

The docstrings are parsed, arguments drawn from what they say, and the results compared with what
they say.
"""

import inspect
import re

import numpy as np
import pytest

import reference

FUNCTIONS = [name for name in reference.__all__ if inspect.isfunction(getattr(reference, name))]
SIZES = {"m": 2, "n": 29, "n_a": 5, "n_x": 4, "n_y": 6, "T_x": 3, "T_y": 7}
SIZES |= {"length": 8, "horizon": 3, "test_size": 10, "start": 17, "period": 12}
SIZES |= {"t": 1, "epochs": 2, "batch_size": 2}
ENTRY = re.compile(r"(?P<indent> *)(?P<name>\w+) : (?P<kind>\(.*?\) (?:float64|int)|\w+)(?:, (?P<text>.+))?")


def section(function, title):
    """Return the matches of ENTRY in one section of a docstring; every line there must be one."""
    doc = inspect.getdoc(getattr(reference, function))
    (body,) = re.findall(rf"^{title}\n-+\n(.*?)(?:\n\n|\Z)", doc, flags=re.MULTILINE | re.DOTALL)
    entries = [ENTRY.fullmatch(line) for line in body.splitlines()]
    assert all(entries), body
    return entries


def shape_of(kind, sizes):
    dims = [dim.strip() for dim in kind[1 : kind.index(")")].split(",") if dim.strip()]
    return sum(((2, 3) if dim == "..." else (total(dim, sizes),) for dim in dims), ())


def total(dim, sizes):
    """Return the size of an axis, which may be counted, as in `n_a + n_x`, `n - length + 1` or `3*n_a`."""
    terms = re.findall(r"([+-]?) *(?:(\d+)\*)?(\w+)", dim)
    return sum(
        int(f"{sign}{times or 1}") * (int(name) if name.isdigit() else sizes[name])
        for sign, times, name in terms
    )


def sizes_for(function):
    """SIZES, with the equalities a docstring states, as in `with n_x = n_y`."""
    equal = re.findall(r"with (\w+) = (\w+)", inspect.getdoc(getattr(reference, function)))
    return SIZES | {name: SIZES[other] for name, other in equal}


def dict_entries(entries, name):
    """Return the indented entries below the entry called name."""
    start = [entry["name"] for entry in entries].index(name) + 1
    below = []
    for entry in entries[start:]:
        if not entry["indent"]:
            break
        below.append(entry)
    return below


def draw_dict(entry, entries, sizes, rng):
    """Draw the arrays a dict holds, as listed below it or in the function it refers to."""
    other = re.match(r"as in (\w+)", entry["text"])
    listed = section(other[1], "Parameters") if other else entries
    return {e["name"]: draw(e, listed, sizes, rng, None) for e in dict_entries(listed, entry["name"])}


def draw(entry, entries, sizes, rng, given):
    """Draw one argument as its entry describes it."""
    kind, name = entry["kind"], entry["name"]
    if kind.endswith("float64"):
        return rng.normal(size=shape_of(kind, sizes))
    if kind.endswith(") int"):
        return rng.integers(0, sizes["n_x"], size=shape_of(kind, sizes))
    if kind == "object":
        (source,) = re.findall(r"what (\w+) returned", entry["text"])
        return call(source, sizes, rng, given)[-1]
    function = {"f": lambda w: float(np.sum(w**2)), "predict": np.mean, "on_epoch": lambda _, __: None}.get(
        name
    )
    plain = {"int": sizes.get(name), "float": 1e-3, "function": function}
    if kind == "str":
        return re.match(r'"(\w+)"', entry["text"])[1]
    return draw_dict(entry, entries, sizes, rng) if kind == "dict" else plain[kind]


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """Arguments that no docstring describes enough to draw them, by function or for all functions."""
    csv, fasta = (tmp_path_factory.mktemp("data") / name for name in ("series.csv", "dna.fasta"))
    csv.write_text("month,sst\n" + "".join(f"{k},{k / 2}\n" for k in range(SIZES["n"])))
    fasta.write_text(">title\nACGT\n")
    weights = {"w": np.ones((2, 3)), "b": np.zeros(3)}
    return {
        None: {"rng": np.random.default_rng(1)},
        "adam_step": {"params": weights, "grads": {f"d{k}": w for k, w in weights.items()}, "moments": {}},
        "read_dna": {"path": fasta},
        "read_series": {"path": csv},
        "reading_frame_windows": {"bases": "ATGCATGCAC", "stride": 2},
    }


def call(function, sizes, rng, given):
    entries = section(function, "Parameters")
    known = given[None] | given.get(function, {})
    arguments = [
        known[entry["name"]] if entry["name"] in known else draw(entry, entries, sizes, rng, given)
        for entry in entries
        if not entry["indent"]
    ]
    return getattr(reference, function)(*arguments)


def compare(entry, entries, value, sizes):
    """Compare one returned value with its entry."""
    if entry["kind"].startswith("("):
        assert value.shape == shape_of(entry["kind"], sizes), entry["name"]
        assert value.dtype == np.float64
    elif entry["kind"] == "dict":
        below = dict_entries(entries, entry["name"])
        assert not below or [e["name"] for e in below] == list(value)
        for e in below:
            compare(e, entries, value[e["name"]], sizes)
    else:
        kinds = {"object": object, "float": float, "int": int, "str": str}
        assert isinstance(value, kinds[entry["kind"]])


@pytest.mark.parametrize("function", FUNCTIONS)
def test_parameters_are_the_signature_s(function):
    names = [entry["name"] for entry in section(function, "Parameters") if not entry["indent"]]
    assert names == list(inspect.signature(getattr(reference, function)).parameters)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_results_have_the_stated_shapes(function, given):
    sizes = sizes_for(function)
    result = call(function, sizes, np.random.default_rng(0), given)
    entries = section(function, "Returns")
    stated = [entry for entry in entries if not entry["indent"]]
    results = (result,) if len(stated) == 1 else result
    assert len(results) == len(stated)
    for entry, value in zip(stated, results, strict=True):
        compare(entry, entries, value, sizes)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_names_its_source(function):
    assert re.search(r"^Source: .+\.$", inspect.getdoc(getattr(reference, function)), flags=re.MULTILINE)


def test_everything_public_is_in_the_flat_namespace():
    apart = "reference.in_torch"  # imported by itself, for it imports torch
    modules = [v for v in vars(reference).values() if inspect.ismodule(v) and v.__name__ != apart]
    written = {
        name
        for module in modules
        for name, value in vars(module).items()
        if getattr(value, "__module__", "").startswith("reference.") and not name.startswith("_")
    }
    assert written == set(reference.__all__)
