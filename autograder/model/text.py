"""A short text in every language the unit is taught in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """The same words in English and Arabic."""

    en: str
    ar: str

    def get(self, language: str) -> str:
        """Return the text in `language`, which is "en" or "ar"."""
        return {"en": self.en, "ar": self.ar}[language]
