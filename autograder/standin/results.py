"""results.json as the platform reads it: what it refuses, and what it changes.

Source: gradescope-autograders.readthedocs.io, "Output format".
"""

import json
import math
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from autograder.standin.process import CUT

Document = Mapping[str, Any]

FORMATS = ("text", "html", "simple_format", "md", "ansi")
VISIBILITIES = ("visible", "hidden", "after_due_date", "after_published")
STATUSES = ("passed", "failed")

ABSENT = "run_autograder wrote no results/results.json."
NOT_PLAIN = "results/results.json is not a plain file."
NOT_TEXT = "results.json is not UTF-8: {reason}."
NOT_JSON = "results.json is not valid JSON: {where}."
NAN = "results.json is not valid JSON: it holds {constant}, which hangs the platform or scores 0."
NOT_OBJECT = "results.json holds {kind}; it must hold an object with `score` or `tests`."
NO_SCORE = "results.json has neither `score` nor tests with a score."
WRONG_TYPE = "`{where}` in results.json is {found}; it must be {wanted}."

SUMS = "The scores of the tests add up to {sum:g}, and `score` says {score:g}, which counts."
IS_CUT = "`{where}` has {length:,} characters; the platform cuts it at {cut:,}."
NUL = "`{where}` holds NUL characters; the platform shows U+FFFD."

_KINDS = {dict: "an object", list: "a list", type(None): "null"}
_SHORT = 40  # characters
_TEXTS = ("output", "name", "number")
_CHOICES = {
    "status": STATUSES,
    "visibility": VISIBILITIES,
    "stdout_visibility": VISIBILITIES,
    "output_format": FORMATS,
    "name_format": FORMATS,
    "test_output_format": FORMATS,
    "test_name_format": FORMATS,
}


class _RefusedError(Exception):
    """Says why a results.json cannot be read."""


@dataclass(frozen=True)
class Reading:
    """A results.json, `content` as it is; of one with a fault nothing is taken.

    Remarks say what the platform takes in another way than it is written.
    """

    document: Document | None = None
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    content: bytes = b""

    @property
    def score(self) -> float:
        """The score that the platform takes: the document's own, else the sum of its tests'."""
        assert self.document is not None  # noqa: S101 (only a document has a score)
        return float(self.document.get("score", total(self.document)))


def read(path: Path) -> Reading:
    """Read a results.json and judge it."""
    if path.is_symlink() or not path.is_file():
        return Reading(faults=(NOT_PLAIN if os.path.lexists(path) else ABSENT,))
    content = path.read_bytes()
    try:
        return replace(judge(_parsed(content)), content=content)
    except _RefusedError as error:
        return Reading(faults=(str(error),), content=content)


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        fault = NOT_TEXT.format(reason=error.reason)
    except json.JSONDecodeError as error:
        fault = NOT_JSON.format(where=f"line {error.lineno}, column {error.colno}: {error.msg}")
    except ValueError as error:
        fault = NOT_JSON.format(where=error)  # a number of too many digits
    except RecursionError:
        fault = NOT_JSON.format(where="it is nested too deep")
    raise _RefusedError(fault)


def _refuse(constant: str) -> NoReturn:
    raise _RefusedError(NAN.format(constant=constant))


def judge(document: object) -> Reading:
    """Judge what a results.json holds."""
    if not isinstance(document, dict):
        return Reading(faults=(NOT_OBJECT.format(kind=_kind(document)),))
    faults = tuple(_faults(document))
    if faults:
        return Reading(faults=faults)
    return Reading(document, remarks=tuple(_remarks(document)))


def total(document: Document) -> float:
    """Return the sum of the tests' scores."""
    return math.fsum(test.get("score", 0) for test in document.get("tests", ()))


def _faults(document: Document) -> Iterator[str]:
    tests = document.get("tests", [])
    if not isinstance(tests, list):
        yield _wrong("tests", tests, "a list")
        return
    yield from _of_fields(document, "", numbers=("score", "execution_time"))
    for place, test in enumerate(tests):
        where = f"tests[{place}]"
        if isinstance(test, dict):
            yield from _of_fields(test, f"{where}.", numbers=("score", "max_score"))
        else:
            yield _wrong(where, test, "an object")
    if "score" not in document and not any(isinstance(test, dict) and "score" in test for test in tests):
        yield NO_SCORE


def _of_fields(fields: Document, where: str, numbers: tuple[str, ...]) -> Iterator[str]:
    """Judge the fields of the whole or of one test; what the platform does not know it passes over."""
    for name, value in fields.items():
        if name in numbers and not _is_number(value):
            yield _wrong(where + name, value, "a finite number")
        elif name in _TEXTS and not isinstance(value, str):
            yield _wrong(where + name, value, "text")
        elif name in _CHOICES and value not in _CHOICES[name]:
            yield _wrong(where + name, value, f"one of {', '.join(_CHOICES[name])}, or left out")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= sys.float_info.max


def _wrong(where: str, found: object, wanted: str) -> str:
    return WRONG_TYPE.format(where=where, found=_kind(found), wanted=wanted)


def _kind(value: object) -> str:
    """Say what a value is; a short one by itself."""
    if type(value) in _KINDS:
        return _KINDS[type(value)]
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= _SHORT else "a long value"


def _remarks(document: Document) -> Iterator[str]:
    yield from _of_output(document, "output")
    for place, test in enumerate(document.get("tests", [])):
        yield from _of_output(test, f"tests[{place}].output")
    scored = [test for test in document.get("tests", []) if "score" in test]
    if scored and "score" in document and not math.isclose(total(document), document["score"], abs_tol=1e-6):
        yield SUMS.format(sum=total(document), score=document["score"])


def _of_output(fields: Document, where: str) -> Iterator[str]:
    output = fields.get("output", "")
    if len(output) > CUT:
        yield IS_CUT.format(where=where, length=len(output), cut=CUT)
    if "\0" in output:
        yield NUL.format(where=where)
