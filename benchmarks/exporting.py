"""Exporting a long list beside openpyxl's write-only mode merely writing the same cells."""

import tempfile
from pathlib import Path

import openpyxl

from benchmarks import made
from desktop.models.conditions import Listing
from desktop.services import desk as desks
from desktop.services import exporting, sample
from desktop.services.words import Words

RECORDS = 12_000
_KIND = "propaganda_session"
_TIMES = 3


def show() -> None:
    """Print the ratio by processor time, each the best of several runs."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        desk = desks.new(
            folder / "s", made.PASSPHRASE, role="commune", unit="03388@2025", training=True, clock=made.clock
        )
        sample.sample(desk, 2025, RECORDS, 1)
        listing = Listing(_KIND, "", (), None, None, True, desk.settings.unit, False)
        ours, plain = [], []
        for _ in range(_TIMES):
            with made.clocked() as taken:
                count = exporting.export(desk, listing, folder / "list.xlsx", Words())
            ours.append(taken.cpu)
            plain.append(_plain(folder / "list.xlsx", folder / "plain.xlsx"))
        desk.close()
    print(f"exporting {count} records: {1000 * min(ours):.0f} ms, {min(ours) / min(plain):.2f} of openpyxl "
          "writing the same cells in its write-only mode (to reach: 2)")  # fmt: skip


def _plain(source: Path, target: Path) -> float:
    book = openpyxl.load_workbook(source, read_only=True)
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()
    with made.clocked() as taken:
        made_book = openpyxl.Workbook(write_only=True)
        sheet = made_book.create_sheet()
        for row in rows:
            sheet.append(row)
        made_book.save(target)
    return taken.cpu
