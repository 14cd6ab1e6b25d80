"""Draws the pages that tests compare with those kept: ``python -m tests.ui.make_pages`` keeps them anew.

Look at every page before keeping it: what is kept is what the decree's checklist was held against.
"""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from desktop.models import units
from desktop.models.period import Period
from desktop.models.records import kind_named
from desktop.services import blanks, letterhead, narrative, printing, summary, typesetting
from desktop.services.letterhead import Letterhead, Signer
from desktop.services.narrative import Hand
from desktop.services.narrative.report import told
from desktop.services.summary import GROUP, PART, ROW, Line, Summary

KEPT = Path(__file__).parent / "pages_as_they_were"
PPI = 45
_UNIT = units.unit("03388@2025")
_USUAL = letterhead.derived(_UNIT)
_DEPUTY = dataclasses.replace(
    _USUAL,
    signers=(Signer("kt", "Phó Chủ tịch", "Lò Thị Mai"),),
    addressees=("Ủy ban nhân dân tỉnh Lai Châu", "Sở Y tế tỉnh Lai Châu"),
    recipients=("Thường trực Đảng ủy", "Công an phường"),
)
_OFFICE = dataclasses.replace(
    _USUAL,
    superior="Ủy ban nhân dân phường Đoàn Kết",
    body="Phòng Văn hóa - Xã hội",
    symbol="VHXH",
    collective="",
    leader="Trưởng phòng",
    signers=(Signer("tuq", "Chuyên viên", "Lò Thị Mai"),),
)


def drawn() -> Iterator[tuple[str, bytes]]:
    """Name and image of every page that is compared."""
    made: dict[str, tuple[list[bytes], tuple[int, ...]]] = {
        # Its third page is the first one of the annex.
        "summary": (printing.pages(_figures(_USUAL), PPI), (1, 3)),
        "report": (narrative.pages(told(_figures(_DEPUTY), _hand()), PPI), (1, 2)),
        "office": (printing.pages(_figures(_OFFICE), PPI), (1,)),
        "blank": (typesetting.pages(_blank(), PPI), (1,)),
    }
    for name, (pages, numbers) in made.items():
        for number in numbers:
            yield f"{name}-{number}.png", pages[number - 1]


def _figures(head: Letterhead) -> Summary:
    """The form with figures that follow from their place in it."""
    lines: list[Line] = []
    for group in summary.form()["groups"]:
        lines.append(Line("", group["number"], group["title"], GROUP))
        for place, row in enumerate(group["rows"], start=1):
            lines.append(_line(row, str(place), ROW, len(lines)))
            for part, below in enumerate(row.get("rows", ()), start=1):
                lines.append(_line(below, f"{place}.{part}", PART, len(lines)))
    period = Period.named(2025, "q3")
    return Summary(
        form=summary.COMMUNE_SUMMARY, unit=_UNIT, superior=None, period=period, made_on=date(2025, 9, 15),
        training=False, lines=tuple(lines), head=head,
    )  # fmt: skip


def _line(row: dict[str, str], number: str, level: int, place: int) -> Line:
    now, before = 10 * place + 3, 9 * place + 1
    return Line(
        row["id"], number, row["label"], level, row["unit"], now, 3 * now, before, summary.growth(now, before)
    )


def _hand() -> Hand:
    texts = {"shortcomings": "Lực lượng mỏng, kiêm nhiệm nhiều việc.", "tasks": "Duy trì mô hình thí điểm."}
    return Hand(texts, 5, date(2025, 9, 15))


def _blank() -> typesetting.Document:
    return typesetting.document("blank", blanks.content(kind_named("inspection"), _USUAL.body))


def main() -> None:
    """Keep every page as it is drawn now."""
    KEPT.mkdir(exist_ok=True)
    for name, page in drawn():
        (KEPT / name).write_bytes(page)


if __name__ == "__main__":
    main()
