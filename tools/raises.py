"""List the `raise` statements that no test reached, by the coverage data of the last run.

    python -m coverage run -m pytest && python -m coverage combine && python tools/raises.py

A raise that no test can reach says why in a comment on one of its lines: `# untested: reason`.
Exits 1 when one is left.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from coverage import CoverageData

FOLDERS = ("autograder", "reference")
EXCUSE = re.compile(r"#\s*untested: \S")


def raises(source: str) -> Iterator[int]:
    """Yield the line of each raise statement that has no excuse."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Raise):
            own = lines[node.lineno - 1 : node.end_lineno]
            if not any(EXCUSE.search(line) for line in own):
                yield node.lineno


def unreached(path: Path, data: CoverageData) -> Iterator[str]:
    """Yield `file:line: code` for each raise of a file that the data does not know as run."""
    source = path.read_text(encoding="utf-8")
    run = set(data.lines(str(path.resolve())) or ())
    for line in sorted(set(raises(source)) - run):
        yield f"{path}:{line}: {source.splitlines()[line - 1].strip()}"


def main() -> int:
    """Print what no test reached; return the exit code."""
    data = CoverageData()
    data.read()
    paths = sorted(path for folder in FOLDERS for path in Path(folder).rglob("*.py"))
    found = [line for path in paths for line in unreached(path, data)]
    print("\n".join(found) if found else f"every raise in {' and '.join(FOLDERS)} is reached by a test")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
