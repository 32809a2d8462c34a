"""Write the files that follow from others, or check that they are fresh.

    python tools/generate.py [--check]

From the reference, which is parsed and never imported, and from each assignment's folder:

- `assignments/ID/solution/FILE`: a complete submission in one file, the reference's own source with
  its imports between modules resolved;
- `student_template/ID/`: what students start from: signatures and docstrings, the public checks, and
  an assignment.yaml that knows of nothing else.

FILE is the first of the assignment's `files`. With --check nothing is written: the differences are
printed and the exit code is 1 if there are any.
"""

import argparse
import ast
import difflib
import string
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
README = Path(__file__).with_name("student_readme.md")
STUDENT_KEYS = ("id", "title", "files", "imports", "conventions", "forbid", "limits", "types", "functions")
CONFTEST = '''"""Let pytest run the public checks on the files in this folder."""

pytest_plugins = ["autograder.runner.fixtures"]
'''

Files = dict[Path, bytes]


class GenerateError(Exception):
    """A source that the generated files follow from is incomplete or contradicts itself."""


@dataclass(frozen=True)
class Definition:
    """A top-level function, class or constant of the reference, with its exact source."""

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
    """The reference as text: its definitions, and the imports from outside by the name they bind."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    imports: dict[str, tuple[str, ast.alias]] = field(default_factory=dict)

    def add(self, definition: Definition) -> None:
        """Take in a definition; one file can only hold one of each name."""
        if definition.name in self.definitions:
            modules = f"{self.definitions[definition.name].module} and {definition.module}"
            message = f"{modules} both define {definition.name}: rename one"
            raise GenerateError(message)
        self.definitions[definition.name] = definition

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
    """Parse the modules of a reference package."""
    textbook = Textbook()
    for path in sorted(folder.glob("*.py")):
        source = path.read_text(encoding="utf-8")
        for node in ast.parse(source).body:
            textbook.imports.update(outside_imports(node, package=folder.name))
            name = defined_name(node)
            if name is not None and path.stem != "__init__":
                textbook.add(Definition(name, node, source_of(node, source), path.name))
    return textbook


def outside_imports(node: ast.stmt, package: str) -> Iterator[tuple[str, tuple[str, ast.alias]]]:
    """Yield each name that an import of another package binds, with its module and alias.

    The module of a plain `import` is "".
    """
    if isinstance(node, ast.Import | ast.ImportFrom):
        module = getattr(node, "module", "")
        if module.split(".")[0] != package:
            for alias in node.names:
                yield alias.asname or alias.name, (module, alias)


def defined_name(node: ast.stmt) -> str | None:
    """Return the name of a function, a class or a constant."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
        case _:
            return None


def source_of(node: ast.stmt, source: str) -> str:
    """Return the lines of a definition, comments and decorators included."""
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(d.lineno for d in decorators)])
    return "\n".join(source.splitlines()[first - 1 : node.end_lineno])


def import_lines(textbook: Textbook, names: Iterable[str]) -> str:
    """Write the imports that bind names: the standard library's, then the others."""
    members: dict[str, set[str]] = {}
    for module, alias in (textbook.imports[name] for name in names):
        members.setdefault(module, set()).add(ast.unparse(alias))
    lines = [f"import {name}" for name in sorted(members.pop("", ()))]
    lines += [f"from {module} import {', '.join(sorted(members[module]))}" for module in sorted(members)]
    standard = [line for line in lines if line.split()[1].split(".")[0] in sys.stdlib_module_names]
    others = [line for line in lines if line not in standard]
    return "\n\n".join("\n".join(group) for group in (standard, others) if group)


def solution(document: Mapping[str, Any], textbook: Textbook) -> str:
    """Write a complete submission from the reference's own source."""
    definitions = textbook.closure(document["functions"])
    used = frozenset().union(*(definition.uses for definition in definitions))
    header = (
        f'"""{document["title"]["en"]}: one right answer to {document["id"]}.\n\n'
        'Generated from the reference by tools/generate.py; change it there.\n"""'
    )
    imports = import_lines(textbook, used & textbook.imports.keys())
    return "\n\n".join([header, imports, "\n" + "\n\n\n".join(d.source for d in definitions)]) + "\n"


def starter(document: Mapping[str, Any], textbook: Textbook, summaries: Mapping[str, str]) -> str:
    """Write the file that students fill in; summaries are the Arabic ones by function."""
    title = document["title"]
    header = f'"""{title["en"]}\n\n{title["ar"]}\n"""\n\nimport numpy as np\n'
    functions = [starter_function(name, textbook, summaries) for name in document["functions"]]
    return "\n\n".join([header, *functions])


def starter_function(name: str, textbook: Textbook, summaries: Mapping[str, str]) -> str:
    """Write one function with its docstring in place of its body."""
    definition = textbook.definitions.get(name)
    if definition is None or not isinstance(definition.node, ast.FunctionDef):
        message = f"the reference has no function {name}"
        raise GenerateError(message)
    if name not in summaries:
        message = f"starter.ar.yaml has no summary of {name}"
        raise GenerateError(message)
    summary, rest = docstring_lines(definition.node, definition.source)
    return (
        f"def {name}({bare_arguments(definition.node.args)}):\n"
        f"{summary}\n\n    {summaries[name]}\n{rest}\n"
        "    # TODO: write your code here instead of the next line.\n"
        f'    raise NotImplementedError("{name} is not implemented yet")\n'
    )


def docstring_lines(node: ast.FunctionDef, source: str) -> tuple[str, str]:
    """Return the first line of a docstring and the others, as they stand in the source."""
    doc = node.body[0]
    lines = source.splitlines()[doc.lineno - node.lineno : (doc.end_lineno or doc.lineno) - node.lineno + 1]
    return lines[0], "\n".join(lines[1:])


def bare_arguments(arguments: ast.arguments) -> str:
    """Write arguments with their defaults and without annotations."""
    names = [argument.arg for argument in arguments.args]
    first = len(names) - len(arguments.defaults)
    defaults = [ast.unparse(default) for default in arguments.defaults]
    given = [f"{name}={default}" for name, default in zip(names[first:], defaults, strict=True)]
    return ", ".join(names[:first] + given)


def student_assignment(document: Mapping[str, Any]) -> str:
    """Write the assignment.yaml of a student's copy: the public checks and what they need."""
    kept = {key: document[key] for key in STUDENT_KEYS if key in document}
    public = {c["id"] for part in document["parts"] for c in part["checks"] if c["suite"] == "public"}
    parts = [
        part | {"checks": [student_check(c, public) for c in part["checks"] if c["id"] in public]}
        for part in document["parts"]
    ]
    kept["parts"] = [part for part in parts if part["checks"]]
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)


def student_check(check: Mapping[str, Any], public: set[str]) -> dict[str, Any]:
    """Return a public check that depends on public checks only."""
    kept = {key: value for key, value in check.items() if key != "depends_on"}
    depends_on = [other for other in check.get("depends_on", ()) if other in public]
    return kept | ({"depends_on": depends_on} if depends_on else {})


def readme(document: Mapping[str, Any]) -> str:
    """Write the student's README from its template."""
    files = document["files"]
    return string.Template(README.read_text(encoding="utf-8")).substitute(
        title_en=document["title"]["en"],
        title_ar=document["title"]["ar"],
        file=files[0],
        files=", ".join(f"`{name}`" for name in files),
        files_html="، ".join(f'<code dir="ltr">{name}</code>' for name in files),
    )


def public_tests(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the files of the public suite, by their path in the assignment's folder."""
    for path in sorted((folder / "tests" / "public").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(folder), path.read_bytes()


def assignment_files(folder: Path, root: Path) -> Files:
    """Return all generated files of one assignment, by their path below root."""
    document = yaml.safe_load((folder / "assignment.yaml").read_text(encoding="utf-8"))
    summaries = yaml.safe_load((folder / "starter.ar.yaml").read_text(encoding="utf-8"))
    textbook = read_textbook((folder / document["reference"]).resolve())
    file = document["files"][0]
    student = Path("student_template", folder.name)
    texts = {
        (folder / "solution" / file).relative_to(root): solution(document, textbook),
        student / file: starter(document, textbook, summaries),
        student / "assignment.yaml": student_assignment(document),
        student / "conftest.py": CONFTEST,
        student / "README.md": readme(document),
    }
    files = {path: text.encode() for path, text in texts.items()}
    return files | {student / path: content for path, content in public_tests(folder)}


def all_files(root: Path) -> Files:
    """Return the generated files of all assignments, by their path below root."""
    files: Files = {}
    for path in sorted(root.glob("assignments/*/assignment.yaml")):
        files |= assignment_files(path.parent, root)
    return files


def surplus(root: Path, files: Files) -> list[Path]:
    """Return what lies in student_template and is not generated any more."""
    there = (path.relative_to(root) for path in (root / "student_template").rglob("*") if path.is_file())
    return sorted(path for path in there if path not in files and not is_cache(path))


def is_cache(path: Path) -> bool:
    """Tell whether Python or pytest left the file behind."""
    return "__pycache__" in path.parts or ".pytest_cache" in path.parts


def difference(path: Path, old: bytes, new: bytes) -> str:
    """Return a unified diff from what is on disk to what is generated, "" when they are equal."""
    if old == new:
        return ""
    before, after = (content.decode(errors="replace").splitlines(keepends=True) for content in (old, new))
    return "".join(difflib.unified_diff(before, after, f"{path} (on disk)", f"{path} (generated)"))


def check(root: Path) -> str:
    """Return the differences between disk and generated files as a text, "" when all is fresh."""
    files = all_files(root)
    old = {path: (root / path).read_bytes() if (root / path).exists() else b"" for path in files}
    diffs = [difference(path, old[path], content) for path, content in files.items()]
    extra = [f"{path}: is not generated any more\n" for path in surplus(root, files)]
    return "".join(diffs + extra)


def write(root: Path) -> None:
    """Write all generated files and remove those that are not generated any more."""
    files = all_files(root)
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    for path in surplus(root, files):
        (root / path).unlink()


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Run the command line; 0 when all is fresh or written, 1 when something is stale."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, print what is stale")
    if not parser.parse_args(arguments).check:
        write(root)
        return 0
    stale = check(root)
    sys.stdout.write(stale)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
