"""What the officer writes by hand in the report of a period: kept in the store, and a start for the next one."""

import dataclasses
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop.models import personal_data, settings
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.models.rules.problem import Problem
from desktop.services.desk import Desk

_NAME = "narrative/"
LONGEST = 6_000
_GREATEST_NUMBER = 99_999


@dataclasses.dataclass(frozen=True)
class Hand:
    """What is written by hand in one report.

    Attributes:
        texts: Id of a part to its text; a line break begins a paragraph.
        number: The number of the document, once it has one.
        day: The day it was signed, once it is.
    """

    texts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    number: int | None = None
    day: date | None = None


def kept(desk: Desk, period: Period) -> Hand:
    """What was written for *period*; nothing where nothing was."""
    with desk.store.read() as connection:
        return _read(settings.read(connection, _name(period), {}))


def keep(desk: Desk, period: Period, hand: Hand) -> Hand:
    """Keep *hand* for *period* instead of what was kept before; gives it as kept.

    Raises:
        Refusal: ``text_too_long``, ``not_a_document_number``; nothing was changed.
    """
    texts = {part: _tidy(text) for part, text in hand.texts.items()}
    if any(len(text) > LONGEST for text in texts.values()):
        raise Refusal("text_too_long", maximum=LONGEST)
    if hand.number is not None and not 1 <= hand.number <= _GREATEST_NUMBER:
        raise Refusal("not_a_document_number", maximum=_GREATEST_NUMBER)
    wanted = Hand({part: text for part, text in texts.items() if text}, hand.number, hand.day)
    value = {
        "texts": dict(wanted.texts),
        "number": wanted.number,
        "day": wanted.day.isoformat() if wanted.day else None,
    }
    with desk.store.write() as writer:
        settings.write(writer.connection, {_name(period): value})
    return wanted


def before(desk: Desk, period: Period) -> tuple[Period, Hand] | None:
    """The latest earlier period for which something was written, as a start; None when there is none."""
    with desk.store.read() as connection:
        found = settings.named(connection, _NAME)
    earlier = []
    for name, value in found.items():
        _, year, called = name.split("/")
        one = desk.period(int(year), called)
        if one.end < period.end and value["texts"]:
            # Of two that end on the same day the shorter one is nearer to what was last thought.
            earlier.append((one.end, one.start, one, _read(value)))
    if not earlier:
        return None
    *_, latest, hand = max(earlier, key=lambda found: found[:2])
    # Its number and day belong to the document it was.
    return latest, Hand(hand.texts)


def problems(hand: Hand) -> list[Problem]:
    """Signs of personal data in what is written, part by part; warnings, as in the notes of a record."""
    return [
        Problem(part, "personal_data", {"what": what}, "warning")
        for part, text in hand.texts.items()
        for what in personal_data.signs(text, prose=True)
    ]


def _read(value: Mapping[str, Any]) -> Hand:
    if not value:
        return Hand()
    return Hand(value["texts"], value["number"], date.fromisoformat(value["day"]) if value["day"] else None)


def _tidy(text: str) -> str:
    """Composed letters and single spaces; lines stay lines, empty ones go."""
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).splitlines())
    return "\n".join(line for line in lines if line)


def _name(period: Period) -> str:
    return f"{_NAME}{period.year}/{period.name}"
