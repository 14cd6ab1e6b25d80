"""The workbook of the roll-up, which two pages of the receiving desk write."""

from pathlib import Path

from desktop.services.bases import Basis
from desktop.ui import language
from desktop.ui.page import Page
from desktop.ui.rollup.work import write_workbook
from desktop.ui.saving import EXCEL, ask_save, proposed_name, tell_written


class RollupExcel:
    """An action of *page* that asks where to and writes the workbook of the period."""

    def __init__(self, page: Page, *, primary: bool = False) -> None:
        self._page = page
        self.basis: Basis = "now"
        self.action = page.action("excel", self.choose, primary=primary)

    def choose(self) -> None:
        """Ask where to, and write the workbook."""
        period = self._page.workplace.period
        name = proposed_name("tong hop theo xa", str(period.year), period.name, suffix=".xlsx")
        if (path := ask_save(self._page, self.action.text(), name, EXCEL)) is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the workbook to *path*."""
        work = self._page.workplace
        work.tasks.run(
            write_workbook, work.desk, work.period, work.plan, path, language.current(), self.basis,
            done=self._on_written, label=language.say("saving.writing", file=path.name),
        )  # fmt: skip

    def _on_written(self, path: Path) -> None:
        tell_written(self._page.workplace.messages, path)

    def retranslate(self) -> None:
        """Set the word of the action."""
        self.action.setText(language.say("saving.excel"))
