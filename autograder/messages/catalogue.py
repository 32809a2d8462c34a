"""The catalogue of one language: every sentence, status and word that people read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograder.errors import UsageError

LANGUAGES = ("en", "ar")


@dataclass(frozen=True)
class Entry:
    """The templates of one finding code.

    `text` states the fact, `next` one step to take. `short` replaces `text` when one of its
    parameters is withheld, as values are in a private check, or not known.
    """

    text: str
    next: str
    short: str = ""


@dataclass(frozen=True)
class Catalogue:
    """All templates of one language.

    `missing` maps a parameter's name to the words that stand for it when it is not known;
    `plurals` maps a noun or clause to its plural forms; `choices` maps a code to its closed list
    of words, among them "other". `chart_titles` and `chart_words` map the codes of `model.chart`.
    """

    language: str
    direction: str
    ui: Mapping[str, str]
    status: Mapping[str, str]
    missing: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]
    choices: Mapping[str, Mapping[str, str]]
    chart_titles: Mapping[str, str]
    chart_words: Mapping[str, str]
    findings: Mapping[str, Entry]


@cache
def load(language: str) -> Catalogue:
    """Read the catalogue of `language` once per process.

    Raises:
        UsageError: there is no such language.
    """
    if language not in LANGUAGES:
        message = f"no language {language!r}; there are {', '.join(LANGUAGES)}"
        raise UsageError(message)
    tables = _read(Path(__file__).with_name(f"{language}.yaml"))
    findings = {code: Entry(**entry) for code, entry in tables.pop("findings").items()}
    return Catalogue(findings=findings, **tables)


def _read(path: Path) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tables: dict[str, Any] = yaml.load(path.read_text("utf-8"), loader)  # noqa: S506 (a safe loader)
    return tables
