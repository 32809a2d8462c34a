"""The reference package as text: definitions with their source, parsed and never imported."""

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import AssignmentError
from autograder.intake.syntax import global_names
from autograder.loading.conditional import resolved
from autograder.loading.defaults import with_settings
from autograder.model.convention import VALUES


@dataclass(frozen=True)
class Definition:
    """A top-level function, class or constant, with its exact source; `module` is its file."""

    name: str
    node: ast.stmt
    source: str
    module: str

    @property
    def uses(self) -> frozenset[str]:
        """The names outside of it that it reads."""
        return global_names(self.node, self.source).read


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

    def class_(self, name: str) -> ast.ClassDef | None:
        """Return the node of a class, None if the name is none."""
        definition = self.definitions.get(name)
        return definition.node if definition and isinstance(definition.node, ast.ClassDef) else None

    def closure(self, names: Iterable[str], but: Collection[str] = ()) -> list[Definition]:
        """Return the definitions of names and of all they use `but` some, each after what it uses."""
        found: dict[str, Definition] = {}
        seen = set(but)

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

    def import_lines(self, names: Iterable[str]) -> list[str]:
        """Return the imports from outside the package that bind some of the names, sorted by module."""
        members: dict[str, set[str]] = {}
        for module, alias in (self.imports[name] for name in names if name in self.imports):
            members.setdefault(module, set()).add(ast.unparse(alias))
        lines = [f"import {name}" for name in sorted(members.pop("", ()))]
        return lines + [
            f"from {module} import {', '.join(sorted(members[module]))}" for module in sorted(members)
        ]


def read_textbook(folder: Path, conventions: Mapping[str, str] = {}) -> Textbook:
    """Parse the modules of a reference package, and of packages in it, as they read under conventions.

    Raises:
        AssignmentError: two of its modules define the same name, or what depends on a convention is
            marked wrongly.
    """
    settings = {name: values[0] for name, values in VALUES.items()} | dict(conventions)
    textbook = Textbook()
    for path in sorted(folder.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for node in ast.parse(source).body:
            textbook.imports.update(_outside_imports(node, package=folder.name))
            name = _defined_name(node)
            if name is not None and path.stem != "__init__":
                definition = Definition(name, node, _source_of(node, source), path.name)
                textbook.add(_under(settings, definition))
    return textbook


def _under(conventions: Mapping[str, str], definition: Definition) -> Definition:
    """Return a definition with the text and the defaults that hold."""
    text = resolved(definition.source, conventions, definition.module, first_line(definition.node))
    source = with_settings(text, conventions)
    if source == definition.source:
        return definition
    return Definition(definition.name, ast.parse(source).body[0], source, definition.module)


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


def first_line(node: ast.stmt) -> int:
    """Return the line of a definition's first decorator, or its own."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _source_of(node: ast.stmt, source: str) -> str:
    """Return the lines of a definition, comments and decorators included."""
    return "\n".join(source.splitlines()[first_line(node) - 1 : node.end_lineno])
