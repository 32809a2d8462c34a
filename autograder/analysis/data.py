"""A validation as data for a program: what `autograder validate --json` writes for each assignment.

Nothing in it depends on the day or the machine, so two runs may be compared. Points are strings that hold
exact fractions ("14", "13/2").

    assignment, engine    the id, and the version of the autograder
    settings              what every specimen was graded with: [{seed, cast}]; cast "" is none
    points                what a full mark is
    clean                 whether nothing contradicts a header
    problems              every contradiction: [{kind, name, file, seed, cast, what}]
    training              {checks, files}: the checks that judged only these files, for they need a training
    solution, starter     {file, scores}: scores[i] was earned in settings[i], in the checks that judged it
    variants              {name: {row, title, file, scores}}
    mistakes              {name: ...}:
        row, title, file, fails, may_fail (check: reason)      from its header
        killed_by                                              checks that lost points in every trial
        named_check_killed                                     whether all of `fails` are among them
        lost                  {check: trials}                  in how many trials a check lost points
        carried               {check: trials}                  ... earned them by carrying an error forward
        codes                 {check: [finding codes]}         most frequent first
        hints                 {check: [rows]}                  known mistakes that findings name
        told, told_private    what the first failing (private) check tells: own_hint, other_hint,
                              pattern or plain (telling.Telling)
        trials, problems      how many trials; what contradicts the header, each once
    checks                {id: {killed, alone}}: how many mistakes it kills, and those that no other does
    weak_checks           the checks that kill nothing
    told, told_private    how many mistakes are told of in which way
"""

from collections import Counter
from typing import Any

from autograder import __version__
from autograder.analysis.matrix import Cell, Matrix, Row, matrix
from autograder.analysis.specimen import Specimen
from autograder.analysis.telling import Telling
from autograder.analysis.validation import Contradiction, Validation

Data = dict[str, Any]


def as_data(validation: Validation) -> Data:
    """Return a validation as data that JSON can hold."""
    kills = matrix(validation)
    return {
        "assignment": validation.assignment.id,
        "engine": __version__,
        "settings": [{"seed": setting.seed, "cast": setting.cast} for setting in validation.settings],
        "points": str(validation.assignment.points),
        "clean": not validation.problems,
        "problems": [problem(one) for one in validation.problems],
        "training": {
            "checks": list(validation.training),
            "files": [specimen.file for specimen in validation.trained],
        },
        **{
            kind: right(validation, one)
            for kind in ("solution", "starter")
            for one in validation.of_kind(kind)
        },
        "variants": {one.name: variant(validation, one) for one in validation.of_kind("variant")},
        "mistakes": {row.specimen.name: mistake(kills, row) for row in kills.rows},
        "checks": {check.id: of_check(kills, check.id) for check in kills.checks},
        "weak_checks": list(kills.weak),
        "told": counts(kills.told),
        "told_private": counts(kills.told_private),
    }


def problem(one: Contradiction) -> Data:
    """Return a contradiction."""
    specimen, setting = one.specimen, one.setting
    named = {"kind": specimen.kind, "name": specimen.name, "file": specimen.file}
    return {**named, "seed": setting.seed, "cast": setting.cast, "what": one.what}


def right(validation: Validation, specimen: Specimen) -> Data:
    """Return what a specimen earned in each setting."""
    return {"file": specimen.file, "scores": [str(trial.score) for trial in validation.of(specimen)]}


def variant(validation: Validation, specimen: Specimen) -> Data:
    """Return what a variant is and earned."""
    return {"row": specimen.row, "title": specimen.title, **right(validation, specimen)}


def mistake(kills: Matrix, row: Row) -> Data:
    """Return what became of a mistake."""
    specimen, killers = row.specimen, kills.killers(row)
    return {
        "row": specimen.row,
        "title": specimen.title,
        "file": specimen.file,
        "fails": list(specimen.fails),
        "may_fail": dict(specimen.may_fail),
        "killed_by": list(killers),
        "named_check_killed": set(specimen.fails) <= set(killers),
        **by_check(kills, row),
        "told": row.told.value,
        "told_private": row.told_private.value,
        "trials": row.trials,
        "problems": list(dict.fromkeys(one.what for one in row.problems)),
    }


def by_check(kills: Matrix, row: Row) -> Data:
    """Return what each check gave, of those that gave something."""
    cells = {check.id: cell for check, cell in zip(kills.checks, row.cells, strict=True)}
    return {
        "lost": {check: cell.lost for check, cell in cells.items() if cell.lost},
        "carried": {check: cell.carried for check, cell in cells.items() if cell.carried},
        "codes": {check: codes(cell) for check, cell in cells.items() if cell.lost},
        "hints": {check: hints(cell) for check, cell in cells.items() if hints(cell)},
    }


def codes(cell: Cell) -> list[str]:
    """Return the finding codes of a cell, each once."""
    return list(dict.fromkeys(code for code, _hint in cell.told))


def hints(cell: Cell) -> list[str]:
    """Return the rows of the known mistakes that a cell's findings name."""
    return [hint for _code, hint in cell.told if hint]


def of_check(kills: Matrix, check: str) -> Data:
    """Return what a check is good for."""
    return {"killed": kills.killed(check), "alone": list(kills.killed_alone(check))}


def counts(told: Counter[Telling]) -> dict[str, int]:
    """Return how many mistakes are told of in each way."""
    return {way.value: told[way] for way in Telling}
