"""What students get: the starter, the handouts, the public checks, an assignment.yaml that knows no more."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from autograder.authoring import handout
from autograder.authoring.notebook import notebook
from autograder.authoring.starter import Stub, starters
from autograder.authoring.template import SUFFIX, TEMPLATES, fill
from autograder.loading import document
from autograder.loading.conditional import resolved
from autograder.loading.datafiles import FOLDER as DATA
from autograder.loading.find import MANIFEST
from autograder.messages.catalogue import LANGUAGES
from autograder.model.assignment import Assignment, Suite

KEYS = (
    "id",
    "title",
    "files",
    "imports",
    "forbid",
    "limits",
    "types",
    "functions",
    "questions",
    "given",
    "given_files",
    "data",
)
"""The keys of assignment.yaml that a student's copy keeps besides `parts`."""
CONFTEST = '''"""Let pytest run the public checks on the files in this folder."""

pytest_plugins = ["autograder.runner.fixtures"]
'''
PICTURES = {".svg", ".png", ".jpg"}

Files = dict[Path, bytes]


def student_folder(assignment: Assignment, stubs: tuple[Stub, ...]) -> Files:
    """Return the files of the student's folder, by their path in it.

    Raises:
        AssignmentError: a handout cannot be shown as a page.
        UsageError: what writes pages and notebooks is not installed.
    """
    declared: Any = document.read(assignment.folder / MANIFEST, MANIFEST).data
    texts = {
        **{Path(name): text for name, text in starters(assignment, stubs).items()},
        Path(notebook_name(assignment)): notebook(assignment, stubs),
        Path(MANIFEST): student_manifest(declared, assignment),
        Path("conftest.py"): CONFTEST,
        Path("README.md"): readme(assignment),
        **{Path(path.name): read_handout(assignment, path) for path in handouts(assignment).values()},
        **pages(assignment),
    }
    files = {path: text.encode() for path, text in texts.items()}
    as_they_are = {path: (assignment.folder / path).read_bytes() for path in copied(assignment, declared)}
    return files | as_they_are | given_files(assignment)


def notebook_name(assignment: Assignment) -> str:
    """Return the name of the notebook, which holds the functions of all files."""
    return Path(assignment.files[0]).with_suffix(".ipynb").name


def given_files(assignment: Assignment) -> Files:
    """Return the files that stand beside a student's own: modules, data with its notice and licences."""
    modules = {Path(name): path.read_bytes() for name, path in assignment.given_files.items()}
    return modules | {Path(DATA, name): data for name, data in data_files(assignment).items()}


def data_files(assignment: Assignment) -> dict[str, bytes]:
    """Return the data files by name, and what says whose they are."""
    folder = assignment.folder / DATA
    if not assignment.data:
        return {}
    notices = sorted([*folder.glob("NOTICE*"), *folder.glob("LICENSES/**/*")])
    legal = {path.relative_to(folder).as_posix(): path.read_bytes() for path in notices if path.is_file()}
    return legal | {name: path.read_bytes() for name, path in assignment.data.items()}


def student_manifest(declared: Mapping[str, Any], assignment: Assignment) -> str:
    """Write the assignment.yaml of a student's copy: the public checks, which depend on no other.

    No course.yaml reaches students, so that what their own commands go by stands here: conventions, the
    language, and whether everybody gets the same questions.
    """
    kept = {key: declared[key] for key in KEYS if key in declared}
    kept["conventions"] = dict(assignment.conventions)
    kept["language"], kept["one_draw"] = assignment.language, assignment.one_draw
    parts = [
        part | {"checks": [c for c in part["checks"] if c["suite"] == Suite.PUBLIC.value]}
        for part in declared["parts"]
    ]
    kept["parts"] = [part for part in parts if part["checks"]]
    return yaml.dump(
        kept, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None
    )


class _Dumper(yaml.SafeDumper):
    """Writes the exact numbers that `loading.document` reads."""


_Dumper.add_representer(
    Decimal, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", str(value))
)


def readme(assignment: Assignment) -> str:
    """Write the student's README from its template."""
    values = {
        "title": assignment.title,
        "files": assignment.files,
        "notebook": notebook_name(assignment),
        "in_torch": assignment.in_torch,
        "given": given(assignment),
        "handout": bool(handouts(assignment)),
        "questions": bool(assignment.questions),
        "personal": not assignment.one_draw,
        "help": assignment.help,
    }
    return fill(TEMPLATES / f"student_readme.md{SUFFIX}", values)


def given(assignment: Assignment) -> tuple[str, ...]:
    """Return what is complete in the student's folder: functions, modules, data."""
    return (*assignment.given, *assignment.given_files, *(f"{DATA}/{name}" for name in assignment.data))


def read_handout(assignment: Assignment, path: Path) -> str:
    """Return a handout as it reads under the assignment's conventions.

    Raises:
        AssignmentError: what depends on a convention is marked wrongly.
    """
    return resolved(path.read_text(encoding="utf-8"), assignment.conventions, path.name)


def handouts(assignment: Assignment) -> dict[str, Path]:
    """Return the handout's files by language; an assignment may have none."""
    files = {language: assignment.folder / f"handout.{language}.md" for language in LANGUAGES}
    return {language: path for language, path in files.items() if path.is_file()}


def pages(assignment: Assignment) -> dict[Path, str]:
    """Return the handouts as pages that link to each other."""
    names = {language: f"handout.{language}.html" for language in LANGUAGES}
    return {
        Path(names[language]): handout.render(
            read_handout(assignment, path),
            language,
            assignment.folder,
            dates=assignment.dates,
            others={other: name for other, name in names.items() if other != language},
        )
        for language, path in handouts(assignment).items()
    }


def copied(assignment: Assignment, declared: Mapping[str, Any]) -> Iterator[Path]:
    """Yield what a student gets as it is: the handouts' pictures, questions, the public suite."""
    texts = "".join(path.read_text(encoding="utf-8") for path in handouts(assignment).values())
    for path in sorted(assignment.folder.iterdir()):
        picture = path.suffix in PICTURES and f"({path.name}" in texts
        if picture or path.name == declared.get("questions"):
            yield path.relative_to(assignment.folder)
    for path in sorted((assignment.folder / "tests" / Suite.PUBLIC.value).rglob("*")):
        if path.is_file() and not is_left_behind(path.relative_to(assignment.folder)):
            yield path.relative_to(assignment.folder)


def is_left_behind(path: Path) -> bool:
    """Tell whether Python, pytest or Jupyter left the file behind."""
    return any(part == "__pycache__" or part.startswith(".") for part in path.parts)
