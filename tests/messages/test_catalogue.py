"""The catalogues of both languages hold the same, complete and well-formed templates."""

import re

import pytest

from autograder.errors import UsageError
from autograder.messages.catalogue import LANGUAGES, Catalogue, Entry, load
from autograder.messages.plural import CATEGORIES
from autograder.messages.wording import placeholders
from autograder.model.chart import AXES, LABELS, TITLES
from autograder.model.codes import CODES, PRIVATE_KINDS, Kind
from autograder.model.outcome import Status

EN, AR = (load(language) for language in ("en", "ar"))
SHOWN_WHEN_KNOWN = PRIVATE_KINDS | {Kind.FILE, Kind.CLASS}
SPECS = re.compile(r"\{\w+:(\w+)\}")


def templates(entry: Entry) -> tuple[str, ...]:
    return entry.text, entry.next, entry.short


@pytest.fixture(params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    return load(request.param)


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(UsageError, match="no language 'fr'; there are en, ar"):
        load("fr")


def test_every_code_has_an_entry_and_no_other(catalogue: Catalogue) -> None:
    assert set(catalogue.findings) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_both_languages_use_the_same_placeholders(code: str) -> None:
    english, arabic = EN.findings[code], AR.findings[code]
    assert [placeholders(t) for t in templates(english)] == [placeholders(t) for t in templates(arabic)]


@pytest.mark.parametrize("code", CODES)
def test_every_placeholder_is_a_declared_parameter(code: str) -> None:
    declared = set(CODES[code]) | ({"result"} if "name" in CODES[code] else set())
    assert all(placeholders(t) <= declared for t in templates(EN.findings[code]))


@pytest.mark.parametrize("code", CODES)
def test_a_text_with_private_values_has_a_short_form_without_them(code: str) -> None:
    entry = EN.findings[code]
    withheld = {name for name, kind in CODES[code].items() if kind not in SHOWN_WHEN_KNOWN}
    assert not placeholders(entry.short or entry.text) & withheld
    assert not placeholders(entry.next) & withheld


@pytest.mark.parametrize("code", CODES)
def test_text_and_next_step_are_sentences(code: str, catalogue: Catalogue) -> None:
    entry = catalogue.findings[code]
    assert all(t[-1] in ".}" for t in templates(entry) if t)
    assert entry.text
    assert entry.next


def test_every_plural_has_exactly_the_forms_of_its_language(catalogue: Catalogue) -> None:
    wanted = set(CATEGORIES[catalogue.language])
    assert {noun: set(forms) for noun, forms in catalogue.plurals.items()} == dict.fromkeys(
        catalogue.plurals, wanted
    )


def test_both_languages_have_the_same_words() -> None:
    assert set(EN.plurals) == set(AR.plurals)
    assert set(EN.missing) == set(AR.missing)
    assert {code: set(words) for code, words in EN.choices.items()} == {
        c: set(w) for c, w in AR.choices.items()
    }
    assert {k: placeholders(t) for k, t in EN.ui.items()} == {k: placeholders(t) for k, t in AR.ui.items()}


def test_every_plural_that_a_template_names_exists(catalogue: Catalogue) -> None:
    used = [t for entry in catalogue.findings.values() for t in templates(entry)] + list(
        catalogue.ui.values()
    )
    assert {spec for t in used for spec in SPECS.findall(t)} == set(catalogue.plurals) | {"title"}


def test_every_choice_has_words_for_the_unforeseen(catalogue: Catalogue) -> None:
    assert set(catalogue.choices) == {
        code for code, params in CODES.items() if Kind.CHOICE in params.values()
    }
    assert all("other" in words for words in catalogue.choices.values())


def test_every_status_has_a_word(catalogue: Catalogue) -> None:
    assert set(catalogue.status) == {status.value for status in Status} | {"partly"}


def test_every_parameter_that_a_sentence_may_name_has_words_for_when_it_is_missing(
    catalogue: Catalogue,
) -> None:
    unnamed = {Kind.CHOICE, Kind.PATTERN, Kind.ERRORS}
    named = {name for params in CODES.values() for name, kind in params.items() if kind not in unnamed}
    assert named == set(catalogue.missing)


def test_arabic_templates_are_arabic() -> None:
    arabic = re.compile("[\u0621-\u064a]")
    assert all(arabic.search(entry.text) for entry in AR.findings.values())
    assert all(arabic.search(words) for words in AR.status.values())


def test_every_code_of_a_chart_has_words_and_no_other(catalogue: Catalogue) -> None:
    assert set(catalogue.chart_titles) == TITLES
    assert set(catalogue.chart_words) == AXES | LABELS
