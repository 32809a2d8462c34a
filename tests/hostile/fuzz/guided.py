"""Fuzzes targets, guided by coverage: `python -m hostile.fuzz.guided [--seconds N] [TARGET ...]`.

What breaks a target becomes a file in tests/hostile/regressions; a test runs it ever after.
"""

import argparse
import importlib
import importlib.util
import subprocess
import sys
from pathlib import Path

HOSTILE = Path(__file__).parents[1]
TARGETS = sorted(path.stem for path in (HOSTILE / "fuzz" / "targets").glob("*.py"))
CORPUS = HOSTILE / "fuzz" / "corpus"
REGRESSIONS = HOSTILE / "regressions"
FOUND = HOSTILE.parents[1] / "out" / "fuzz"
"""What else the fuzzer found worth starting from, here and later."""
SECONDS_OF_ONE = 20
MEMORY = 1024
LONGEST = 50_000


def main() -> None:
    """Fuzz one target in this process, or several in one after the other of their own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    asked = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print("without atheris (it is there for Python 3.11 only): no fuzzing that is guided by coverage")
    elif len(asked.targets) == 1:
        fuzz(asked.targets[0], asked.seconds)
    else:
        broken = [name for name in asked.targets or TARGETS if not holds(name, asked.seconds)]
        sys.exit(f"broken, and kept in {REGRESSIONS}: {', '.join(broken)}" if broken else 0)


def holds(name: str, seconds: int) -> bool:
    """Fuzz a target in a process of its own; print what matters and say whether nothing broke."""
    command = [sys.executable, "-m", "hostile.fuzz.guided", "--seconds", str(seconds), name]
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    lines = ended.stdout.decode(errors="replace").splitlines()
    counts = [line.partition("::")[2] for line in lines if line.startswith("stat::n")]
    print(f"{name}: {'; '.join(' '.join(count.split()) for count in counts)}", flush=True)
    if ended.returncode:
        print("\n".join(line for line in lines if not line.startswith(("#", "INFO", "WARNING", "stat"))))
    return ended.returncode == 0


def fuzz(name: str, seconds: int) -> None:
    """Run libFuzzer until the time is over or the target breaks; its exit status tells which."""
    import atheris

    with atheris.instrument_imports(include=["autograder"]):
        target = importlib.import_module(f"hostile.fuzz.targets.{name}")
    atheris.Setup([sys.argv[0], *options(name, seconds)], target.one)
    atheris.Fuzz()


def options(name: str, seconds: int) -> list[str]:
    """Return libFuzzer's arguments; the first folder is where it writes what it finds."""
    for folder in (FOUND / name, REGRESSIONS / name):
        folder.mkdir(parents=True, exist_ok=True)
    limits = {
        "max_total_time": seconds,
        "timeout": SECONDS_OF_ONE,
        "rss_limit_mb": MEMORY,
        "max_len": LONGEST,
    }
    where = [f"-artifact_prefix={REGRESSIONS / name}/", str(FOUND / name), str(CORPUS / name)]
    return [*(f"-{key}={value}" for key, value in limits.items()), "-print_final_stats=1", *where]


if __name__ == "__main__":
    main()
