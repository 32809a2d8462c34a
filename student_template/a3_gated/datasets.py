"""The data of the assignment as arrays: a series of measurements, and a reading frame in DNA.

Needs numpy and nothing else. A file of your own works as well, if it is written in the same way.
"""

import csv
from pathlib import Path

import numpy as np


def read_series(path: str | Path) -> np.ndarray:
    """Read a series from a csv file: a line of titles, then one line for each time, its value last.

        month,sst
        1950-01,23.110

    Parameters
    ----------
    path : object, where the file is

    Returns
    -------
    series : (n,) float64, the values in the order of the file

    Raises
    ------
    ValueError : the last entry of a line is not a number, or there is no line below the titles

    Source: RFC 4180, Common Format and MIME Type for CSV Files.
    """
    with Path(path).open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.reader(file) if line][1:]
    if not lines:
        message = f"{path} has no values: expected a line of titles, then one line for each time"
        raise ValueError(message)
    return np.array([_value(line, path) for line in lines])


def read_dna(path: str | Path) -> str:
    """Read the bases from a FASTA file: lines that start with > are titles, all others are bases.

        >NC_000932.1 Arabidopsis thaliana chloroplast
        ATGGGCGAACGACGGGAATTG

    Parameters
    ----------
    path : object, where the file is

    Returns
    -------
    bases : str, "A", "C", "G" and "T" in one string

    Raises
    ------
    ValueError : a base is none of A, C, G and T

    Source: Pearson, Lipman (1988), Improved Tools for Biological Sequence Comparison.
    """
    lines = Path(path).read_text(encoding="ascii").splitlines()
    bases = "".join(line.strip() for line in lines if not line.startswith(">")).upper()
    if unknown := sorted(set(bases) - set("ACGT")):
        message = f"{path} has the bases {', '.join(unknown)}: expected A, C, G and T"
        raise ValueError(message)
    return bases


def reading_frame_windows(bases: str, length: int = 60, stride: int = 15) -> tuple[np.ndarray, np.ndarray]:
    """Cut DNA into windows, one every `stride` bases, and tag each base: is it inside a reading frame?

    A reading frame opens with ATG and closes with the first of TAA, TAG and TGA at a distance that 3
    divides. In each window, from its first base on, a tag is 1 from the G of an ATG to the last base
    before the one that completes the stop; then the search begins anew with the next base.

        T A T G C T A A C G T A A C
        0 0 0 1 1 1 1 1 1 1 1 1 0 0

    is T ATG CTA ACG TAA C: the TAA that lies across CTA and ACG is out of frame, and closes nothing.

    So a tag follows from the bases of the window up to its own. Windows in which no frame opens are left
    out, and so are the bases after the last whole window. Windows overlap where stride is less than length:
    to test on bases that were never trained on, cut the string first, and then each part into windows.

    Parameters
    ----------
    bases : str, "A", "C", "G" and "T" in one string
    length : int, bases of a window
    stride : int, bases from the beginning of a window to that of the next

    Returns
    -------
    x : (m, length, 4) float64, a 1 for A, C, G or T in this order, for each base of each window
    y : (m, length) float64, the tags, 0 or 1

    Source: Alberts et al. (2015), Molecular Biology of the Cell, chapter 6.
    """
    ends = range(length, len(bases) + 1, stride)
    tagged = [(window, _frame_tags(window)) for window in (bases[end - length : end] for end in ends)]
    opened = [(window, tags) for window, tags in tagged if 1 in tags]
    ids = np.array([["ACGT".index(base) for base in window] for window, _ in opened], dtype=int)
    y = np.array([tags for _, tags in opened], dtype=float)
    return np.eye(4)[ids.reshape(-1, length)], y.reshape(-1, length)


def _frame_tags(window: str) -> list[int]:
    """Tag the bases of one window from left to right."""
    tags: list[int] = []
    opened = searched_from = 0
    inside = False
    for place in range(len(window)):
        codon = window[place - 2 : place + 1] if place - 2 >= searched_from else ""
        if not inside and codon == "ATG":
            inside, opened = True, place
        elif inside and (place - opened) % 3 == 0 and codon in {"TAA", "TAG", "TGA"}:
            inside, searched_from = False, place + 1
        tags.append(int(inside))
    return tags


def _value(line: list[str], path: str | Path) -> float:
    """Return the number at the end of a line."""
    try:
        return float(line[-1])
    except ValueError:
        message = f"{path} has the line {','.join(line)!r}: expected a number at its end"
        raise ValueError(message) from None
