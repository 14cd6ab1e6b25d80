"""The records behind a figure, as rows that can be searched."""

from desktop.models.records import kind_named
from desktop.services.indicators import Explained
from desktop.ui import language
from desktop.ui.indicators import words
from desktop.ui.shown import shown
from desktop.ui.widgets.lines import LinesModel
from desktop.ui.workplace import Workplace

UNIT = "unit"
"""The kind of a row that is a commune, not a record."""
KIND, CAPTION, QUANTITY, PACKAGE, REASON = range(5)


class RecordsModel(LinesModel[Explained]):
    """Records a figure counts or leaves out."""

    columns = ("kind", "caption", "quantity", "package", "reason")
    words = "explained.column"
    right = (QUANTITY,)

    @property
    def of_units(self) -> bool:
        """Whether the rows are communes, not records."""
        return any(one.kind == UNIT for one in self.items)

    @property
    def of_packages(self) -> bool:
        """Whether any of the records came in a package."""
        return any(one.packages for one in self.items)

    def head_of(self, column: int) -> str:
        """The name of a commune stands under a head of its own."""
        if column == CAPTION and self.of_units:
            return language.say("explained.unit")
        return super().head_of(column)

    def cells_of(self, item: Explained) -> tuple[str, ...]:
        """What it is, what it is called, how much it counts, the packages it came in, and why it does not count."""
        if item.kind == UNIT:
            kind = language.say("explained.unit")
            caption, quantity = str(item.values["name"]), ""
            if item.reason is None:
                above, below = item.values["numerator"], item.values["denominator"]
                quantity = language.number(above)
                if below is not None:
                    quantity += f" / {language.number(below)}"
        else:
            # The name of its page is shorter than the title of the kind, and it is where the row leads.
            kind = language.page_title(item.kind)
            caption = caption_of(item)
            quantity = language.number(item.quantity) if item.quantity else ""
        came = "; ".join(
            language.say("explained.package", sequence=one.sequence, day=language.short_day(one.received_on))
            for one in item.packages
        )
        return kind, caption, quantity, came, words.left_out(item.reason) if item.reason else ""


def open_behind(workplace: Workplace, one: Explained) -> None:
    """Open the form of a record behind a figure; tallies come in packages and have none."""
    if kind_named(one.kind).derived:
        workplace.messages.tell(language.say("explained.no_form"))
    else:
        workplace.open_record(one.kind, one.id)


def caption_of(one: Explained) -> str:
    """The fields that name a record, in words; a record without any is named by its kind."""
    described = kind_named(one.kind)
    parts = []
    for name, value in one.values.items():
        # Links come with the name of what they point to already in place of the id.
        text = shown(described.field(name), value, {str(value): str(value)})
        if text:
            parts.append(text)
    return " · ".join(parts) or language.kind_title(one.kind)
