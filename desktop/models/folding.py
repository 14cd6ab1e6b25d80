"""Text as it is compared and searched: one spelling of every letter, then no marks at all."""

import unicodedata

_LETTERS = str.maketrans({"đ": "d", "Đ": "d", "ı": "i"})


def nfc(text: str) -> str:
    """*text* with composed letters and single spaces, as it is stored and compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """*text* without marks and case, so that ``dat`` finds ``đất``."""
    decomposed = unicodedata.normalize("NFD", text.casefold().translate(_LETTERS))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
