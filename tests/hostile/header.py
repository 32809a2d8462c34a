"""An attack: a file that a student could hand in, or that makes what a student could hand in.

Its docstring is YAML: what it tries, what stops it, what is seen without that. `README.md` explains the keys.
"""

import ast
import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ATTACKS = Path(__file__).parent / "attacks"
FORMS = ("py", "zip", "notebook")
MEASURES = ("gained", "leaked", "lost", "touched")
REQUIRED = {"family", "tries", "stopped_by", "shows"}
PLACE = re.compile(r"^PLACES = \{\}.*$", re.MULTILINE)


@dataclass(frozen=True)
class Attack:
    """What the header of an attack says.

    `stopped_by` names layers of the sandbox and defences of the engine: those that a situation has are taken
    away in the control; `alone` are taken away in the attack too, so that what stops it stands alone. `shows`
    is the measure, and a word of its text, in which the control differs. `deserves` are the points that its
    honest part earns. `situations` are those it is for, all when there are none. `within` are the seconds
    that it may take to grade it, those of all limits together when 0. `needs` are modules it takes. `named`
    maps a measure to the reason why it is not zero. While an `orphaned` one runs, its grader is killed; the
    grader of a `bounded` one has little memory; what a `prepared` one is after, only root can prepare.
    """

    name: str
    path: Path
    family: str
    tries: str
    stopped_by: tuple[str, ...]
    shows: tuple[str, str]
    alone: tuple[str, ...] = ()
    deserves: float = 0
    assignment: str = "vault"
    forms: tuple[str, ...] = ("py",)
    situations: tuple[str, ...] = ()
    torch: bool = False
    orphaned: bool = False
    bounded: bool = False
    prepared: bool = False
    slow: bool = False
    needs: tuple[str, ...] = ()
    within: float = 0
    named: tuple[tuple[str, str], ...] = ()

    @property
    def makes(self) -> bool:
        """Whether the file has a function `hand_in(folder, places)` that makes what is handed in."""
        tree = ast.parse(self.path.read_text("utf-8"))
        return any(isinstance(node, ast.FunctionDef) and node.name == "hand_in" for node in tree.body)

    def source(self, places: dict[str, Any]) -> str:
        """Return the file as it is handed in: the attacker knows where everything is."""
        text = self.path.read_text("utf-8")
        body = text[text.index('"""', 3) + 3 :].lstrip()
        return PLACE.sub(lambda _: f"PLACES = {places!r}", body)


def attack(path: Path) -> Attack:
    """Read the header of an attack."""
    header = yaml.safe_load(ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "")
    assert isinstance(header, dict), f"{path.name}: its docstring is not a mapping"
    missing, unknown = REQUIRED - set(header), set(header) - set(Attack.__dataclass_fields__)
    assert not missing, f"{path.name}: no {', '.join(missing)}"
    assert not unknown, f"{path.name}: unknown keys {', '.join(unknown)}"
    measure, _, word = str(header["shows"]).partition(" ")
    assert measure in MEASURES, f"{path.name}: shows {measure!r}; it can be {', '.join(MEASURES)}"
    assert set(header.get("forms", FORMS)) <= set(FORMS), f"{path.name}: forms {header['forms']}"
    lists = {key: tuple(value) for key, value in header.items() if isinstance(value, list)}
    named = tuple(header.get("named", {}).items())
    return Attack(
        **{**header, **lists, "name": path.stem, "path": path, "shows": (measure, word), "named": named}
    )


@functools.cache
def attacks() -> tuple[Attack, ...]:
    """Return all attacks, by name."""
    return tuple(attack(path) for path in sorted(ATTACKS.glob("*.py")))
