"""Which plural form a number takes (Unicode CLDR, cardinal rules of English and Arabic)."""

from fractions import Fraction

CATEGORIES = {
    "en": ("one", "other"),
    "ar": ("zero", "one", "two", "few", "many", "other"),
}


def category(language: str, number: float | Fraction) -> str:
    """Return the plural category of `number` in `language`; a number that is not whole takes "other"."""
    if number % 1 != 0:  # also true of nan and inf
        return "other"
    return _ARABIC_OR_ENGLISH[language](int(number))


def _english(n: int) -> str:
    return "one" if n == 1 else "other"


def _arabic(n: int) -> str:
    if n in (0, 1, 2):
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:  # noqa: PLR2004 (the rule's own bounds)
        return "few"
    if 11 <= n % 100 <= 99:  # noqa: PLR2004
        return "many"
    return "other"


_ARABIC_OR_ENGLISH = {"en": _english, "ar": _arabic}
