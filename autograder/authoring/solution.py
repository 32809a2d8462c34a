"""A complete submission in one file, from the reference's own source."""

import ast
import sys
from collections.abc import Iterable

from autograder.authoring.textbook import Textbook
from autograder.model.assignment import Assignment


def solution(assignment: Assignment, textbook: Textbook) -> str:
    """Write the functions that are asked for and all they use, with imports between modules resolved."""
    definitions = textbook.closure(assignment.functions)
    used = frozenset().union(*(definition.uses for definition in definitions))
    header = (
        f'"""{assignment.title.en}: one right answer to {assignment.id}.\n\n'
        'Generated from the reference by `autograder generate`; change it there.\n"""'
    )
    imports = _import_lines(textbook, used & textbook.imports.keys())
    return "\n\n".join([header, imports, "\n" + "\n\n\n".join(d.source for d in definitions)]) + "\n"


def _import_lines(textbook: Textbook, names: Iterable[str]) -> str:
    """Write the imports that bind names: the standard library's, then the others."""
    members: dict[str, set[str]] = {}
    for module, alias in (textbook.imports[name] for name in names):
        members.setdefault(module, set()).add(ast.unparse(alias))
    lines = [f"import {name}" for name in sorted(members.pop("", ()))]
    lines += [f"from {module} import {', '.join(sorted(members[module]))}" for module in sorted(members)]
    standard = [line for line in lines if line.split()[1].split(".")[0] in sys.stdlib_module_names]
    others = [line for line in lines if line not in standard]
    return "\n\n".join("\n".join(group) for group in (standard, others) if group)
