"""Importing 5,000 rows, read, checked and written, beside openpyxl merely reading the same file."""

import datetime
import random
import tempfile
from pathlib import Path

import openpyxl

from benchmarks import made
from desktop.models import code_lists
from desktop.services import desk as desks
from desktop.services import importing
from desktop.services.words import Words

ROWS = 5_000
_TIMES = 5
_COLUMNS = (
    "held_on", "form", "hamlet", "venue", "title", "topics", "audiences.group", "audiences.attendances",
    "audiences.female", "audiences.first_time",
)  # fmt: skip


def show() -> None:
    """Print the ratios by processor time; each is the best of several runs, taken in turn."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        path = _workbook(Path(name) / "buoi.xlsx")
        plain, streamed, ours = [], [], []
        for number in range(_TIMES):
            plain.append(_taken(_read, path))
            streamed.append(_taken(_stream, path))
            ours.append(_import(Path(name) / str(number), path))
    taken = min(ours)
    print(f"importing {ROWS} rows: {1000 * taken:.0f} ms, {taken / min(plain):.2f} of openpyxl reading the file "
          f"(to reach: 2), {taken / min(streamed):.2f} of its read-only way")  # fmt: skip


def _taken(work: object, path: Path) -> float:
    assert callable(work)
    with made.clocked() as taken:
        work(path)
    return taken.cpu


def _read(path: Path) -> None:
    for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True):
        _ = row


def _stream(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for row in book.worksheets[0].iter_rows(values_only=True):
        _ = row
    book.close()


def _import(folder: Path, path: Path) -> float:
    unit = "03388@2025"
    desk = desks.new(folder, made.PASSPHRASE, role="commune", unit=unit, training=True, clock=made.clock)
    with made.clocked() as taken:
        outcome = importing.run(desk, path)
    desk.close()
    assert outcome.preview.count("new") == ROWS
    return taken.cpu


def _workbook(path: Path) -> Path:
    words, drawn = Words(), random.Random(1)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Tuyên truyền")
    sheet.append(_COLUMNS)
    forms = [words("codes", f"propaganda_form.{code}") for code in code_lists.codes("propaganda_form")]
    topics = [words("codes", f"topic.{code}") for code in code_lists.codes("topic")]
    for number in range(ROWS):
        day = datetime.date(2025, 1, 1) + datetime.timedelta(days=number % 300)
        people = drawn.randint(10, 90)
        sheet.append([
            day, drawn.choice(forms), f"Bản {number % 40}", f"Nhà văn hóa số {number}",
            f"Tuyên truyền phòng, chống mại dâm lần {number}", "; ".join(drawn.sample(topics, 2)),
            words("codes", "audience_group.youth"), people, people // 2, people // 5,
        ])  # fmt: skip
    book.save(path)
    return path
