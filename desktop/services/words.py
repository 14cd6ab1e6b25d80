"""Words for codes. Every sentence a person reads stands in ``resources/i18n/<language>/<area>.json``."""

import functools
import json

from desktop import paths

LANGUAGES = ("vi", "en")


@functools.cache
def catalogue(language: str, area: str) -> dict[str, str]:
    """All words of one *area* (``records``, ``codes``, ``problems``, ``errors``, ``window`` ...)."""
    file = paths.resources() / "i18n" / language / f"{area}.json"
    words: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return words


class Words:
    """The words of one language.

    Raises KeyError for a key without words: a missing sentence is a bug that a test finds, not an empty label.
    """

    def __init__(self, language: str = "vi") -> None:
        self.language = language

    def __call__(self, area: str, key: str, /, **params: object) -> str:
        """The words for *key*, with *params* filled in."""
        found = catalogue(self.language, area)[key]
        return found.format(**params) if params else found

    def has(self, area: str, key: str) -> bool:
        """Whether there are words for *key* (help texts are optional, labels are not)."""
        return key in catalogue(self.language, area)
