"""What an instructor looks at before release: reports of known submissions, handouts, questions, checks."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.analysis.specimen import Specimen, specimens
from autograder.authoring import student_folder
from autograder.authoring.solution import made
from autograder.errors import UsageError
from autograder.feedback.staff import staff_view
from autograder.feedback.student import student_view
from autograder.grading import grade
from autograder.loading.problem import did_you_mean
from autograder.messages.catalogue import LANGUAGES
from autograder.messages.number import points
from autograder.messages.phrase import Phrase, parse
from autograder.messages.wording import wording
from autograder.model.assignment import Assignment
from autograder.model.report import GradeReport
from autograder.questions.draw import drawn
from autograder.questions.sheet import paragraphs
from autograder.reports import html
from autograder.reports.environment import environment
from autograder.worker.host import Host

SECRET = b"preview"
INDEX = "index.html"
MOST = 3
"""The most that `Graded.telling` can be."""
TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class Graded:
    """A specimen and its grade."""

    specimen: Specimen
    report: GradeReport

    @property
    def earned(self) -> str:
        """Return its points and the full mark."""
        return f"{points(self.report.score)} of {points(self.report.max_score)}"

    @property
    def telling(self) -> int:
        """Return how much its report shows: 2 for the mistake's own hint, 1 for a picture over time."""
        found = [finding.params for one in self.report.checks for finding in one.outcome.findings]
        hint = any(params.get("hint") == self.specimen.row for params in found)
        return 2 * hint + any("wrong" in params for params in found)


def preview(assignment: Assignment, workers: Host, folder: Path, mistake: str = "") -> Path:
    """Write the pages to a folder and return the path of the page that links to all of them.

    `mistake` names the mistake whose report is shown; without a name it is one whose report shows much.

    Raises:
        UsageError: there is no such mistake, or the extra `authoring` is missing and there are handouts.
        AssignmentError: a specimen or a handout is wrong.
    """
    shown = [*graded(assignment, workers, mistake)]
    handouts = student_folder.pages(assignment)
    files = {Path(INDEX): index(assignment, shown, tuple(handouts)), **handouts}
    for one in shown:
        files.update(reports(one))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", errors="backslashreplace")
    return folder / INDEX


def graded(assignment: Assignment, workers: Host, mistake: str) -> Iterator[Graded]:
    """Yield the grades of the solution, the starter, and a mistake where there is one."""
    found = specimens(assignment, made(assignment))
    mistakes = [one for one in found if one.kind == "mistake" and (not mistake or one.name == mistake)]
    if mistake and not mistakes:
        known = [one.name for one in found if one.kind == "mistake"]
        message = f"{assignment.id} has no mistake {mistake}{did_you_mean(mistake, known)}"
        raise UsageError(message)

    def grades(chosen: list[Specimen]) -> Iterator[Graded]:
        for one in chosen:
            yield Graded(one, grade(assignment, one.submission, workers, SECRET))

    yield from grades([one for one in found if one.kind in {"solution", "starter"}])
    if mistakes:
        yield most_telling(grades(mistakes))


def most_telling(candidates: Iterator[Graded]) -> Graded:
    """Return the first that shows both a hint and a picture, or else the first of those that show most."""
    best = next(candidates)
    while best.telling < MOST and (another := next(candidates, None)):
        best = max(best, another, key=lambda one: one.telling)
    return best


def reports(one: Graded) -> dict[Path, str]:
    """Return the student's and the staff's report in both languages."""
    views = {"student": student_view(one.report), "staff": staff_view(one.report)}
    return {
        Path(name(one, reader, language)): html.render(view, language)
        for reader, view in views.items()
        for language in LANGUAGES
    }


def name(one: Graded, reader: str, language: str) -> str:
    """Return the name of a report's page."""
    return f"{one.specimen.kind}.{reader}.{language}.html"


def index(assignment: Assignment, shown: list[Graded], handouts: tuple[Path, ...]) -> str:
    """Return the page that links to all others and lists the checks."""
    values: dict[str, object] = {
        "assignment": assignment,
        "shown": shown,
        "languages": LANGUAGES,
        "name": name,
        "points": points,
        "handouts": [path.as_posix() for path in handouts],
        "questions": [*asked(assignment)],
    }
    return environment(TEMPLATES).get_template("preview.html.j2").render(values)


def asked(assignment: Assignment) -> Iterator[dict[str, list[Phrase]]]:
    """Yield each concept question as it is drawn for nobody in particular, in paragraphs by language."""
    words = {language: wording(language) for language in LANGUAGES}
    for question in drawn(assignment):
        yield {
            language: [parse(text.strip()) for text in paragraphs(question, one)]
            for language, one in words.items()
        }
