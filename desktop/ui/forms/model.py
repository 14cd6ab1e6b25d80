"""Forms as rows."""

from desktop.models.fitting import day_of
from desktop.ui import language
from desktop.ui.forms.work import Listed
from desktop.ui.widgets.lines import Line, LinesModel

FORM, WHOSE, VERSION, CHANGED = range(4)


class FormsModel(LinesModel[Listed]):
    """One row per form, the unit's own first."""

    columns = ("form", "whose", "version", "changed")
    words = "forms.column"
    right = (VERSION, CHANGED)

    def row_of(self, form_id: str) -> int:
        """The row of a form, -1 when it is not there."""
        return next((n for n, one in enumerate(self.items) if one.form.id == form_id), -1)

    def cells_of(self, item: Listed) -> tuple[str, ...]:
        """Its name, whose it is, its version and the day of that."""
        day = day_of(item.form.changed_on)
        return (
            item.form.title,
            language.say("forms.of_unit" if item.own else "forms.of_program"),
            str(item.form.version),
            language.day(day) if day else "",
        )

    def tip_of(self, line: Line[Listed], column: int) -> str:
        """Where the form comes from."""
        return f"{line.item.form.title}\n{line.item.form.source}" if column == FORM else line.cells[column]
