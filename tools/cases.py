"""Write the stored cases of every public suite from the reference, or check that they are fresh.

    python tools/cases.py [--check]

Exits 1 when `--check` finds a case that the reference no longer gives.
"""

import sys
from types import ModuleType

from autograder import loading
from autograder.checks import cases
from autograder.model.assignment import Assignment
from autograder.runner.bench import package


def main(arguments: list[str]) -> int:
    """Write or check the cases of all assignments that have some."""
    found = [a for a in loading.load_all() if cases.file_of(a.folder).is_file()]
    if "--check" not in arguments:
        for assignment in found:
            cases.write(assignment, reference(assignment))
        return 0
    outdated = [name for assignment in found for name in cases.stale(assignment, reference(assignment))]
    for name in outdated:
        print(f"{name}: the stored case is not what the reference gives; run python tools/cases.py")
    return 1 if outdated else 0


def reference(assignment: Assignment) -> ModuleType:
    """Return the reference package of an assignment."""
    if assignment.reference is None:
        sys.exit(f"{assignment.id} has stored cases but names no reference")
    return package(assignment.reference)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
