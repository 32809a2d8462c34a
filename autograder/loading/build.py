"""The declared keys, found right -> the frozen Assignment."""

from collections.abc import Mapping
from pathlib import Path

from autograder.loading.datafiles import FOLDER as DATA
from autograder.loading.schema import (
    AdoptedKeys,
    AssignmentKeys,
    CheckKeys,
    HintsKeys,
    LimitsKeys,
    PartKeys,
    TextKeys,
)
from autograder.model.assignment import Adopted, Assignment, Check, Limits, Part, Signature, Suite, Visibility
from autograder.model.question import Question
from autograder.model.text import Text


def build(  # noqa: PLR0913, PLR0917 (everything an assignment is made of)
    declared: AssignmentKeys,
    functions: Mapping[str, Signature],
    hints: HintsKeys | None,
    suites: Mapping[Suite, tuple[Path, ...]],
    sections: Mapping[str, Text],
    questions: tuple[Question, ...],
    folder: Path,
) -> Assignment:
    """Put an assignment together from what was read and checked."""
    return Assignment(
        id=declared.id,
        title=_text(declared.title),
        folder=folder,
        files=tuple(declared.files),
        parts=tuple(_part(part, sections, output=_shows(declared)) for part in declared.parts),
        functions=functions,
        imports=tuple(declared.imports),
        limits=_limits(declared.limits),
        suites=suites,
        reference=(folder / declared.reference).resolve() if declared.reference else None,
        conventions=declared.conventions.model_dump(exclude_none=True),
        forbid=_texts(declared.forbid),
        hints=_texts(hints.root) if hints else {},
        starter_floor=declared.starter_floor,
        sections=sections,
        questions=questions,
        one_draw=declared.one_draw,
        language=declared.language,
        adopted=_adopted(declared.adopted) if declared.adopted else None,
        given=tuple(declared.given),
        given_files={name: _given(declared, folder) / name for name in declared.given_files},
        data={name: folder / DATA / name for name in declared.data},
    )


def _given(declared: AssignmentKeys, folder: Path) -> Path:
    """Return where our copies of given files are; a student's copy has them beside assignment.yaml."""
    return (folder / declared.reference).resolve() if declared.reference else folder


def _adopted(keys: AdoptedKeys) -> Adopted:
    return Adopted(tuple(keys.names), messages=keys.messages == "shown")


def _shows(declared: AssignmentKeys) -> bool:
    """Tell whether students see what is printed in a private check."""
    return declared.adopted is not None and declared.adopted.messages == "shown"


def _part(keys: PartKeys, sections: Mapping[str, Text], *, output: bool) -> Part:
    checks = tuple(
        _check(check, _place(check.section or keys.section, sections), output=output) for check in keys.checks
    )
    return Part(keys.id, _text(keys.title), keys.file, keys.profile, checks)


def _place(section: str | None, sections: Mapping[str, Text]) -> str:
    """Return the id of a section that the handout has; without a handout there is none."""
    return section if section and section in sections else ""


def _check(keys: CheckKeys, section: str, *, output: bool) -> Check:
    return Check(
        id=keys.id,
        title=_text(keys.title),
        points=keys.points,
        suite=Suite(keys.suite),
        visibility=Visibility(keys.visibility),
        depends_on=tuple(keys.depends_on),
        tags=tuple(keys.tags),
        bonus=keys.bonus,
        section=section,
        output=output,
        trains=keys.trains or "",
        uses=tuple(keys.uses),
        seconds=keys.seconds,
    )


def _limits(keys: LimitsKeys) -> Limits:
    return Limits(**keys.model_dump(exclude_none=True))


def _texts(keys: Mapping[str, TextKeys]) -> dict[str, Text]:
    return {name: _text(text) for name, text in keys.items()}


def _text(keys: TextKeys) -> Text:
    return Text(en=keys.en, ar=keys.ar)
