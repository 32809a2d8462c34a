"""The suite on the instructor's own solution as plain Python runs it: in another process, unisolated."""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.adopting.outline import Outline, from_json, outline, to_json
from autograder.adopting.suite import Test, run_all
from autograder.errors import UsageError
from autograder.worker.host import ENGINE

SECONDS = 600
BOOT = "import sys; sys.path[0] = {engine!r}; from autograder.adopting.plain import main; main()"


def plain_run(root: Path, solution: Path) -> dict[Test, Outline]:
    """Run the suite under `root` on a solution that is trusted.

    Raises:
        UsageError: it cannot be run, with the last lines of what it said.
    """
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "outlines.json"
        arguments = [str(root), str(solution.resolve()), str(answer)]
        command = [sys.executable, "-c", BOOT.format(engine=str(ENGINE)), *arguments]
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1"}
        try:
            ran = subprocess.run(  # noqa: S603 (the instructor's own code, at the instructor's wish)
                command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            message = f"the suite did not end within {SECONDS} seconds on the solution"
            raise UsageError(message) from error
        if not answer.is_file():
            message = f"the suite does not run on the solution:\n{last_lines(ran.stderr)}"
            raise UsageError(message)
        return from_json(json.loads(answer.read_text(encoding="utf-8")))


def last_lines(text: str, count: int = 8) -> str:
    """Return the end of what a process said."""
    return "\n".join(text.strip().splitlines()[-count:])


def main() -> None:
    """Run a suite: the arguments are its root, the solution, and the file for what its tests came to."""
    root, solution, answer = map(Path, sys.argv[1:4])
    sys.path.append(str(solution.parent))
    spec = importlib.util.spec_from_file_location(solution.stem, solution)
    if spec is None or spec.loader is None:
        message = f"{solution} is not a Python file"
        raise UsageError(message)  # untested: whoever calls this has looked at the file's suffix
    module = sys.modules[solution.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    outlines = {test: outline(one) for test, (one, _) in run_all(root, {solution.stem: module}).items()}
    answer.write_text(json.dumps(to_json(outlines)), encoding="utf-8")
