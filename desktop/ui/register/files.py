"""A register's way to and from files: Excel template, import with a preview, export; blank forms on paper."""

import functools
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog

from desktop import paths
from desktop.models.conditions import Listing
from desktop.ui import language, saving
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.printer import PaperDoor
from desktop.ui.register import exchange_files
from desktop.ui.workplace import Workplace

_MOST_PAGES = 4

Asked = Callable[[], tuple[Listing, Sequence[str]]]
"""Gives what the list is asked for and the fields a person chose to see; no fields when nobody chose."""


class RegisterFiles:
    """Five actions of a register page. An import has an assistant of its own."""

    def __init__(self, workplace: Workplace, kind: str, page: Page, asked: Asked) -> None:
        self._workplace = workplace
        self._kind = kind
        self._page = page
        self._asked = asked
        self._written: saving.Written | None = None
        self.import_action = page.action("import", self.choose_import)
        self.export_action = page.action("export", self.choose_export)
        self.template_action = page.action("template", self.choose_template)
        self.blank_action = page.action("blank", self.choose_printer)
        self.blank_pdf_action = page.action("blank_pdf", self.choose_blank_pdf)
        self._door = PaperDoor(page, self.blank_pdf_action)
        icons = paths.resources() / "icons"
        self.import_action.setIcon(QIcon(str(icons / "import.svg")))
        self.export_action.setIcon(QIcon(str(icons / "export.svg")))

    def retranslate(self) -> None:
        """Set the words of the actions."""
        self.import_action.setText(language.say("list.import"))
        self.export_action.setText(language.say("list.export"))
        self.template_action.setText(language.say("list.template"))
        self.blank_action.setText(language.say("list.blank"))
        self.blank_action.setToolTip(language.say("list.blank_about"))
        self.blank_pdf_action.setText(language.say("list.blank_pdf"))

    def choose_template(self) -> None:
        """Ask where to, and write an empty workbook to fill in."""
        if (path := self._ask_save(language.say("list.template"))) is not None:
            run = self._workplace.tasks.run
            run(
                exchange_files.template, self._workplace.desk, self._kind, path, language.current(),
                done=self._on_written,
            )  # fmt: skip

    def choose_printer(self) -> None:
        """Ask which printer, and print blank forms; as many as the printer is asked for."""
        draw = functools.partial(exchange_files.blank_pages, self._kind)
        self._door.choose(draw, _MOST_PAGES)

    def choose_blank_pdf(self) -> None:
        """Ask where to, and write a blank form as PDF."""
        name = language.say("list.blank_pdf")
        file = saving.proposed_name("phieu giay", language.register_title(self._kind), suffix=".pdf")
        if (path := saving.ask_save(self._page, name, file, saving.PDF)) is not None:
            self._workplace.tasks.run(
                exchange_files.blank, self._workplace.desk, self._kind, path, done=self._on_written
            )

    def choose_export(self) -> None:
        """Ask where to, and write the register as it is listed."""
        if (path := self._ask_save(language.say("list.export"))) is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Write the register to *path*, as it is listed: with its filter, its order and the columns chosen."""
        listing, fields = self._asked()
        self._workplace.tasks.run(
            exchange_files.export, self._workplace.desk, listing, fields or None, path, language.current(),
            done=self._on_written, label=language.say("list.exporting"), progress=True,
        )  # fmt: skip

    def _on_written(self, path: Path) -> None:
        self._written = saving.Written(path)
        self._workplace.messages.tell(
            language.say("list.written", file=path.name), OK,
            action=language.say("list.open_file"), on_action=self._written.open,
        )  # fmt: skip

    def choose_import(self) -> None:
        """Ask which file, and look at it."""
        name, _ = QFileDialog.getOpenFileName(
            self._page, language.say("list.import"), str(saving.remembered("documents")), saving.EXCEL
        )
        if name:
            saving.remember("documents", Path(name).parent)
            self._workplace.open_import(self._kind, Path(name))

    def _ask_save(self, name: str) -> Path | None:
        file = saving.proposed_name(name, language.register_title(self._kind), suffix=".xlsx")
        return saving.ask_save(self._page, name, file, saving.EXCEL)
