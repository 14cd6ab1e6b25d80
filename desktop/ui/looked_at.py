"""What somebody looked at last on this machine, by register: which period, which form, which page, how large.

It is kept with the settings of the machine, not with the register: names of forms, periods and numbers of pages only.
"""

from PySide6.QtCore import QSettings

from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.ui.workplace import Workplace

_PERIOD = "period"


def kept(workplace: Workplace, name: str) -> str:
    """What was kept under *name*; empty when nothing was."""
    return str(QSettings().value(_key(workplace, name), ""))


def keep(workplace: Workplace, name: str, value: str) -> None:
    """Keep *value* under *name* for the next time."""
    QSettings().setValue(_key(workplace, name), value)


def _key(workplace: Workplace, name: str) -> str:
    return f"looked_at/{workplace.desk.settings.unit.replace('@', '-')}/{name}"


def keep_period(workplace: Workplace, period: Period) -> None:
    """Begin with *period* the next time in this reporting year."""
    keep(workplace, _PERIOD, f"{_this_year(workplace)} {period.year} {period.name}")


def take_period(workplace: Workplace) -> None:
    """Look at the period looked at last; in a new reporting year begin with that."""
    this_year, year, name = (*kept(workplace, _PERIOD).split(), "", "", "")[:3]
    if this_year != str(_this_year(workplace)) or not year.isdecimal():
        return
    try:
        workplace.choose_period(workplace.period_in(int(year), name))
    except Refusal:
        # Another version of the program called its periods otherwise.
        return


def _this_year(workplace: Workplace) -> int:
    desk = workplace.desk
    return Period.containing(desk.today(), "year", desk.settings.cut_off).year
