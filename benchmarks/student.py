"""What a student waits for: `autograder check`, `python -m pytest` and `check()` in a notebook, in seconds.

Medians on the solution in a copy of the student's folder. The aim is under 2 s each. `check()` is measured in
a running kernel, the first time, with its imports, and again.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "student_template" / "a1_rnn"
SOLUTION = ROOT / "assignments" / "a1_rnn" / "solution" / "rnn.py"
COMMANDS = {"autograder check": ["autograder", "check"], "python -m pytest": ["pytest", "-q"]}
TIMED = """\
import time
started = time.perf_counter()
from autograder import check
feedback = check()
text, page = repr(feedback), feedback._repr_html_()
print(time.perf_counter() - started)
"""


def main() -> None:
    """Measure in turns and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=7)
    times = parser.parse_args().times
    seconds: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(shutil.copytree(TEMPLATE, Path(parent) / "homework"))
        shutil.copy(SOLUTION, folder / "rnn.py")
        for _ in range(times):
            for name, command in COMMANDS.items():
                seconds.setdefault(name, []).append(run(command, folder))
            first, again = notebook(folder)
            seconds.setdefault("check(), first", []).append(first)
            seconds.setdefault("check(), again", []).append(again)
    print(f"{times} times, medians")
    for name, found in seconds.items():
        print(f"  {name:<17} {statistics.median(found):.2f} s")


def run(command: list[str], folder: Path) -> float:
    """Return how long a command takes."""
    # students have none of the plugins that developers have
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=environment, capture_output=True, check=True
    )
    return time.perf_counter() - started


def notebook(folder: Path) -> tuple[float, float]:
    """Return how long `check()` takes in a new kernel, and once more there."""
    sources = [SOLUTION.read_text(encoding="utf-8"), TIMED, TIMED]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    NotebookClient(
        nbformat.v4.new_notebook(cells=cells), resources={"metadata": {"path": str(folder)}}
    ).execute()
    first, again = (float(cell.outputs[0].text) for cell in cells[1:])
    return first, again


if __name__ == "__main__":
    main()
