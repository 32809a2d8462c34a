"""Reading files, and tags of a reading frame against codons that are found by regular expressions."""

import ast
import inspect
import re
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import datasets, read_dna, read_series, reading_frame_windows

DATA = Path(__file__).parents[2] / "assignments" / "a3_gated" / "data"
dna = st.text("ACGT", max_size=90)
# Few letters, so that codons come often.
coding = st.lists(st.sampled_from(["ATG", "TAA", "TAG", "TGA", "A", "T", "CC"]), max_size=25).map("".join)


def frame(bases):
    return "".join(str(tag) for tag in datasets._frame_tags(bases))


def by_expression(window):
    """ATG, whole codons that are no stops, then a stop or the end: found from left to right."""
    opened = re.compile(r"ATG((?!TAA|TAG|TGA)[ACGT]{3})*(?:TAA|TAG|TGA|[ACGT]{0,2}\Z)")
    tags = ["0"] * len(window)
    for found in opened.finditer(window):
        stopped = found[0][-3:] in {"TAA", "TAG", "TGA"} and len(found[0]) % 3 == 0
        inside = range(found.start() + 2, found.end() - stopped)
        for place in inside:
            tags[place] = "1"
    return "".join(tags)


@given(st.one_of(dna, coding).filter(bool))
def test_tags_are_those_of_a_regular_expression(window):
    assert frame(window) == by_expression(window)


@pytest.mark.parametrize(
    ("window", "tags"),
    [
        ("TATGCTAACGTAAC", "00011111111100"),  # a TAA out of frame closes nothing
        ("ATGTAA", "001110"),
        ("ATGTAGC", "0011100"),
        ("ATGTGAC", "0011100"),
        ("ATGATGTAA", "001111110"),  # inside, ATG is a codon like others
        ("ATGTGATG", "00111000"),  # the search begins behind the stop, not inside it
        ("ATGTGATGATGC", "001110000011"),
        ("AT", "00"),
        ("TAATAG", "000000"),
    ],
)
def test_frames_by_hand(window, tags):
    assert frame(window) == tags


@given(coding.filter(lambda bases: len(bases) >= 3), st.data())
def test_a_tag_follows_from_the_bases_up_to_its_own(window, data):
    seen = data.draw(st.integers(1, len(window)))
    assert frame(window[:seen]) == frame(window)[:seen]


def test_the_docstring_s_example_is_true():
    doc = inspect.getdoc(reading_frame_windows)
    bases, tags = re.search(r"^ +((?:[ACGT] )+[ACGT])\n +((?:[01] )+[01])$", doc, flags=re.MULTILINE).groups()
    assert frame(bases.replace(" ", "")) == tags.replace(" ", "")


@given(st.one_of(dna, coding), st.integers(1, 12), st.integers(1, 12))
def test_windows_begin_every_stride_and_each_with_a_frame_is_read_by_itself(bases, length, stride):
    x, y = reading_frame_windows(bases, length, stride)
    windows = [bases[k : k + length] for k in range(0, len(bases), stride)]
    windows = [window for window in windows if len(window) == length and "ATG" in window]
    assert x.shape == (len(windows), length, 4)
    assert y.shape == (len(windows), length)
    read = ["".join("ACGT"[base] for base in window.argmax(axis=-1)) for window in x]
    assert read == windows
    np.testing.assert_array_equal(np.sort(x, axis=-1), np.broadcast_to([0.0, 0, 0, 1], x.shape))
    for window, tags in zip(windows, y, strict=True):
        assert "".join("01"[int(tag)] for tag in tags) == by_expression(window)


def test_no_window_to_test_on_is_one_to_train_on():
    bases = read_dna(DATA / "dna_chloroplast.fasta")
    x, _ = reading_frame_windows(bases[:90_000])
    new_x, _ = reading_frame_windows(bases[90_000:])
    assert not {window.tobytes() for window in x} & {window.tobytes() for window in new_x}


def test_a_fasta_file_is_read_without_titles_and_in_capitals(tmp_path):
    path = tmp_path / "two.fasta"
    path.write_text(">one\nACgt\nTT\n>two, of N bases\nGG\n")
    assert read_dna(path) == "ACGTTTGG"
    assert read_dna(str(path)) == "ACGTTTGG"


def test_a_base_that_is_not_known_is_named(tmp_path):
    path = tmp_path / "unknown.fasta"
    path.write_text(">title\nACNNR\n")
    with pytest.raises(ValueError, match=r"unknown\.fasta has the bases N, R: expected A, C, G and T"):
        read_dna(path)


def test_a_series_is_the_last_column(tmp_path):
    path = tmp_path / "series.csv"
    path.write_text('time,place,value\n1,"a, b",2.5\n\n2,c,-1e3\n')
    assert read_series(path).tolist() == [2.5, -1000]


@pytest.mark.parametrize("text", ["", "month,sst\n", "month,sst\n\n"])
def test_a_series_without_values_is_refused(tmp_path, text):
    path = tmp_path / "empty.csv"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"empty\.csv has no values"):
        read_series(path)


def test_a_line_without_a_number_is_shown(tmp_path):
    path = tmp_path / "gap.csv"
    path.write_text("month,sst\n1950-01,23.1\n1950-02,\n")
    with pytest.raises(ValueError, match=r"gap\.csv has the line '1950-02,': expected a number at its end"):
        read_series(path)


def test_the_chloroplast_has_the_bases_that_its_title_says():
    bases = read_dna(DATA / "dna_chloroplast.fasta")
    assert len(bases) == 120_000
    assert bases.startswith("ATGGGCGAACGACGGGAATTGAACCCGCGATGG")


def test_the_sea_was_measured_each_month_of_61_years():
    series = read_series(DATA / "elnino_monthly.csv")
    assert series.shape == (61 * 12,)
    assert 15 < series.min() < series.max() < 35


def test_students_need_nothing_but_numpy_to_read_the_data():
    imported = [node for node in ast.walk(ast.parse(inspect.getsource(datasets))) if hasattr(node, "names")]
    modules = {getattr(node, "module", None) or node.names[0].name for node in imported}
    assert modules - set(sys.stdlib_module_names) == {"numpy"}
