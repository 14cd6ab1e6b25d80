"""Plans and targets as rows."""

from desktop.services.plans import Target
from desktop.services.plans.keeping import Listed
from desktop.ui.plans import words
from desktop.ui.widgets.lines import Line, LinesModel

PLAN, PLACE, YEARS, STATE = range(4)
ID, INDICATOR, ASKED, UNTIL, QUOTE = range(5)


class PlansModel(LinesModel[Listed]):
    """One row per plan, those that apply first."""

    columns = ("plan", "place", "years", "state")
    words = "plans.column"

    def row_of(self, plan_id: str) -> int:
        """The row of a plan, -1 when it is not there."""
        return next((n for n, one in enumerate(self.items) if one.plan.id == plan_id), -1)

    def cells_of(self, item: Listed) -> tuple[str, ...]:
        """Number, place, years, and whether it applies."""
        return (words.brief(item.plan), words.place(item.plan), words.years(item.plan), words.state(item)[1])

    def status_of(self, item: Listed) -> str:
        """The look of whether it applies."""
        return words.state(item)[0]

    def tip_of(self, line: Line[Listed], column: int) -> str:
        """The plan's title and who issued it."""
        plan = line.item.plan
        return f"{plan.title}\n{plan.number}, {plan.issuer}" if column == PLAN else line.cells[column]


class TargetsModel(LinesModel[Target]):
    """One row per target of a plan, in its order."""

    columns = ("id", "indicator", "asked", "until", "quote")
    words = "plans.column"

    def cells_of(self, item: Target) -> tuple[str, ...]:
        """What it asks for, and the words of the document."""
        return (
            item.id,
            words.indicator(item.indicator),
            words.asked(item),
            words.until(item),
            item.quote,
        )

    def tip_of(self, line: Line[Target], column: int) -> str:
        """Whole words, and all about the target where they are cut."""
        return words.explained(line.item) if column in (INDICATOR, QUOTE) else line.cells[column]
