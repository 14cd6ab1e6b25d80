"""What was printed, and the figures that differ since, as lines of tables."""

from desktop.models.printouts import KeptPrintout
from desktop.services.prints import Change
from desktop.ui import language, style
from desktop.ui.frame.period_chooser import name_of
from desktop.ui.widgets.lines import LinesModel

NUMBER, PERIOD, STATE, MADE, TITLE = range(5)
LINE, COLUMN, PRINTED, NOW = range(4)
_LOOKS = {True: "nothing_happened", False: "met"}


class PrintsModel(LinesModel[KeptPrintout]):
    """One line per print."""

    columns = ("number", "period", "state", "made", "title")
    words = "prints.column"
    right = (NUMBER, MADE)

    def cells_of(self, item: KeptPrintout) -> tuple[str, ...]:
        """Number, period, whether it is a draft, time, what it is about."""
        return (
            language.number(item.number),
            name_of(item.year, item.period),
            f"{style.look(self.status_of(item)).sign} "
            f"{language.say('prints.draft' if item.draft else 'prints.final')}",
            f"{language.day(item.made_at.date())} {item.made_at:%H:%M}",
            item.title,
        )

    def status_of(self, item: KeptPrintout) -> str:
        """The look of a draft, or of a print that may be handed in."""
        return _LOOKS[item.draft]


class ChangesModel(LinesModel[Change]):
    """One line per figure that differs."""

    columns = ("line", "column", "printed", "now")
    words = "prints.column"
    right = (PRINTED, NOW)

    def cells_of(self, item: Change) -> tuple[str, ...]:
        """The form's line and column, the figure as printed and as it is now."""
        none = language.say("prints.no_line")
        return (
            item.label,
            item.column,
            none if item.printed is None else item.printed,
            none if item.now is None else item.now,
        )
