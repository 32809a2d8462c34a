"""The scripts of the container: what they run, and what they say when it cannot be run.

The interpreter that they find on PATH is a stand-in that writes down how it was called.
"""

import json
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.graded import EXAMPLES, strong_or_skip

from autograder import loading
from autograder.packagers.gradescope import pack_gradescope
from autograder.reports.gradescope import unfinished
from autograder.secret import Secret

CHECKOUT = Path(__file__).parents[2]
GRADESCOPE = CHECKOUT / "gradescope"
SCRIPTS = [GRADESCOPE / "setup.sh", GRADESCOPE / "run_autograder"]
PIP = "--quiet --no-cache-dir --disable-pip-version-check --only-binary :all:"

PYTHON = """\
#!/bin/sh
# answers as `python3` or as the python of the environment it "makes"; a word in $REFUSES makes it fail
echo "$(basename "$0") $*" >> "$LOG"
[ "$2" = venv ] && mkdir -p "$3/bin" && cp "$0" "$3/bin/python"
case "$*" in *"${REFUSES:-nothing is refused}"*) exit 7 ;; esac
echo Python 3.9.99
"""
APT = """\
#!/bin/sh
echo "apt-get $*" >> "$LOG"
exit "${APT_STATUS:-0}"
"""


@dataclass
class Box:
    """A folder as the platform's /autograder, and commands that write down how they are called."""

    root: Path

    def __post_init__(self) -> None:
        self.command("bin/python3", PYTHON)
        self.command("bin/apt-get", APT)
        (self.root / "source").mkdir()
        (self.root / "source" / "requirements.txt").write_text("numpy==2.4.6\n", encoding="utf-8")

    def command(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def run(self, script: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        environment = {
            "PATH": f"{self.root / 'bin'}:{os.environ['PATH']}",
            "LOG": str(self.root / "log"),
            "AUTOGRADER_ROOT": str(self.root),
        }
        return subprocess.run(
            [GRADESCOPE / script],
            env={**environment, **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def calls(self) -> list[str]:
        text = (self.root / "log").read_text(encoding="utf-8") if (self.root / "log").exists() else ""
        return text.replace(str(self.root), "/autograder").splitlines()

    @property
    def results(self) -> dict[str, object]:
        return json.loads((self.root / "results" / "results.json").read_text(encoding="utf-8"))


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box(tmp_path)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_as_the_platform_needs_it(script):
    assert script.read_bytes().startswith(b"#!/bin/sh\n")
    assert b"\r" not in script.read_bytes()
    assert script.stat().st_mode & stat.S_IXUSR


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="no shellcheck")
def test_shellcheck_finds_nothing():
    command = [str(shutil.which("shellcheck")), "--shell=sh", *SCRIPTS]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.stdout == ""


# ---------------------------------------------------------------------------------------- setup.sh


def test_setup_installs_into_an_environment_of_its_own(box):
    done = box.run("setup.sh")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "setup.sh: ready, Python 3.9.99"
    assert box.calls[2:] == [
        "python3 -m venv /autograder/venv",
        f"python -m pip install {PIP} --requirement /autograder/source/requirements.txt",
        "python -m compileall -q -f /autograder/source",
        "python --version",
    ]


def test_setup_takes_pytorch_from_where_it_is_told(box):
    (box.root / "source" / "requirements.txt").write_text("numpy==2.4.6\ntorch==2.13.0\n", encoding="utf-8")
    box.run("setup.sh")
    box.run("setup.sh", TORCH_INDEX_URL="file:///wheels")
    installed = [call.partition("requirements.txt ")[2] for call in box.calls if " pip " in call]
    assert installed == [
        "--extra-index-url https://download.pytorch.org/whl/cpu",
        "--extra-index-url file:///wheels",
    ]


def test_after_setup_the_source_is_its_owners_alone(box):
    (box.root / "source" / "tests").mkdir(mode=0o755)
    box.run("setup.sh")
    paths = [box.root / "source", *(box.root / "source").rglob("*")]
    assert {path.stat().st_mode & 0o077 for path in paths} == {0}


def test_setup_installs_venv_where_it_is_missing(box):
    done = box.run("setup.sh", REFUSES="ensurepip")
    assert done.returncode == 0
    assert "apt-get install -y --no-install-recommends python3-venv" in box.calls


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"REFUSES": "version_info"}, "the engine needs Python 3.10 to 3.13, and python3 is Python 3.9.99"),
        (
            {"REFUSES": "ensurepip", "APT_STATUS": "100"},
            "python3 cannot make virtual environments, and python3-venv could not be installed (see above)",
        ),
        ({"REFUSES": "-m venv"}, "no virtual environment could be made in ROOT/venv"),
        ({"REFUSES": "pip install"}, "the packages of requirements.txt could not be installed (see above)"),
        ({"REFUSES": "compileall"}, "the pack holds Python files that do not compile"),
    ],
    ids=["python", "apt", "venv", "pip", "compile"],
)
def test_a_setup_that_fails_says_why_in_one_line(box, variables, said):
    done = box.run("setup.sh", **variables)
    assert done.returncode == 1
    assert done.stderr.replace(str(box.root), "ROOT") == f"setup.sh: {said}\n"


def test_setup_says_when_the_pack_is_not_there(box):
    (box.root / "source" / "requirements.txt").unlink()
    done = box.run("setup.sh")
    assert done.returncode == 1
    assert "source/requirements.txt: was the pack unpacked there?" in done.stderr


def test_setup_says_when_there_is_no_python(box):
    for tool in ("cat", "grep"):
        box.command(f"only/{tool}", "#!/bin/sh\n")
    done = box.run("setup.sh", PATH=str(box.root / "only"))
    assert (done.returncode, done.stderr) == (1, "setup.sh: there is no python3\n")


# ---------------------------------------------------------------------------------- run_autograder


def test_a_submission_is_graded_by_the_engine_of_the_pack(box):
    box.command(
        "venv/bin/python",
        '#!/bin/sh\necho "$PYTHONPATH $*" >> "$LOG"\necho graded > "$AUTOGRADER_ROOT/results/results.json"\n',
    )
    done = box.run("run_autograder")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert box.calls == ["/autograder/source/engine -m autograder run-gradescope --root /autograder"]
    assert (box.root / "results" / "results.json").read_text(encoding="utf-8") == "graded\n"


def test_before_python_starts_there_are_results_that_say_so(box):
    box.command("venv/bin/python", "#!/bin/sh\nexit 3\n")
    done = box.run("run_autograder")
    assert (done.returncode, done.stderr) == (0, "run_autograder: the autograder ended with status 3\n")
    assert box.results["score"] == 0
    assert box.results["tests"] == []
    assert box.results["extra_data"] == {"finished": False, "needs_review": True}


def test_the_platform_gets_results_even_without_python(box):
    done = box.run("run_autograder")
    assert done.returncode == 0
    assert "ended with status 127" in done.stderr
    engines = unfinished(loading.load(CHECKOUT / "assignments" / "a1_rnn"))
    said = ("output", "output_format", "visibility", "stdout_visibility")
    assert {key: box.results[key] for key in said} == {key: engines[key] for key in said}


# --------------------------------------------------------------------------------------- for real


@pytest.mark.slow
def test_a_real_pack_installs_itself_and_grades(tmp_path):
    strong_or_skip()
    assignment = loading.load(CHECKOUT / "assignments" / "a1_rnn")
    packed = pack_gradescope(assignment, Secret(b"a secret of the tests' own"), tmp_path)
    shutil.unpack_archive(packed, tmp_path / "source")
    shutil.copytree(EXAMPLES / "right", tmp_path / "submission")
    environment = {
        **os.environ,
        "AUTOGRADER_ROOT": str(tmp_path),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    for script in ("setup.sh", "run_autograder"):
        command = ["/bin/sh", tmp_path / "source" / script]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    results = json.loads((tmp_path / "results" / "results.json").read_text(encoding="utf-8"))
    assert len(results["tests"]) == len(assignment.checks)
    assert results["extra_data"]["finished"]
