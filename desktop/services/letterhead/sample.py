"""What a letterhead looks like on paper, before anything is printed with it."""

import dataclasses
from collections.abc import Sequence

from desktop.models import units
from desktop.models.errors import Refusal
from desktop.models.rules.problem import Problem
from desktop.services import typesetting
from desktop.services.desk import Desk
from desktop.services.letterhead.framing import around
from desktop.services.letterhead.keeping import keep, of
from desktop.services.letterhead.values import Letterhead, derived

_PLAIN = {"footer": "", "watermark": None, "printout": None}
_ABOUT = "Kết quả công tác phòng, chống mại dâm"


@dataclasses.dataclass(frozen=True)
class Tried:
    """What became of a letterhead.

    Attributes:
        head: What is kept now.
        page: Its head and signature as a PNG image.
        problems: Why the one that was tried is not kept; empty when it is.
    """

    head: Letterhead
    page: bytes
    problems: Sequence[Problem] = ()


def shown(desk: Desk, ppi: int) -> Tried:
    """The letterhead that is kept, and how it looks at *ppi* pixels per inch."""
    head = of(desk)
    return Tried(head, _drawn(desk, head, ppi))


def tried(desk: Desk, head: Letterhead, ppi: int) -> Tried:
    """Keep *head* if nothing is wrong with it; otherwise what was kept stays."""
    try:
        kept = keep(desk, head)
    except Refusal as refusal:
        problems = refusal.params.get("problems")
        if not isinstance(problems, list):
            raise
        return dataclasses.replace(shown(desk, ppi), problems=problems)
    return Tried(kept, _drawn(desk, kept, ppi))


def usual(desk: Desk) -> Letterhead:
    """The letterhead that follows from the unit of *desk*."""
    return derived(units.unit(desk.settings.unit))


def _drawn(desk: Desk, head: Letterhead, ppi: int) -> bytes:
    content = {**around(head, "BC", desk.today()), **_PLAIN, "title": _ABOUT, "subject": _ABOUT}
    (page,) = typesetting.pages(typesetting.document("letterhead", content), ppi)
    return page
