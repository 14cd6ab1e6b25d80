"""The pages of the window. A page is one line here, its words ``page.<name>`` in ``window.json``, and a module.

The module is imported when the page is first shown and has a function ``make(workplace, kind) -> Page``.
"""

import dataclasses
import importlib
from collections.abc import Sequence

from desktop.ui.page import Page
from desktop.ui.workplace import Workplace

COMMUNE, RECEIVING = "commune", "receiving"
BOTH = (COMMUNE, RECEIVING)


@dataclasses.dataclass(frozen=True)
class PageEntry:
    """One line of the list at the left.

    Attributes:
        name: Stable name; the words are ``window: page.<name>``.
        module: Where ``make`` is found.
        desks: The desks that have the page.
        kind: The record kind a register is of.
    """

    name: str
    module: str
    desks: tuple[str, ...] = BOTH
    kind: str = ""


_REGISTER = "desktop.ui.register.page"

PAGES = (
    PageEntry("home", "desktop.ui.home.page", (COMMUNE,)),
    PageEntry("receive", "desktop.ui.receive.page", (RECEIVING,)),
    PageEntry("communes", "desktop.ui.communes.page", (RECEIVING,)),
    PageEntry("rollup", "desktop.ui.rollup.page", (RECEIVING,)),
    PageEntry("propaganda_session", _REGISTER, kind="propaganda_session"),
    PageEntry("training", _REGISTER, kind="training"),
    PageEntry("staff_member", _REGISTER, (COMMUNE,), kind="staff_member"),
    PageEntry("support_case", _REGISTER, (COMMUNE,), kind="support_case"),
    PageEntry("establishment", _REGISTER, kind="establishment"),
    PageEntry("inspection", _REGISTER, kind="inspection"),
    PageEntry("annual_plan", _REGISTER, kind="annual_plan"),
    PageEntry("baseline", _REGISTER, kind="baseline"),
    PageEntry("indicators", "desktop.ui.indicators.page"),
    PageEntry("summary", "desktop.ui.summary.page"),
    PageEntry("exchange", "desktop.ui.exchange.page", (COMMUNE,)),
)


def pages_of(desk_role: str) -> Sequence[PageEntry]:
    """The pages of a desk, in order."""
    return tuple(entry for entry in PAGES if desk_role in entry.desks)


def make(entry: PageEntry, workplace: Workplace) -> Page:
    """The page of *entry*; its module is loaded now."""
    page: Page = importlib.import_module(entry.module).make(workplace, entry.kind)
    return page
