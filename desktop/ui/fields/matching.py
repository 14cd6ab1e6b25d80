"""What is meant by a few letters: choices found without marks, by the beginnings of words or by initials."""

import re
from collections.abc import Sequence

from desktop.models.folding import fold
from desktop.models.records import OWN_CODE

Choices = Sequence[tuple[str, str]]
"""Pairs of code (or id) and words, in the order they are offered."""

_SIGNS = re.compile(r"[^\w]+")
_REFERENCE = re.compile(rf"(?:{OWN_CODE})?[0-9a-f]{{32}}|\d+@\d{{4}}")


def plain(text: str) -> str:
    """*text* as it is searched: no marks, no case, and no signs between the words."""
    return " ".join(_SIGNS.sub(" ", fold(text)).split())


def is_reference(code: str) -> bool:
    """Whether *code* names a record, an entry made of one or a unit, also one not among the choices (any more).

    A person types nothing like it.
    """
    return _REFERENCE.fullmatch(code) is not None


class Finder:
    """Choices made ready to be searched at every key: 2,000 of them take a millisecond or two."""

    def __init__(self, choices: Choices) -> None:
        self.choices = tuple(choices)
        self._words = dict(self.choices)
        folded = [plain(word) for _, word in self.choices]
        self._folded = [f" {word}" for word in folded]
        self._initials = ["".join(part[0] for part in word.split()) for word in folded]

    def knows(self, code: str) -> bool:
        """Whether *code* is among the choices."""
        return code in self._words

    def word(self, code: str) -> str:
        """The words of *code*; the code itself when it is not among the choices."""
        return self._words.get(code, code)

    def find(self, typed: str) -> list[int]:
        """The places of the choices that *typed* may mean, the likeliest first; all of them when it is empty.

        First come the words themselves, then what begins with them, what has them as its initials
        (``bhtt`` for ``Bảo hiểm thất nghiệp``), what has words that begin so, and what holds the letters anywhere.
        """
        wanted = plain(typed)
        if not wanted:
            return list(range(len(self.choices)))
        parts = [f" {part}" for part in wanted.split()]
        ranked: tuple[list[int], ...] = ([], [], [], [], [])
        for place, folded in enumerate(self._folded):
            if folded[1:] == wanted:
                ranked[0].append(place)
            elif folded.startswith(wanted, 1):
                ranked[1].append(place)
            elif len(wanted) > 1 and wanted in self._initials[place]:
                ranked[2].append(place)
            elif all(part in folded for part in parts):
                ranked[3].append(place)
            elif len(wanted) > 1 and wanted in folded:
                ranked[4].append(place)
        return [place for found in ranked for place in found]

    def meant(self, typed: str) -> str | None:
        """The code that *typed* means; None when it is empty or means none."""
        if not plain(typed):
            return None
        found = self.find(typed)
        return self.choices[found[0]][0] if found else None
