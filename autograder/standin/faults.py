"""What is wrong with a pack before anything of it runs, one sentence each."""

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

SETUP, RUN = SCRIPTS = ("setup.sh", "run_autograder")

NOT_A_ZIP = "{name} is not a zip file ({reason})."
DAMAGED = "{name} is damaged: the content of {member} does not have its checksum."
NESTED = (
    "{script} is in the folder {folder}/ of the zip; the platform looks for it at the top. "
    "Zip what is in the folder, not the folder itself."
)
MISSING = "The zip has no {script}; the platform needs it at the top."
CRLF = (
    "{script} has Windows line ends (CRLF), which the system takes as part of each command. Save it with LF."
)
NO_RUN_BIT = "{script} has no run bit (mode {mode:o}); make the zip where `chmod +x {script}` was done."
NO_SHEBANG = "{script} does not begin with #! and an interpreter, so the system cannot run it."


def faults(pack: Path) -> tuple[str, ...]:
    """Return what is wrong with a zip, nothing when it can be tried."""
    try:
        with zipfile.ZipFile(pack) as opened:
            damaged = opened.testzip()
            if damaged is not None:
                return (DAMAGED.format(name=pack.name, member=damaged),)
            return tuple(fault for script in SCRIPTS for fault in _of_script(opened, script))
    except (OSError, zipfile.BadZipFile) as error:
        return (NOT_A_ZIP.format(name=pack.name, reason=error),)


def interpreter(script: bytes) -> str | None:
    """Return the program that a script's first line asks for; of `env NAME`, the name."""
    first = script.partition(b"\n")[0]
    words = first[2:].decode("utf-8", "replace").split() if first.startswith(b"#!") else []
    if words and PurePosixPath(words[0]).name == "env":
        return next((word for word in words[1:] if not word.startswith("-") and "=" not in word), words[0])
    return words[0] if words else None


def mode(member: zipfile.ZipInfo) -> int:
    """Return the Unix mode that a zip gives a member, 0 when it has none."""
    return stat.S_IMODE(member.external_attr >> 16)


def _of_script(opened: zipfile.ZipFile, script: str) -> Iterator[str]:
    try:
        member = opened.getinfo(script)
    except KeyError:
        yield _absent(opened.namelist(), script)
        return
    content = opened.read(member)
    if b"\r\n" in content:
        yield CRLF.format(script=script)
    if not mode(member) & stat.S_IXUSR:
        yield NO_RUN_BIT.format(script=script, mode=mode(member))
    if interpreter(content) is None:
        yield NO_SHEBANG.format(script=script)


def _absent(names: list[str], script: str) -> str:
    """Say that a script is missing, or where it is instead."""
    deeper = (PurePosixPath(name) for name in names)
    found = next((path for path in deeper if path.name == script and len(path.parts) > 1), None)
    return NESTED.format(script=script, folder=found.parent) if found else MISSING.format(script=script)
