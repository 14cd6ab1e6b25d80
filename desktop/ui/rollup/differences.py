"""What a commune locked, in words, and what is others since."""

from desktop.services.bases import Difference, Locked
from desktop.services.rollup import CommuneCells
from desktop.services.slips import Standing
from desktop.ui import language


def of(commune: CommuneCells) -> dict[str, Difference]:
    """The figures of *commune* that are no longer what it locked, by target."""
    return {} if commune.lock is None else {one.target: one for one in commune.lock.differences}


def lock_line(lock: Locked) -> str:
    """On which day it was locked, with how many slips, and how many figures are others now."""
    say = language.say
    parts = [say("rollup.locked_on", day=lock.on), say("rollup.with_slips", count=lock.slips)]
    parts.append(
        say("rollup.differs", count=len(lock.differences)) if lock.differences else say("rollup.as_it_was")
    )
    return ", ".join(parts)


def sentence(one: Difference) -> str:
    """A figure as it was locked, as it was corrected, and as it is."""
    key = "rollup.changed_told" if one.told else "rollup.changed"
    return language.say(
        key, locked=_numbers(one.locked), corrected=_numbers(one.corrected), now=_numbers(one.now)
    )


def _numbers(one: Standing | None) -> str:
    if one is None or one.numerator is None:
        return language.say("rollup.no_figure")
    if one.denominator is None:
        return language.number(one.numerator)
    return f"{language.number(one.numerator)}/{language.number(one.denominator)}"
