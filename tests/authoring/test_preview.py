"""The pages of a preview: which there are, what they show, and which mistake is chosen."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.graded import strong_or_skip
from support.tiny import DOUBLE, SHAPE, TOTAL, write
from support.trials import specimen

from autograder import loading, scoring
from autograder.authoring.preview import INDEX, MOST, Graded, index, most_telling, preview
from autograder.errors import UsageError
from autograder.model.assignment import Assignment
from autograder.model.finding import Finding, finding
from autograder.model.outcome import Outcome, Status
from autograder.model.report import SandboxFacts
from autograder.worker import host

REPORTS = {
    f"{kind}.{reader}.{language}.html"
    for kind in ("solution", "starter", "mistake")
    for reader in ("student", "staff")
    for language in ("en", "ar")
}


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    folder = write(tmp_path)
    (folder / "mistakes").mkdir()
    for name, factor in (("four", 4), ("three", 3)):
        header = f'"""\nrow: R01\ntitle: Times {factor}\nfails: [{DOUBLE.id}]\n"""\n'
        (folder / "mistakes" / f"{name}.py").write_text(f"{header}def double(x):\n    return {factor} * x\n")
    return loading.load(folder)


@pytest.fixture
def workers(assignment: Assignment) -> Iterator[host.Host]:
    made = host.start(strong_or_skip(), assignment.limits, assignment.imports)
    yield made
    made.close()


def links(page: str) -> set[str]:
    return set(re.findall(r'href="([^"#]+)"', page))


def test_the_index_links_to_every_page_and_lists_every_check(
    assignment: Assignment, workers: host.Host, tmp_path: Path
) -> None:
    written = preview(assignment, workers, tmp_path / "a" / "pages")
    page = written.read_text(encoding="utf-8")
    assert {path.name for path in written.parent.iterdir()} == {INDEX, *REPORTS}
    assert links(page) == REPORTS
    for words in ("3 of 3", "0 of 3", "2 of 3", "Times 4", SHAPE.id, DOUBLE.id, TOTAL.id, "Keep these pages"):
        assert words in page


def test_private_values_are_on_the_pages_for_staff_only(
    assignment: Assignment, workers: host.Host, tmp_path: Path
) -> None:
    folder = preview(assignment, workers, tmp_path / "pages").parent
    value = re.compile(r"15")  # three times five, an entry of the private input
    assert "landlock" in (folder / "mistake.staff.en.html").read_text(encoding="utf-8")
    student = (folder / "mistake.student.en.html").read_text(encoding="utf-8")
    assert "landlock" not in student
    assert value.search(re.sub(r"(?s)<style>.*?</style>", "", student)) is None


def test_the_mistake_may_be_named(assignment: Assignment, workers: host.Host, tmp_path: Path) -> None:
    page = preview(assignment, workers, tmp_path / "pages", "three").read_text(encoding="utf-8")
    assert "Times 3" in page
    assert "Times 4" not in page
    with pytest.raises(UsageError, match='tiny has no mistake thre; did you mean "three"'):
        preview(assignment, workers, tmp_path / "pages", "thre")


def test_handouts_are_pages_too(assignment: Assignment, workers: host.Host, tmp_path: Path) -> None:
    for language, title in (("en", "Tiny network"), ("ar", "شبكة صغيرة")):
        text = f"# {title}\n\n## One {{#one}}\n\nText.\n"
        (assignment.folder / f"handout.{language}.md").write_text(text, encoding="utf-8")
    written = preview(assignment, workers, tmp_path / "pages")
    assert links(written.read_text(encoding="utf-8")) == REPORTS | {"handout.en.html", "handout.ar.html"}
    assert "شبكة صغيرة" in (written.parent / "handout.ar.html").read_text(encoding="utf-8")


def test_an_assignment_without_mistakes_shows_its_solution_and_starter(
    workers: host.Host, tmp_path: Path
) -> None:
    written = preview(loading.load(write(tmp_path)), workers, tmp_path / "pages")
    assert {path.name for path in written.parent.iterdir()} == {
        INDEX,
        *(name for name in REPORTS if not name.startswith("mistake")),
    }


def test_the_index_says_which_training_a_check_runs_or_looks_at() -> None:
    page = index(loading.load("a3_gated"), [], ())
    for words in (
        "trains <code>dna_gru</code>",
        "trains <code>forecaster</code>",
        "uses <code>forecaster</code>",
    ):
        assert words in page


# --------------------------------------------------------------------------- the chosen mistake

HINT, OTHER = finding("suspect", hint="R01"), finding("suspect", hint="R02")
PICTURE = finding("values_differ", wrong=(0, 1))


def graded(assignment: Assignment, name: str, *findings: Finding) -> Graded:
    made = specimen(name, "R01")
    outcome = Outcome(DOUBLE.id, Status.FAILED, findings=findings)
    return Graded(made, scoring.report(assignment, made.submission, [outcome], SandboxFacts("", strong=True)))


@pytest.mark.parametrize(
    ("findings", "telling"),
    [((), 0), ((OTHER,), 0), ((PICTURE,), 1), ((HINT,), 2), ((HINT, PICTURE), MOST)],
)
def test_a_report_with_a_hint_and_a_picture_tells_most(
    assignment: Assignment, findings: tuple[Finding, ...], telling: int
) -> None:
    assert graded(assignment, "m", *findings).telling == telling


def test_the_first_that_tells_most_is_chosen_and_no_more_are_graded(assignment: Assignment) -> None:
    plain, hint, also, whole = (
        graded(assignment, name, *found)
        for name, found in (("a", ()), ("b", (HINT,)), ("c", (HINT,)), ("d", (HINT, PICTURE)))
    )
    assert most_telling(iter([plain, hint, also])) is hint
    left = iter([plain, whole, hint])
    assert most_telling(left) is whole
    assert next(left) is hint
