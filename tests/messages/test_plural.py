from fractions import Fraction

import pytest

from autograder.messages.plural import CATEGORIES, category


@pytest.mark.parametrize("language", CATEGORIES)
def test_categories_are_those_of_the_unicode_rules(language: str) -> None:
    babel = pytest.importorskip("babel")
    rule = babel.Locale(language).plural_form
    assert [category(language, n) for n in range(1001)] == [rule(n) for n in range(1001)]


@pytest.mark.parametrize("language", CATEGORIES)
def test_every_category_occurs_and_no_other(language: str) -> None:
    assert {category(language, n) for n in range(101)} == set(CATEGORIES[language])


@pytest.mark.parametrize("language", CATEGORIES)
@pytest.mark.parametrize("number", [Fraction(1, 4), 8.5, float("nan"), float("inf")])
def test_a_number_that_is_not_whole_takes_other(language: str, number: float | Fraction) -> None:
    assert category(language, number) == "other"


def test_a_whole_fraction_counts_as_a_whole_number() -> None:
    assert category("ar", Fraction(2)) == "two"
