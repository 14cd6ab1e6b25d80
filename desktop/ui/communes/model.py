"""The communes and what has arrived from them, as rows that can be searched, sorted and narrowed."""

from PySide6.QtCore import QObject

from desktop.services.exchange import CommuneStanding
from desktop.ui import language, style
from desktop.ui.indicators.words import unit_name
from desktop.ui.widgets.lines import Line, SortedLines

NAME, STATUS, JOINED, PACKAGES, LAST, MISSING, RECEIVED, AS_OF = range(8)


def status_of(one: CommuneStanding) -> str:
    """The status whose look a commune wears: reported with all packages, with gaps, or not at all."""
    if not one.reported:
        return "not_reported"
    return "on_course" if one.missing else "met"


class CommunesModel(SortedLines[CommuneStanding]):
    """One row per commune expected to report, in the order of the official list until sorted."""

    columns = ("name", "status", "joined", "packages", "last", "missing", "received", "as_of")
    words = "communes.column"
    right = (PACKAGES, LAST, RECEIVED, AS_OF)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._only_silent = False

    def narrow(self, text: str, *, only_silent: bool) -> None:
        """Keep the communes whose row holds *text*, and only those that have not reported if asked."""
        self._only_silent = only_silent
        self.search(text)

    def keeps(self, item: CommuneStanding) -> bool:
        """Whether a commune found is one of those wanted."""
        return not (self._only_silent and item.reported)

    def row_of(self, unit: str) -> int:
        """The row of *unit*, -1 when it does not show."""
        return next((row for row in range(self.rowCount()) if self.shown(row).unit == unit), -1)

    def silent(self) -> list[CommuneStanding]:
        """The communes that have not reported, whatever is searched for."""
        return [one for one in self.items if not one.reported]

    def status_of(self, item: CommuneStanding) -> str:
        """Reported, with gaps, or not."""
        return status_of(item)

    def key_of(self, line: Line[CommuneStanding], column: int) -> object:
        """Names as a dictionary sorts them, everything else by its value."""
        return super().key_of(line, column) if column == NAME else _key(line.item, column)

    def cells_of(self, item: CommuneStanding) -> tuple[str, ...]:
        """Who, whether reported, how joined, and what has come."""
        say, one = language.say, item
        if one.through is not None:
            joined = say("communes.through", unit=unit_name(one.through))
        elif one.machines:
            joined = say("communes.machines", count=one.machines)
        else:
            joined = say("communes.invited" if one.invited else "communes.not_invited")
        missing = ", ".join(str(number) for number in one.missing)
        reported = say("communes.reported_gaps" if missing else "communes.reported")
        status = reported if one.reported else say("status.not_reported")
        return (
            one.name,
            f"{style.look(status_of(one)).sign} {status}",
            joined,
            language.number(one.packages) if one.packages else "–",
            "–" if one.last_sequence is None else language.number(one.last_sequence),
            "; ".join(
                text
                for text in (
                    say("communes.missing", numbers=missing) if missing else "",
                    say("receive.tab.twins").lower() if one.twins else "",
                )
                if text
            ),
            "–" if one.last_received_on is None else language.day(one.last_received_on),
            "–" if one.as_of is None else language.day(one.as_of),
        )


def _key(one: CommuneStanding, column: int) -> tuple[object, ...]:
    keys: dict[int, tuple[object, ...]] = {
        STATUS: (one.reported, not one.missing),
        JOINED: (one.machines, one.invited),
        PACKAGES: (one.packages,),
        LAST: (one.last_sequence or 0,),
        MISSING: (len(one.missing), one.missing),
        RECEIVED: (str(one.last_received_on or ""),),
        AS_OF: (str(one.as_of or ""),),
    }
    return keys[column]
