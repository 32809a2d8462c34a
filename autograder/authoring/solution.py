"""A complete submission, from the reference's own source."""

import sys
from collections.abc import Iterable
from pathlib import PurePath

from autograder.authoring.decided import textbook_of
from autograder.authoring.textbook import Textbook
from autograder.model.assignment import Assignment


def solution(assignment: Assignment, textbook: Textbook, file: str = "") -> str:
    """Write a file of the submission, the first if none is named.

    It holds the functions that are asked for and all they use, with imports between modules resolved; what
    stands in another file of the submission, or in one that students are given, is imported from there.
    """
    file = file or assignment.files[0]
    elsewhere = other_files(assignment, textbook, file)
    definitions = textbook.closure(assignment.functions_of(file), elsewhere)
    used = frozenset().union(*(definition.uses for definition in definitions))
    header = (
        f'"""{assignment.title.en}: one right answer to {assignment.id}.\n\n'
        'Generated from the reference by `autograder generate`; change it there.\n"""'
    )
    imports = _imports(textbook.import_lines(used), own_imports(used, elsewhere))
    return "\n\n".join([header, imports, "\n" + "\n\n\n".join(d.source for d in definitions)]) + "\n"


def solutions(assignment: Assignment, textbook: Textbook) -> dict[str, str]:
    """Write all files of the submission, by name."""
    return {file: solution(assignment, textbook, file) for file in assignment.files}


def made(assignment: Assignment) -> dict[str, str]:
    """Return the solution's files under the assignment's conventions, where it has some; else nothing.

    Those in solution/ may have been made under others.
    """
    if not assignment.conventions or assignment.reference is None:
        return {}
    return solutions(assignment, textbook_of(assignment))


def other_files(assignment: Assignment, textbook: Textbook, file: str) -> dict[str, str]:
    """Return the file of each definition that is not in this one, nor written into it."""
    given = {n: d.module for n, d in textbook.definitions.items() if d.module in assignment.given_files}
    written = {n: s.file for n, s in assignment.functions.items() if s.file not in {file, ""}}
    return given | written


def own_imports(names: Iterable[str], elsewhere: dict[str, str]) -> list[str]:
    """Return the imports from other files of the submission that bind some of the names."""
    members: dict[str, set[str]] = {}
    for name in names:
        if name in elsewhere:
            members.setdefault(PurePath(elsewhere[name]).stem, set()).add(name)
    return [f"from {module} import {', '.join(sorted(members[module]))}" for module in sorted(members)]


def _imports(outside: Iterable[str], own: list[str]) -> str:
    """Write imports: the standard library's, then the others, then those of the submission itself."""
    outside = list(outside)
    standard = [line for line in outside if line.split()[1].split(".")[0] in sys.stdlib_module_names]
    others = [line for line in outside if line not in standard]
    return "\n\n".join("\n".join(group) for group in (standard, others, own) if group)
