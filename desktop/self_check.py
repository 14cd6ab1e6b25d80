"""``soxa --check``: the installed program proves on this machine that its parts work together.

Opens and migrates encrypted stores, exports, receives, prints a PDF, writes a workbook and paints a window, all in a
temporary folder that is removed. Support asks for its output; the build runs it.
"""

import sys
import tempfile
from pathlib import Path

from desktop.services.words import Words

_PASSPHRASE = "kiểm tra chương trình"  # noqa: S105 (of stores that live for seconds)
_COMMUNE, _PROVINCE = "03388@2025", "12@2025"


def main() -> int:
    """Run every step, print a line for each, and give the exit status."""
    words = Words()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        made = _Checked(Path(name))
        for step in (
            made.open,
            made.export,
            made.receive,
            made.carry,
            made.print_summary,
            made.ask_server,
            made.paint,
        ):
            try:
                step()
            except Exception as fault:
                # Whatever it is, this program must say which part failed.
                sys.stderr.write(words("cli", "check.failed", step=step.__name__, reason=repr(fault)) + "\n")
                return 1
            sys.stdout.write(words("cli", f"check.{step.__name__}") + "\n")
    return 0


class _Checked:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> None:
        from desktop.services import desk, exchange, sample

        self._receiver = desk.new(
            self._folder / "tỉnh", _PASSPHRASE, role=desk.RECEIVING, unit=_PROVINCE, training=True
        )
        made = desk.new(self._folder / "xã", _PASSPHRASE, role=desk.COMMUNE, unit=_COMMUNE, training=True)
        made.close()
        self._commune = desk.open_desk(self._folder / "xã", _PASSPHRASE)
        self._year = self._commune.period(self._commune.today().year - 1)
        sample.sample(self._commune, self._year.year, 40, 1)
        exchange.join(self._commune, exchange.invite(self._receiver, _COMMUNE, self._folder / "mời.json"))

    def export(self) -> None:
        from desktop.services import exchange

        if exchange.export(self._commune, self._folder) is None:
            raise AssertionError("nothing exported")

    def receive(self) -> None:
        from desktop.services import checker, exchange, indicators

        report = exchange.receive(self._receiver, [self._folder])[0]
        if report.status != "accepted" or not report.new or not checker.verify(self._receiver).ok:
            raise AssertionError(report)
        here = [
            (i.target_id, i.numerator, i.denominator) for i in indicators.compute(self._commune, self._year)
        ]
        there = indicators.compute(self._receiver, self._year, unit=_COMMUNE)
        if [(i.target_id, i.numerator, i.denominator) for i in there] != here:
            raise AssertionError("figures differ")

    def carry(self) -> None:
        from desktop.services.network import connecting, roll_calling, rounds
        from sync.receiver.certificate import kept_certificate
        from sync.receiver.serving import Serving, in_thread

        made = roll_calling.prepare(self._receiver, self._folder / "máy chủ nhận")
        serving = Serving(made.folder, "127.0.0.1", 0, *kept_certificate(made.folder))
        with in_thread(serving) as port:
            connecting.change(
                self._commune, url=f"https://127.0.0.1:{port}", fingerprint=made.fingerprint, on=True
            )
            done = rounds.go(self._commune, connecting.way(self._commune))
        if len(list(made.inbox.iterdir())) != 1 or len(done.sent) != 1:
            raise AssertionError(done)

    def print_summary(self) -> None:
        from desktop.services import narrative, printing, summary
        from desktop.services.forms import workbook
        from desktop.services.narrative import word

        built = summary.build(self._commune, self._year)
        printing.pdf(built, self._folder / "biểu.pdf")
        workbook.write_summary(built, self._folder / "biểu.xlsx")
        word.write(narrative.build(self._commune, self._year), self._folder / "báo cáo.docx")
        if not (self._folder / "biểu.pdf").read_bytes().startswith(b"%PDF"):
            raise AssertionError("not a PDF")
        for desk in (self._commune, self._receiver):
            desk.close()

    def ask_server(self) -> None:
        from desktop.models import address
        from desktop.models.errors import Refusal
        from desktop.services import desk

        try:
            # Nobody listens there; that it is said in words shows that the driver is in its place.
            desk.open_desk(address.read("postgresql://127.0.0.1:9/soxa"), _PASSPHRASE)
        except Refusal as refusal:
            if refusal.code == "server_unreachable":
                return
            raise
        raise AssertionError("a server answered")

    def paint(self) -> None:
        import os

        from desktop.__main__ import has_screen

        if not has_screen():
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from PySide6.QtWidgets import QApplication, QLabel

        from desktop.ui import style

        application = QApplication.instance() or QApplication(sys.argv[:1])
        if not isinstance(application, QApplication):
            raise AssertionError("no application")
        style.dress(application)
        label = QLabel("Sổ Xã")
        label.show()
        application.processEvents()
        if label.grab().isNull():
            raise AssertionError("nothing painted")
