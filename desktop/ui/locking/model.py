"""The figures of a locked period, the records changed since, and the slips: as rows of tables."""

from desktop.models.records import LockedFigures
from desktop.services.locking import Late, Line, Standing
from desktop.ui import language
from desktop.ui.indicators import words
from desktop.ui.widgets.lines import Line as TableLine
from desktop.ui.widgets.lines import LinesModel

TARGET, LOCKED, CORRECTED, NOW, DIFFERENCE = range(5)
CHANGED, SAME = "not_met", "met"


class FiguresModel(LinesModel[Line]):
    """One row for each figure: as locked, after the slips, now, and what no slip tells of yet."""

    columns = ("target", "locked", "corrected", "now", "difference")
    words = "locking.column"
    right = (LOCKED, CORRECTED, NOW)

    def status_of(self, item: Line) -> str:
        """Whether something is to be told."""
        return CHANGED if item.changed else SAME

    def cells_of(self, item: Line) -> tuple[str, ...]:
        """The figure at each of its times."""
        name = words.label(item.indicator) if item.indicator else item.target
        return (
            f"{item.target} · {name}",
            _side(item.locked),
            _side(item.corrected),
            _side(item.now),
            _difference(item),
        )

    def tip_of(self, line: TableLine[Line], column: int) -> str:
        """Which plan it is a target of."""
        return f"{line.cells[column]} ({line.item.plan})" if column == TARGET else line.cells[column]


def _side(one: Standing | None) -> str:
    if one is None or one.numerator is None:
        return "–"
    if one.denominator is None:
        return language.number(one.numerator)
    return f"{language.number(one.numerator)} / {language.number(one.denominator)}"


def _difference(line: Line) -> str:
    if not line.changed:
        return f"✓ {language.say('locking.same')}"
    if not line.difference:
        return f"! {language.say('locking.changed')}"
    sign = "+" if line.difference > 0 else "−"
    return f"! {sign}{language.number(abs(line.difference))}"


_WHAT = {"made": "locking.made", "changed": "locking.changed_record", "deleted": "locking.deleted"}


class LateModel(LinesModel[Late]):
    """The records that were added, changed or deleted since."""

    columns = ("kind", "record", "what", "because")
    words = "locking.late"

    def cells_of(self, item: Late) -> tuple[str, ...]:
        """What it is, what was done to it, and why."""
        because = item.because
        if item.what == "deleted" and language.has("codes", f"deletion_reason.{because}"):
            because = language.code_label("deletion_reason", because)
        return (
            language.page_title(item.kind),
            item.caption or language.kind_title(item.kind),
            language.say(_WHAT[item.what]),
            because,
        )


class SlipsModel(LinesModel[LockedFigures]):
    """The lock and its correction slips, the newest first."""

    columns = ("slip", "made_on", "post", "because")
    words = "locking.slip"

    def cells_of(self, item: LockedFigures) -> tuple[str, ...]:
        """Its number, when and by which post it was made, and why."""
        number = item.slip or 0
        named = language.say
        return (
            named("locking.slip_number", number=number) if number else named("locking.slip_lock"),
            language.day(item.made_on) if item.made_on else "",
            item.post or "",
            item.because or "",
        )
