"""The pages of the window. A page is one line here, its words ``page.<name>`` in ``window.json``, and a module.

Registers need no line: each record kind has one, called ``<kind>.short`` in ``records.json``, and stands in its
group. A page's module is imported when the page is first shown and has a function ``make(workplace, kind) -> Page``.
"""

import dataclasses
import importlib
from collections.abc import Sequence

from desktop.models.records import all_kinds
from desktop.ui.page import Page
from desktop.ui.workplace import Workplace

COMMUNE, RECEIVING = "commune", "receiving"
BOTH = (COMMUNE, RECEIVING)

GROUPS = ("activities", "registers", "figures", "reporting")
"""The headings of the list at the left, in order; the words are ``group.<name>``."""


@dataclasses.dataclass(frozen=True)
class PageEntry:
    """One line of the list at the left.

    Attributes:
        name: Stable name; the words are `desktop.ui.language.page_title`.
        module: Where ``make`` is found.
        desks: The desks that have the page.
        kind: The record kind a register is of.
        group: The heading it stands below, one of ``GROUPS``; empty above all headings.
        listed: Whether it stands in the list; others are reached by a button and by Ctrl+K.
    """

    name: str
    module: str
    desks: tuple[str, ...] = BOTH
    kind: str = ""
    group: str = ""
    listed: bool = True


_REGISTER = "desktop.ui.register.page"
_FORM = "desktop.ui.record.page"

_FIRST = (
    PageEntry("home", "desktop.ui.home.page", (COMMUNE,)),
    PageEntry("calendar", "desktop.ui.calendar.page", (COMMUNE,)),
    PageEntry("communes", "desktop.ui.communes.page", (RECEIVING,)),
    PageEntry("machines", "desktop.ui.machines.page", (RECEIVING,), listed=False),
    PageEntry("board", "desktop.ui.board.page", (RECEIVING,)),
    PageEntry("receive", "desktop.ui.receive.page", (RECEIVING,)),
    PageEntry("conflicts", "desktop.ui.conflicts.page", (RECEIVING,)),
    PageEntry("rollup", "desktop.ui.rollup.page", (RECEIVING,)),
)
_REPORTING = (
    PageEntry("indicators", "desktop.ui.indicators.page", group="reporting"),
    PageEntry("plans", "desktop.ui.plans.page", group="reporting"),
    PageEntry("charts", "desktop.ui.charts.page", group="reporting"),
    PageEntry("locking", "desktop.ui.locking.page", (COMMUNE,), group="reporting"),
    PageEntry("summary", "desktop.ui.summary.page", group="reporting"),
    PageEntry("narrative", "desktop.ui.narrative.page", group="reporting"),
    PageEntry("prints", "desktop.ui.prints.page", group="reporting"),
    PageEntry("conflicts", "desktop.ui.conflicts.page", (COMMUNE,), group="reporting"),
    PageEntry("exchange", "desktop.ui.exchange.page", (COMMUNE,), group="reporting"),
    PageEntry("upwards", "desktop.ui.upwards.page", (RECEIVING,), group="reporting"),
    PageEntry("handing", "desktop.ui.handing.page", (RECEIVING,), group="reporting"),
    PageEntry("forms", "desktop.ui.forms.page", listed=False),
    PageEntry("letterhead", "desktop.ui.letterhead.page", listed=False),
    PageEntry("handover", "desktop.ui.handover.page", listed=False),
    PageEntry("settings", "desktop.ui.settings.page", listed=False),
)


def _registers() -> list[PageEntry]:
    """A register for each kind that people type; what stays in the commune has none at the receiving desk."""
    found = [
        PageEntry(kind.name, _REGISTER, BOTH if kind.leaves else (COMMUNE,), kind.name, kind.group)
        for kind in all_kinds()
        if not kind.derived
    ]
    return sorted(found, key=lambda entry: GROUPS.index(entry.group))


def pages_of(desk_role: str) -> Sequence[PageEntry]:
    """The pages of a desk, in the order of the list."""
    return tuple(entry for entry in (*_FIRST, *_registers(), *_REPORTING) if desk_role in entry.desks)


def modules_of(desk_role: str) -> Sequence[str]:
    """The modules behind a desk's pages and its forms, those that are opened soonest first."""
    return (_REGISTER, _FORM, *(entry.module for entry in pages_of(desk_role)))


def make(entry: PageEntry, workplace: Workplace) -> Page:
    """The page of *entry*; its module is loaded now."""
    page: Page = importlib.import_module(entry.module).make(workplace, entry.kind)
    return page
