"""The report of a period: its parts with their sentences, each of which names the lines it tells."""

import dataclasses
import functools
import json
from collections.abc import Iterator, Mapping
from typing import Any

from desktop import paths
from desktop.models.period import Period
from desktop.models.units import COMMUNE
from desktop.services import decree, summary, telling
from desktop.services.desk import Desk
from desktop.services.narrative import hand as hands
from desktop.services.narrative.hand import Hand
from desktop.services.summary import Summary
from desktop.services.telling import Sentence

SECTION = 1
# "I.", "1." and "a)".
_NUMBERS = (decree.roman, str, decree.point)


@dataclasses.dataclass(frozen=True)
class Part:
    """A heading with what stands below it.

    Attributes:
        id: Stable id, under which the text written by hand is kept.
        level: 1 for "I.", 2 for "1.", 3 for "a)".
        number: As printed.
        title: Vietnamese.
        sentences: Filled from the figures.
        text: Written by hand, behind the sentences.
        by_hand: Whether it is for the officer to write; what is empty is printed as lines to write on.
        takes_text: Whether something can be written there: not where items stand below it.
    """

    id: str
    level: int
    number: str
    title: str
    sentences: tuple[Sentence, ...]
    text: str
    by_hand: bool
    takes_text: bool


@dataclasses.dataclass(frozen=True)
class Report:
    """A report in words; PDF, page images and .docx all show these.

    Attributes:
        summary: The figures; they are its annex.
        parts: In order.
        hand: What was written by hand.
    """

    summary: Summary
    parts: tuple[Part, ...]
    hand: Hand


@functools.cache
def described() -> Mapping[str, Any]:
    """The skeleton: words and parts."""
    file = paths.resources() / "forms" / "narrative.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def build(desk: Desk, period: Period) -> Report:
    """The report of *period*, with what was written for it."""
    return told(summary.build(desk, period, described()["form"]), hands.kept(desk, period))


def told(figures: Summary, hand: Hand) -> Report:
    """The report that tells *figures*."""
    return Report(figures, tuple(_parts(figures, hand)), hand)


def _parts(figures: Summary, hand: Hand) -> Iterator[Part]:
    count = [0, 0, 0]
    parts = described()["parts"]
    for place, part in enumerate(parts):
        level = part["level"]
        count[level - 1] += 1
        count[level:] = [0] * (len(count) - level)
        below = parts[place + 1]["level"] if place + 1 < len(parts) else SECTION
        yield Part(
            id=part["id"],
            level=level,
            number=_NUMBERS[level - 1](count[level - 1]),
            title=part["title"],
            sentences=tuple(_sentences(part, figures)),
            text=hand.texts.get(part["id"], ""),
            by_hand=bool(part.get("by_hand")),
            takes_text=below <= level,
        )


def _sentences(part: Mapping[str, Any], figures: Summary) -> Iterator[Sentence]:
    above = figures.unit.level != COMMUNE
    for sentence in part.get("sentences", ()):
        # What one commune answers with yes or no is above it the number of communes.
        said = {**sentence, **sentence.get("receiving", {})} if above else sentence
        made = telling.tell(said, figures)
        if made.text:
            yield made
    if "compared" in part:
        words = described()["words"]
        compared = [
            telling.compare(figures.line(one["line"]), words["compared"], one.get("label", ""))
            for one in part["compared"]
        ]
        known = [one for one in compared if one is not None]
        yield from known or [Sentence(words["nothing_to_compare"], ())]
