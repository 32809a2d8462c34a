"""Goldens, and a fabricated report with every status, for the tests of messages, feedback and reports."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.model.assignment import Check, Suite, Visibility
from autograder.model.finding import Finding, finding
from autograder.model.outcome import Outcome, Status
from autograder.model.report import CheckGrade, GradeReport, PartGrade, SandboxFacts
from autograder.model.text import Text

pytest_plugins = ["support.graded"]

GOLDENS = Path(__file__).parent / "goldens"
PUBLIC, PRIVATE = Suite.PUBLIC, Suite.PRIVATE


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="accept what the code writes now as golden"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with the golden file of that name, or write it with --update-goldens."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / name
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        assert text == path.read_text("utf-8")

    return compare


@pytest.fixture(scope="session")
def report() -> GradeReport:
    """Return a report with every status, public and private, carried, partial, bonus and hidden checks."""
    return GradeReport(
        assignment="a1_rnn",
        title=Text("A recurrent network from scratch", "شبكة عصبية تكرارية من الصفر"),
        submission="s4012_rnn",
        sha256="9f2c" * 16,
        engine="0.1.0",
        parts=(helpers(), forward(), backward(), gradcheck()),
        sandbox=SandboxFacts(
            "root+landlock", strong=True, layers=("rlimits", "seccomp"), self_test={"fork": "denied"}
        ),
        notes=(
            finding("code_not_run", line=41, file="rnn.py", count=3),
            finding("import_not_allowed", module="matplotlib.pyplot", line=2, file="rnn.py"),
            finding("file_ignored", file="old/rnn \u202egpj.py", reason="duplicate"),
        ),
        needs_review=(finding("id_mismatch"),),
        hints={
            "R04": Text(
                "The prediction at step t uses the new state: look at which state goes into `Wya`.",
                "يستخدم التنبؤ عند الخطوة t الحالة الجديدة: انظر أي حالة تُضرب في `Wya`.",
            ),
            "B03": Text("Two paths reach the state at t.", "يصل إلى الحالة عند t مساران."),
        },
        sample_secret=True,
        seconds=1.25,
        files=("rnn.py",),
        sections=SECTIONS,
        handout=Text("https://example.org/a1/handout.en.html", "https://example.org/a1/handout.ar.html"),
    )


SECTIONS = {
    "building-blocks": Text(
        "Building blocks: `one_hot` and `softmax`", "لبنات البناء: `one_hot` و `softmax`"
    ),
    "one-step": Text("One step", "خطوة واحدة"),
    "sequence": Text("A whole sequence", "تسلسل كامل"),
    "through-time": Text("Back through time", "الانتشار العكسي عبر الزمن"),
    "hand-in": Text("Handing in", "التسليم"),
}


def located(section: str, *grades: CheckGrade) -> tuple[CheckGrade, ...]:
    """Give grades their place in the handout."""
    return tuple(replace(one, check=replace(one.check, section=section)) for one in grades)


def helpers() -> PartGrade:
    place = {"line": 9, "file": "rnn.py"}
    printed = "softmax got (3, 4)\n\x1b[31mred\x1b[0m <script>alert(1)</script> مرحبا \u202eevil \ud800"
    return PartGrade(
        "helpers",
        Text("Building blocks", "لبنات البناء"),
        located(
            "building-blocks",
            grade("a1.one_hot.rows", "Each row has one 1", "في كل صفٍّ قيمة 1 واحدة", "0.25", PUBLIC),
            grade(
                "a1.softmax.rows",
                "softmax gives probabilities over the last axis",
                "تعطي softmax احتمالات على المحور الأخير",
                "0.25",
                PUBLIC,
                Status.FAILED,
                finding("property_broken", function="softmax", name="softmax", property="rows_sum_to_one"),
                stdout=printed,
            ),
            grade(
                "a1.softmax.values",
                "softmax gives the right probabilities",
                "تعطي softmax الاحتمالات الصحيحة",
                "0.5",
                PRIVATE,
                Status.ERRORED,
                finding("raised", function="softmax", error="ValueError", text="axis 7 of 0.123", **place),
                stdout="the input is 0.123",
                staff_note="seed 12345",
            ),
            grade(
                "a1.softmax.large",
                "softmax stays finite for very large inputs",
                "تبقى softmax محدودة مع المدخلات الكبيرة جدًا",
                "0.5",
                PRIVATE,
                Status.FAILED,
                finding("not_finite", function="softmax", name="softmax", what="nan"),
            ),
        ),
    )


def forward() -> PartGrade:
    shape = {"got": (3, 4), "expected": (4, 3), "dims": ("m", "n_a")}
    where = {"function": "rnn_cell_forward"}
    return PartGrade(
        "forward",
        Text("Forward propagation", "الانتشار الأمامي"),
        located(
            "sequence",
            grade(
                "a1.cell_forward.state",
                "One step gives the right hidden state",
                "تعطي الخطوة الواحدة الحالة المخفية الصحيحة",
                "1",
                PRIVATE,
                Status.FAILED,
                finding("wrong_shape", name="a_next", how="transposed", **where, **shape),
                staff_note="expected\n0.5 0.25",
            ),
            grade(
                "a1.cell_forward.prediction",
                "One step gives the right prediction",
                "تعطي الخطوة الواحدة التنبؤ الصحيح",
                "0.5",
                PRIVATE,
                Status.FAILED,
                finding("suspect", name="y_hat", hint="R04", **where),
                fraction="1/2",
            ),
            grade(
                "a1.forward.example",
                "A whole sequence on a stored example",
                "تسلسل كامل على مثال محفوظ",
                "0.25",
                PUBLIC,
                Status.FAILED,
                finding(
                    "values_differ",
                    function="rnn_forward",
                    name="a",
                    got=0.5,
                    expected=0.25,
                    index=(0, 2, 1),
                    wrong=(0, 1, 1),
                    errors=(1.1e-16, 0.0021, 0.25),
                ),
            ),
            grade(
                "a1.forward.states",
                "A whole sequence gives the right hidden states",
                "يعطي التسلسل الكامل الحالات المخفية الصحيحة",
                "1",
                PRIVATE,
                carried=("a1.cell_forward.state",),
            ),
            grade(
                "a1.forward.edges",
                "Works for one step, one example, one unit, one feature",
                "تعمل مع خطوة واحدة ومثال واحد ووحدة واحدة وسمة واحدة",
                "0.25",
                PRIVATE,
                Status.TIMED_OUT,
                finding("timed_out", function="rnn_forward", limit=10, clock="wall"),
            ),
            grade(
                "a1.forward.secret",
                "A check that is not shown",
                "فحص لا يظهر",
                "1",
                PRIVATE,
                Status.FAILED,
                finding("values_zero", function="rnn_forward", name="a"),
                visibility=Visibility.AFTER_PUBLISHED,
            ),
        ),
    )


def backward() -> PartGrade:
    function = "rnn_cell_backward"
    return PartGrade(
        "backward",
        Text("Backpropagation through time", "الانتشار العكسي عبر الزمن"),
        located(
            "through-time",
            grade(
                "a1.cell_backward.numerical",
                "The step's gradients agree with differences of your own forward",
                "تتفق تدرجات الخطوة مع الفروق المنتهية لدالتك الأمامية",
                "0.25",
                PUBLIC,
                Status.NOT_IMPLEMENTED,
                finding("not_implemented", function=function),
            ),
            grade(
                "a1.cell_backward.dWaa",
                "One step back gives the right dWaa",
                "تعطي خطوة واحدة إلى الخلف dWaa الصحيح",
                "0.3",
                PRIVATE,
                Status.BLOCKED,
                finding("blocked", check="a1.cell_backward.numerical"),
            ),
            grade(
                "a1.backward.dx",
                "Back through time gives the right dx",
                "يعطي الانتشار العكسي عبر الزمن dx الصحيح",
                "0.4",
                PRIVATE,
                Status.OUT_OF_MEMORY,
                finding("out_of_memory", function="rnn_backward", limit=512),
            ),
            grade(
                "a1.backward.da0",
                "Back through time gives the right da0",
                "يعطي الانتشار العكسي عبر الزمن da0 الصحيح",
                "0.3",
                PRIVATE,
                Status.CRASHED,
                finding("crashed", function="rnn_backward", how="signal"),
            ),
            grade(
                "a1.backward.dWax",
                "Back through time gives the right dWax",
                "يعطي الانتشار العكسي عبر الزمن dWax الصحيح",
                "0.4",
                PRIVATE,
                Status.GRADER_ERROR,
                pending="0.4",
                staff_note="KeyError: 'dWax'",
            ),
            grade(
                "a1.backward.upstream",
                "Back through time uses the gradient of every step",
                "يستخدم الانتشار العكسي عبر الزمن تدرج كل خطوة",
                "0.3",
                PRIVATE,
                Status.FAILED,
                finding(
                    "values_until_step",
                    function="rnn_backward",
                    name="dx",
                    step=4,
                    wrong=(1, 1, 1, 1, 1, 0, 0),
                    errors=(0.31, 0.2, 0.11, 0.05, 0.02, 3e-17, 0.0),
                ),
            ),
        ),
    )


def gradcheck() -> PartGrade:
    return PartGrade(
        "gradcheck",
        Text("Checking gradients", "التحقق من التدرجات"),
        (
            grade(
                "a1.relative_error.example",
                "relative_error of numbers you can check by hand",
                "relative_error لأعداد يمكن حسابها يدويًا",
                "1/3",
                PUBLIC,
            ),
            grade(
                "a1.relative_error.bonus",
                "relative_error of empty arrays",
                "relative_error لمصفوفات فارغة",
                "1",
                PRIVATE,
                bonus=True,
            ),
        ),
    )


def grade(  # noqa: PLR0913, PLR0917 (one keyword per fact of a check)
    check: str,
    en: str,
    ar: str,
    points: str,
    suite: Suite,
    status: Status = Status.PASSED,
    *findings: Finding,
    fraction: str | None = None,
    pending: str = "0",
    carried: tuple[str, ...] = (),
    stdout: str = "",
    staff_note: str = "",
    visibility: Visibility = Visibility.VISIBLE,
    bonus: bool = False,
) -> CheckGrade:
    share = Fraction(fraction) if fraction else Fraction(status is Status.PASSED)
    declared = Check(check, Text(en, ar), Fraction(points), suite, visibility, bonus=bonus)
    outcome = Outcome(check, status, share, findings, carried, 0.125, stdout, staff_note)
    return CheckGrade(declared, outcome, share * declared.points, Fraction(pending))
