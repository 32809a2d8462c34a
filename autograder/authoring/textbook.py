"""The reference package as text: definitions with their source, parsed and never imported."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import AssignmentError


@dataclass(frozen=True)
class Definition:
    """A top-level function, class or constant, with its exact source."""

    name: str
    node: ast.stmt
    source: str
    module: str

    @property
    def uses(self) -> frozenset[str]:
        """All names that occur in it."""
        return frozenset(node.id for node in ast.walk(self.node) if isinstance(node, ast.Name))


@dataclass
class Textbook:
    """All definitions of a package, and its imports from outside by the name they bind."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    imports: dict[str, tuple[str, ast.alias]] = field(default_factory=dict)

    def add(self, definition: Definition) -> None:
        """Take in a definition.

        Raises:
            AssignmentError: there is one of that name, and one file can only hold one.
        """
        if definition.name in self.definitions:
            modules = f"{self.definitions[definition.name].module} and {definition.module}"
            message = f"{modules} both define {definition.name}: rename one"
            raise AssignmentError(message)
        self.definitions[definition.name] = definition

    def function(self, name: str) -> tuple[ast.FunctionDef, str]:
        """Return a function's node and source.

        Raises:
            AssignmentError: there is no such function.
        """
        definition = self.definitions.get(name)
        if definition is None or not isinstance(definition.node, ast.FunctionDef):
            message = f"the reference has no function {name}"
            raise AssignmentError(message)
        return definition.node, definition.source

    def closure(self, names: Iterable[str]) -> list[Definition]:
        """Return the definitions of names and of all they use, each after what it uses."""
        found: dict[str, Definition] = {}
        seen: set[str] = set()

        def visit(name: str) -> None:
            if name in seen or name not in self.definitions:
                return
            seen.add(name)
            for used in sorted(self.definitions[name].uses):
                visit(used)
            found[name] = self.definitions[name]

        for name in names:
            visit(name)
        return list(found.values())


def read_textbook(folder: Path) -> Textbook:
    """Parse the modules of a reference package.

    Raises:
        AssignmentError: two of its modules define the same name.
    """
    textbook = Textbook()
    for path in sorted(folder.glob("*.py")):
        source = path.read_text(encoding="utf-8")
        for node in ast.parse(source).body:
            textbook.imports.update(_outside_imports(node, package=folder.name))
            name = _defined_name(node)
            if name is not None and path.stem != "__init__":
                textbook.add(Definition(name, node, _source_of(node, source), path.name))
    return textbook


def _outside_imports(node: ast.stmt, package: str) -> Iterator[tuple[str, tuple[str, ast.alias]]]:
    """Yield each name that an import of another package binds, with its module and alias.

    The module of a plain `import` is "".
    """
    if isinstance(node, ast.Import | ast.ImportFrom):
        module = getattr(node, "module", "")
        if module.split(".")[0] != package:
            for alias in node.names:
                yield alias.asname or alias.name, (module, alias)


def _defined_name(node: ast.stmt) -> str | None:
    """Return the name of a function, a class or a constant."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
        case _:
            return None


def _source_of(node: ast.stmt, source: str) -> str:
    """Return the lines of a definition, comments and decorators included."""
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(d.lineno for d in decorators)])
    return "\n".join(source.splitlines()[first - 1 : node.end_lineno])
