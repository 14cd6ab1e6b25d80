"""The report of a period: its parts with their sentences, each of which names the lines it tells."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from desktop.models.period import Period
from desktop.models.units import COMMUNE
from desktop.services import decree, forms, plans, summary, telling
from desktop.services.desk import Desk
from desktop.services.forms import Filled
from desktop.services.narrative import hand as hands
from desktop.services.narrative import outlines
from desktop.services.narrative.hand import Hand
from desktop.services.narrative.outlines import Outline
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
        summary: The figures; they are its first annex.
        parts: In order.
        hand: What was written by hand.
        outline: What it was told by: words and parts.
        annexes: The forms behind the first annex.
    """

    summary: Summary
    parts: tuple[Part, ...]
    hand: Hand
    outline: Outline
    annexes: tuple[Filled, ...] = ()


def build(desk: Desk, period: Period) -> Report:
    """The report of *period*, with what was written for it, told by the outline of the desk."""
    outline = outlines.of(desk)
    figures = summary.build(desk, period, outline["form"])
    return told(figures, hands.kept(desk, period), outline, tuple(_annexes(desk, period, outline)))


def told(
    figures: Summary, hand: Hand, outline: Outline | None = None, annexes: tuple[Filled, ...] = ()
) -> Report:
    """The report that tells *figures*, by the program's outline when none is given."""
    outline = outline or outlines.of_program()
    return Report(figures, tuple(_parts(outline, figures, hand)), hand, outline, annexes)


def _annexes(desk: Desk, period: Period, outline: Outline) -> Iterator[Filled]:
    """The forms enclosed besides the figures: those this desk has, and of targets where a plan is in force."""
    own = forms.own(desk)
    for name in outline.get("annexes", ()):
        form = own.get(name) or (forms.load(name) if name in forms.available() else None)
        if form is None or desk.settings.role not in form.desks:
            continue
        if form.lines == "targets" and not plans.running(desk, period):
            continue
        yield forms.fill(desk, period, form)


def _parts(outline: Outline, figures: Summary, hand: Hand) -> Iterator[Part]:
    count = [0, 0, 0]
    parts = outline["parts"]
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
            sentences=tuple(_sentences(outline, part, figures)),
            text=hand.texts.get(part["id"], ""),
            by_hand=bool(part.get("by_hand")),
            takes_text=below <= level,
        )


def _sentences(outline: Outline, part: Mapping[str, Any], figures: Summary) -> Iterator[Sentence]:
    above = figures.unit.level != COMMUNE
    for sentence in part.get("sentences", ()):
        # What one commune answers with yes or no is above it the number of communes.
        said = {**sentence, **sentence.get("receiving", {})} if above else sentence
        made = telling.tell(said, figures)
        if made.text:
            yield made
    if "compared" in part:
        words = outline["words"]
        compared = [
            telling.compare(figures.line(one["line"]), words["compared"], one.get("label", ""))
            for one in part["compared"]
        ]
        known = [one for one in compared if one is not None]
        yield from known or [Sentence(words["nothing_to_compare"], ())]
