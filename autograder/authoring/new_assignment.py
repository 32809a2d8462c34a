"""A new assignment, small and complete, to be changed into another one."""

import json
from pathlib import Path

from autograder import loading
from autograder.authoring.generated import generated
from autograder.authoring.template import SUFFIX, fill
from autograder.errors import UsageError
from autograder.model.text import Text
from autograder.secret import SAMPLE

SCAFFOLD = Path(__file__).with_name("scaffold")
TITLE = Text(en="Running mean", ar="المتوسط الجاري")
SAMPLE_SECRET = "a sample, which everybody knows: make a secret of your own\n"  # noqa: S105 (what the file says)


def create(name: str, assignments: Path, title: Text = TITLE) -> tuple[str, ...]:
    """Write the assignment with this id into the folder of assignments; return in words what was done.

    Raises:
        UsageError: `name` is not an id, there is such an assignment already, or what writes pages and
            notebooks is not installed.
    """
    folder = assignments / checked(name)
    if folder.exists():
        message = f"{folder} exists already; choose another id"
        raise UsageError(message)
    files = {f"{name}/{path}": text for path, text in scaffold(name, title).items()}
    if not (assignments / SAMPLE).exists():
        files[SAMPLE] = SAMPLE_SECRET
    for path, text in files.items():
        (assignments / path).parent.mkdir(parents=True, exist_ok=True)
        (assignments / path).write_text(text, encoding="utf-8")
    written = [f"wrote {assignments.name}/{path}" for path in sorted(files)]
    return tuple(dict.fromkeys([*written, *generated(loading.load(folder)).write()]))


def checked(name: str) -> str:
    """Return `name`.

    Raises:
        UsageError: it is not the id of an assignment.
    """
    from pydantic import TypeAdapter, ValidationError

    from autograder.loading.schema import Id

    try:
        return TypeAdapter(Id).validate_python(name)
    except ValidationError as error:
        raise UsageError(str(error.errors()[0]["ctx"]["error"])) from None


def scaffold(name: str, title: Text) -> dict[str, str]:
    """Return the files that are written, by their path in the assignment's folder."""
    values = {
        "id": name,
        "prefix": name.partition("_")[0],
        "title": title,
        "title_en": json.dumps(title.en, ensure_ascii=False),
        "title_ar": json.dumps(title.ar, ensure_ascii=False),
    }
    templates = (path for path in SCAFFOLD.rglob(f"*{SUFFIX}") if path.is_file())
    return {
        path.relative_to(SCAFFOLD).as_posix().removesuffix(SUFFIX): fill(path, values) for path in templates
    }
