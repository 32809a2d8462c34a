"""The zip that students get: a folder with the template, the engine and two commands.

ID/
  README.md  handout.*  rnn.py  rnn.ipynb  tests/public/  ...   as in student_template/
  check.py  submit.py                                           one command each, for every system
  engine/rnn_autograder-*.whl                                   what check.py installs
  released/OTHER_ID/                                            solutions that the instructor gives away
  MANIFEST.json
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from autograder import loading
from autograder.authoring.generated import STUDENTS, Generated, generated
from autograder.authoring.student_folder import given, handouts, notebook_name
from autograder.authoring.template import SUFFIX, fill
from autograder.errors import UsageError
from autograder.manifest import NAME, manifest, sha256
from autograder.messages.catalogue import LANGUAGES
from autograder.messages.phrase import plain
from autograder.messages.wording import Value, wording
from autograder.model.assignment import Assignment
from autograder.model.question import ANSWERS_FILE
from autograder.packagers import archive, checkout
from autograder.packagers.leaks import refuse_leaks
from autograder.packagers.sources import SOLUTION, secrets
from autograder.packagers.wheel import NAME as WHEEL
from autograder.packagers.wheel import wheel

KIND = "student"
TEMPLATES = Path(__file__).with_name("templates")
SHEETS = (ANSWERS_FILE, "answers.yml", f"{ANSWERS_FILE}.txt")
"""The sheet of answers, and what editors make of its name."""
WITHOUT = "--without-answers"
RIGHT_TO_LEFT_MARK = "\u200f"


def pack_student(
    assignment: Assignment,
    out: Path,
    *,
    released: Sequence[Assignment] = (),
    of_course: bool = False,
    keys: tuple[bytes, ...] = (),
) -> Path:
    """Write `ID-student.zip` into the folder `out` and return its path.

    The solutions of the assignments `released` go with it. `of_course` says that `assignment` is as a course
    makes it whose files are not those of student_template/. `keys` are secrets that must not be inside.

    Raises:
        UsageError: student_template/ is out of date; an assignment cannot be released; or what writes
            pages and notebooks is not installed.
        AssignmentError: there would be something private inside.
    """
    files = {
        f"{assignment.id}/{name}": data
        for name, data in contents(assignment, released, of_course=of_course).items()
    }
    every = loading.load_all(assignment.folder.parent)
    refuse_leaks(files, secrets(every, released=[other.id for other in released], keys=keys))
    path = out / f"{assignment.id}-student.zip"
    archive.write(path, files)
    return path


def contents(
    assignment: Assignment, released: Sequence[Assignment] = (), *, of_course: bool = False
) -> dict[str, bytes]:
    """Return the files of the bundle by name, the manifest among them."""
    engine = wheel(checkout.engine())
    files = {
        **template(assignment, generated(assignment), of_course=of_course),
        **{name: data for other in released for name, data in solution(other, assignment).items()},
        "README.md": readme(assignment, released).encode(),
        "check.py": check_script(assignment, engine).encode(),
        "submit.py": submit_script(assignment).encode(),
        f"engine/{WHEEL}": engine,
    }
    return {**files, NAME: manifest(KIND, assignment.id, files).to_json()}


def template(assignment: Assignment, fresh: Generated, *, of_course: bool) -> dict[str, bytes]:
    """Return the files of the student's folder.

    Raises:
        UsageError: they, or what they follow from, are out of date.
    """
    folder = Path(STUDENTS, assignment.id)
    own = (folder, assignment.folder.relative_to(fresh.root) / SOLUTION) if of_course else ()
    stale = [path for path in (*fresh.stale(), *fresh.surplus) if not any(map(path.is_relative_to, own))]
    if stale:
        message = f"{stale[0]} is out of date: run `autograder generate {assignment.id}`, then pack again"
        raise UsageError(message)
    return {
        path.relative_to(folder).as_posix(): data
        for path, data in fresh.files.items()
        if path.is_relative_to(folder)
    }


def solution(other: Assignment, assignment: Assignment) -> dict[str, bytes]:
    """Return the solution of another assignment.

    Raises:
        UsageError: it is this assignment, or it has none.
    """
    if other.id == assignment.id:
        message = f"a bundle of {assignment.id} cannot hold its own solution"
        raise UsageError(message)
    folder = other.folder / SOLUTION
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in checkout.kept(folder)}
    if not found:
        message = f"{other.id} has no solution to release"
        raise UsageError(message)
    return {f"released/{other.id}/{name}": data for name, data in found.items()}


def readme(assignment: Assignment, released: Sequence[Assignment]) -> str:
    """Write the bundle's README."""
    values = {
        "title": assignment.title,
        "files": assignment.files,
        "notebook": notebook_name(assignment),
        "in_torch": assignment.in_torch,
        "given": given(assignment),
        "handout": bool(handouts(assignment)),
        "questions": bool(assignment.questions),
        "personal": not assignment.one_draw,
        "option": _option(assignment),
        "target": _target(assignment),
        "wheel": WHEEL,
        "released": [other.id for other in released],
        "help": assignment.help,
    }
    return fill(TEMPLATES / f"readme.md{SUFFIX}", values)


def check_script(assignment: Assignment, engine: bytes) -> str:
    """Write check.py, which installs the engine and runs it."""
    words = {
        "python": said(assignment, "python", command="python3.12 check.py"),
        "set_up": said(assignment, "set_up"),
        "no_environment": said(
            assignment, "no_environment", folder=".venv", command="sudo apt install python3-venv"
        ),
        "no_packages": said(assignment, "no_packages"),
    }
    return _script("check.py", words, wheel=WHEEL, sha256=sha256(engine), torch=bool(assignment.in_torch))


def submit_script(assignment: Assignment, places: Mapping[str, str] = MappingProxyType({})) -> str:
    """Write submit.py, which makes the file to hand in; `places` of files not at its top."""
    words = {
        "made": said(assignment, "made", file=_target(assignment)),
        "no_answers": said(
            assignment,
            "no_answers",
            file=ANSWERS_FILE,
            questions=f"python check.py questions{_option(assignment)}",
            command=f"python submit.py {WITHOUT}",
        ),
    }
    notebook, files = notebook_name(assignment), ", ".join(assignment.files)
    command = f"python submit.py {notebook}"
    words["nothing"] = said(assignment, "nothing", names=f"{files}, {notebook}")
    words["both"] = said(assignment, "both", file=files, notebook=notebook, command=command)
    return _script(
        "submit.py",
        words,
        target=_target(assignment),
        files=list(assignment.files),
        notebook=notebook,
        places=dict(places),
        sheets=list(SHEETS) if assignment.questions else [],
        without=WITHOUT,
        manifest=NAME,
    )


def said(assignment: Assignment, key: str, **values: str) -> list[str]:
    """Return a sentence in each language of the assignment."""
    languages = LANGUAGES if assignment.language == "both" else (assignment.language,)
    return [_said(language, key, values) for language in languages]


def _said(language: str, key: str, values: Mapping[str, Value]) -> str:
    words = wording(language)
    rtl = words.catalogue.direction == "rtl"
    return (RIGHT_TO_LEFT_MARK if rtl else "") + plain(words.ui(f"bundle_{key}", **values), isolate=rtl)


def _script(name: str, words: Mapping[str, Iterable[str]], **values: object) -> str:
    """Fill a script's template; each line of `words` becomes a literal that shows what is invisible."""
    literals = {repr(key): [repr(line) for line in lines] for key, lines in words.items()}
    return fill(TEMPLATES / f"{name}{SUFFIX}", {"words": literals, **values})


def _option(assignment: Assignment) -> str:
    """Return how the concept questions are asked for: by an id, unless everybody gets the same."""
    return "" if assignment.one_draw else " --id YOUR_ID"


def _target(assignment: Assignment) -> str:
    return f"{assignment.id}-submission.zip"
