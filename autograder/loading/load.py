"""Read an assignment's folder: the story of this package."""

from pathlib import Path

from autograder.errors import AssignmentError
from autograder.loading.find import MANIFEST, find_folder, find_root, folders
from autograder.model.assignment import Assignment


def load(name_or_folder: str | Path, *, root: Path | None = None) -> Assignment:
    """Return the assignment with this id, or in this folder, checked.

    Raises:
        UsageError: there is no such assignment.
        AssignmentError: its files are wrong; says everything that is, one per line, stage by stage:
            not YAML, wrong keys, then broken rules and suites that do not match.
    """
    return _read(find_folder(name_or_folder, root))


def load_all(root: Path | None = None) -> tuple[Assignment, ...]:
    """Return all assignments, sorted by the names of their folders.

    Raises:
        UsageError: there are none.
        AssignmentError: says what is wrong in all of them; each file is named with its folder.
    """
    read = [_read_or_error(folder) for folder in folders(find_root(root))]
    wrong = [str(result) for result in read if isinstance(result, AssignmentError)]
    if wrong:
        raise AssignmentError("\n".join(wrong))
    return tuple(result for result in read if isinstance(result, Assignment))


def _read_or_error(folder: Path) -> Assignment | AssignmentError:
    try:
        return _read(folder)
    except AssignmentError as error:
        return AssignmentError("\n".join(f"{folder.name}/{line}" for line in str(error).splitlines()))


def _read(folder: Path) -> Assignment:
    # imported here because pydantic and yaml cost 0.1 s, which `autograder --help` should not pay
    from autograder.loading import build, document, problem, rules, schema, suites, values

    manifest = document.read(folder / MANIFEST, MANIFEST)
    declared = schema.validate(manifest, schema.AssignmentKeys)
    functions, wrong_values = values.signatures(declared)
    files = suites.suite_files(folder)
    wrong_keys = [*wrong_values, *rules.broken_rules(declared, folder)]
    problem.refuse_if_any(
        [
            *(manifest.problem(key, text) for key, text in wrong_keys),
            *suites.mismatches(declared, manifest, files, folder),
        ]
    )
    hints = None
    if declared.hints is not None:
        hints = schema.validate(document.read(folder / declared.hints, declared.hints), schema.HintsKeys)
    return build.build(declared, functions, hints, files, folder)
