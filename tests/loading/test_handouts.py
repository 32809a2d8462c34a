"""The sections of a handout are its headings of the second level, the same in both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.errors import AssignmentError
from autograder.loading import load
from autograder.loading.handouts import headings, sections
from autograder.model.text import Text

ENGLISH = "# Tiny\n\n## Start here {#start}\n\n## One step {#one-step}\n\ntext\n"
ARABIC = "# صغير\n\n## ابدأ {#start}\n\n## خطوة واحدة {#one-step}\n"


@pytest.fixture
def hand_out(folder: Path) -> Callable[[str, str], Path]:
    """Write the handouts of the tiny assignment."""

    def write(english: str, arabic: str) -> Path:
        (folder / "handout.en.md").write_text(english, encoding="utf-8")
        (folder / "handout.ar.md").write_text(arabic, encoding="utf-8")
        return folder

    return write


def test_sections_come_by_their_ids_in_order(hand_out: Callable[[str, str], Path]) -> None:
    found = load(hand_out(ENGLISH, ARABIC)).sections
    assert list(found.items()) == [
        ("start", Text("Start here", "ابدأ")),
        ("one-step", Text("One step", "خطوة واحدة")),
    ]


def test_without_a_handout_there_are_no_sections(folder: Path) -> None:
    assert load(folder).sections == {}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("## Words {#id}", [("id", "Words")]),
        ("  ##  More words  {#id}  ", [("id", "More words")]),
        ("## `rnn_forward` {in braces} {#id}", [("id", "`rnn_forward` {in braces}")]),
        ("## Words", [("", "Words")]),
        ("##", [("", "")]),
        ("# Title {#id}", []),
        ("### Small {#id}", []),
        ("##no heading", []),
        ("    ## indented code {#id}", []),
    ],
)
def test_a_heading_is_two_marks_words_and_an_id(line: str, found: list[tuple[str, str]]) -> None:
    assert [(heading.id, heading.words) for heading in headings(line, "handout.en.md")] == found


@pytest.mark.parametrize(
    "code",
    [
        "```python\n## a comment\n```\n",
        "~~~\n## a comment\n```\n## still code\n~~~\n",
        "````\n```\n## a comment\n```\n## still code\n`````\n",
        "```\n## a comment\n``` not the end\n## still code\n```\n",
    ],
)
def test_a_comment_in_code_is_no_heading(code: str) -> None:
    found = headings(f"## Before {{#before}}\n{code}## After {{#after}}\n", "handout.en.md")
    assert [heading.id for heading in found] == ["before", "after"]
    assert found[1].line == code.count("\n") + 2


@pytest.mark.parametrize(
    ("english", "arabic", "said"),
    [
        ("## A\n", "## أ {#a}\n", 'handout.en.md:1: the heading "A" has no id such as {#one-step}'),
        ("## A {#a}\n## B {#a}\n", "", 'handout.en.md:2: the id "a" stands in line 1 already'),
        ("## A {#A b}\n", "", 'handout.en.md:1: "A b" is not an id: a-z, 0-9 and -, a letter first'),
        ("## {#a}\n", "", 'handout.en.md:1: the heading with the id "a" has no words'),
        (
            "## A {#a}\n",
            "\n## أ {#b}\n",
            'handout.ar.md:2: the section "b" is "a" in line 1 of handout.en.md',
        ),
        ("## A {#a}\n", "# أ\n", 'handout.en.md:1: handout.ar.md has no section "a" in this place'),
        ("# A\n", "## أ {#a}\n", 'handout.ar.md:1: handout.en.md has no section "a" in this place'),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(
    hand_out: Callable[[str, str], Path], english: str, arabic: str, said: str
) -> None:
    with pytest.raises(AssignmentError) as raised:
        load(hand_out(english, arabic))
    assert str(raised.value) == said


def test_all_headings_that_are_wrong_are_said_together(hand_out: Callable[[str, str], Path]) -> None:
    with pytest.raises(AssignmentError) as raised:
        load(hand_out("## A\n## B\n", "## أ\n"))
    assert [line.split(": ")[0] for line in str(raised.value).splitlines()] == [
        "handout.ar.md:1",
        "handout.en.md:1",
        "handout.en.md:2",
    ]


@pytest.mark.parametrize(("there", "missing"), [("en", "ar"), ("ar", "en")])
def test_a_handout_has_both_languages(hand_out: Callable[[str, str], Path], there: str, missing: str) -> None:
    folder = hand_out(ENGLISH, ARABIC)
    (folder / f"handout.{missing}.md").unlink()
    with pytest.raises(AssignmentError) as raised:
        sections(folder)
    assert str(raised.value) == (
        f"handout.{missing}.md:1: is missing; handout.{there}.md is there, and a handout has both"
    )


def test_a_check_is_in_the_section_of_its_part_or_its_own(hand_out: Callable[[str, str], Path]) -> None:
    manifest = hand_out(ENGLISH, ARABIC) / "assignment.yaml"
    text = manifest.read_text(encoding="utf-8")
    text = text.replace("    profile: numpy", "    profile: numpy\n    section: start")
    text = text.replace("        tags: [values]", "        section: one-step")
    manifest.write_text(text, encoding="utf-8")
    assert [check.section for check in load(manifest.parent).checks] == ["start", "one-step", "start"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "    profile: numpy",
            "    profile: numpy\n    section: strt",
            'yaml:18: parts[0].section: "strt" is not one of start, one-step; did you mean "start"?',
        ),
        (
            "        tags: [values]",
            "        section: two",
            'yaml:28: parts[0].checks[1].section: "two" is not one of start, one-step',
        ),
    ],
)
def test_a_section_is_one_of_the_handout(
    hand_out: Callable[[str, str], Path], broken: Callable[..., str], old: str, new: str, said: str
) -> None:
    hand_out(ENGLISH, ARABIC)
    assert broken(old, new).endswith(said)


def test_without_a_handout_a_section_leads_nowhere(folder: Path) -> None:
    """An instructor who hands out a text of their own only removes the two files."""
    manifest = folder / "assignment.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("    profile: numpy", "    profile: numpy\n    section: start"), "utf-8")
    assert {check.section for check in load(folder).checks} == {""}
