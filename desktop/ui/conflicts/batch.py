"""Many conflicts by one rule: what will be kept and what not, line by line, before anything is written."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.services import conflicts
from desktop.services.conflicts import ELSEWHERE, HERE, NEWEST, RULES, SHOWN, Conflict, Decision
from desktop.ui import language, style
from desktop.ui.conflicts.sentences import field_words, short, value_words
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.lines import LinesModel
from desktop.ui.widgets.table import plain_table
from desktop.ui.widgets.unwheeled import Unwheeled

_LETTERS = (16, 12, 14, 14)
_RULE_LETTERS = 30


class PlannedModel(LinesModel[tuple[Conflict, Decision]]):
    """Which record, which field, what is kept, what is not."""

    columns = ("record", "field", "kept", "left")
    words = "conflicts.planned"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.captions: Mapping[str, str] = {}

    def cells_of(self, item: tuple[Conflict, Decision]) -> tuple[str, ...]:
        """The text of each column."""
        conflict, decision = item
        others = [offer.value for offer in conflict.offers if not conflicts.same(offer.value, decision.value)]
        return (
            conflict.caption or language.say("conflicts.unnamed"),
            field_words(conflict),
            short(value_words(conflict, decision.value, self.captions)),
            " · ".join(short(value_words(conflict, value, self.captions)) for value in others),
        )


class BatchCard(Card):
    """The conflicts that are selected, and the rule; ``decided`` carries the `Decision`s."""

    decided = Signal(object)

    def __init__(self, *, commune: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commune = commune
        self._conflicts: Sequence[Conflict] = ()
        self._decisions: list[Decision] = []
        self._title = label("", "section", self)
        self._about = label("", "secondary", self, wrap=True)
        self.rule = Unwheeled(self)
        self.rule.setObjectName("rule")
        self.rule.setMinimumContentsLength(_RULE_LETTERS)
        self.rule.setSizeAdjustPolicy(Unwheeled.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.rule.currentIndexChanged.connect(self._on_rule)
        self.model = PlannedModel(self)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self.table.weigh(_LETTERS)
        self._count = label("", "", self, wrap=True)
        self.write = Button(self)
        self.write.setProperty("primary", True)
        self.write.clicked.connect(self._on_write)
        for line in (self._title, self._about, self.rule):
            self.column.addWidget(line)
        self.column.addWidget(self.table, 1)
        row = QHBoxLayout()
        self.column.addLayout(row)
        row.setSpacing(style.GAP)
        row.addWidget(self._count, 1)
        row.addWidget(self.write)
        self._retranslate()

    def show_conflicts(self, found: Sequence[Conflict], captions: Mapping[str, str]) -> None:
        """Show what deciding *found* by the rule chosen would come to."""
        self._conflicts, self.model.captions = found, captions
        self._retranslate()

    def _rules(self) -> list[tuple[str, str]]:
        say = language.say
        plain = [rule for rule in RULES if self._commune or rule in (NEWEST, SHOWN)]
        found = [(rule, say(f"conflicts.rule.{rule}")) for rule in plain]
        sites = sorted({site for one in self._conflicts for site in one.sites})
        own = {
            source.site
            for one in self._conflicts
            for offer in one.offers
            for source in offer.sources
            if source.here
        }
        others = [site for site in sites if site not in own]
        if self._commune and len(others) == 1:
            # Then another machine and this machine say it all.
            return found
        without = [one for one in found if one[0] not in (HERE, ELSEWHERE) or own]
        return [*without, *((site, say("conflicts.rule.machine", machine=site[:4])) for site in others)]

    def _on_rule(self, _place: int) -> None:
        self._decisions = conflicts.by_rule(self._conflicts, str(self.rule.currentData() or NEWEST))
        by_place = {(one.record, one.field): one for one in self._conflicts}
        self.model.show_items([(by_place[one.record, one.field], one) for one in self._decisions])
        say = language.say
        left = len(self._conflicts) - len(self._decisions)
        text = say("conflicts.will_decide", count=len(self._decisions))
        self._count.setText(f"{text} {say('conflicts.left_alone', count=left)}" if left else text)
        self.write.setText(say("conflicts.write", count=len(self._decisions)))
        self.write.setEnabled(bool(self._decisions))

    def _on_write(self) -> None:
        if self._decisions:
            self.decided.emit(tuple(self._decisions))

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(say("conflicts.selected", count=len(self._conflicts)))
        self._about.setText(say("conflicts.batch_about"))
        self.rule.setAccessibleName(say("conflicts.rule"))
        self.table.setAccessibleName(say("conflicts.preview"))
        chosen = self.rule.currentData()
        self.rule.blockSignals(True)
        self.rule.clear()
        for rule, text in self._rules():
            self.rule.addItem(text, rule)
        self.rule.setCurrentIndex(max(self.rule.findData(chosen), 0))
        self.rule.blockSignals(False)
        self.model.retranslate()
        self._on_rule(self.rule.currentIndex())
