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
from desktop.services import blanks, forms, letterhead, narrative, printing, summary, typesetting
from desktop.services.forms import Filled, FilledLine, Form
from desktop.services.forms.form import Column
from desktop.services.forms.values import Value
from desktop.services.letterhead import Letterhead, Signer
from desktop.services.narrative import Hand
from desktop.services.narrative.report import told
from desktop.services.summary import GROUP, PART, ROW, Line, Summary

KEPT = Path(__file__).parent / "pages_as_they_were"
PPI = 45
_UNIT = units.unit("03388@2025")
_CITY = units.unit("79@2025")
_PERIOD, _DAY = Period.named(2025, "q3"), date(2025, 9, 15)
_TOTAL = forms.TOTAL
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
        # Longer than a page: headings come again, and the signature has lines of the table beside it.
        "list": (_form("establishment_list", _listed(22)), (1, 2)),
        "groups": (_form("tip_off_log", _grouped("tip_off_log")), (1,)),
        "communes": (_form("consolidated_supervision", _communes(60), _CITY), (1, 2, 3)),
        # Its seventh page is the first of the second annex, which lies wide.
        "annex": (narrative.pages(_enclosing(), PPI), (7,)),
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
    return Summary(
        form=summary.COMMUNE_SUMMARY, unit=_UNIT, superior=None, period=_PERIOD, made_on=_DAY,
        training=False, lines=tuple(lines), head=head,
    )  # fmt: skip


def _enclosing() -> narrative.Report:
    """A report with a second annex."""
    return told(_figures(_DEPUTY), _hand(), None, (_filled("plan_progress", _targets()),))


def _form(name: str, lines: Iterator[FilledLine], unit: units.Unit = _UNIT) -> list[bytes]:
    return forms.paper.pages(_filled(name, lines, unit), PPI)


def _filled(name: str, lines: Iterator[FilledLine], unit: units.Unit = _UNIT) -> Filled:
    head = _DEPUTY if unit is _UNIT else letterhead.derived(unit)
    missing = tuple(one.full_name for one in units.communes_below(_CITY.ref)[50:60]) if unit is _CITY else ()
    return Filled(
        form=forms.load(name), unit=unit, period=_PERIOD, made_on=_DAY, training=False, draft=False, head=head,
        lines=tuple(lines), missing=missing, doubts=(), made_by="Biểu mẫu bản 1; cách tính bản 1.",
    )  # fmt: skip


def _listed(count: int) -> Iterator[FilledLine]:
    """Lines of a list whose words are short and long by turns."""
    form = forms.load("establishment_list")
    for number in range(1, count + 1):
        said = {"trade_name": f"Nhà nghỉ số {number}", "own_code": f"NN{number:02}", "hamlet": "Bản Nậm Thử",
                "type": "Cà phê sân vườn, cà phê chòi" if number % 4 == 0 else "Khách sạn"}  # fmt: skip
        yield FilledLine(str(number), ROW, tuple(_cell(one, number, said) for one in form.columns), "")
    total = tuple(
        "Tổng cộng" if one.id == "trade_name" else 900 if one.shows == "sum" else "" for one in form.columns
    )
    yield FilledLine("", _TOTAL, total, "Tổng cộng")


def _cell(column: Column, number: int, said: dict[str, str]) -> Value:
    if column.shows == "number":
        return str(number)
    if column.id.endswith("_on"):
        return date(2020, 1 + number % 12, 1 + number % 28)
    return 3 * number + len(column.id) if column.shows in ("sum", "count") else said.get(column.id, "")


def _grouped(name: str) -> Iterator[FilledLine]:
    form = forms.load(name)
    for group in form.groups:
        yield FilledLine("", GROUP, tuple(_of_group(form, group.number, group.title)), group.title)
        for number, row in enumerate(group.rows, start=1):
            figures: dict[str, Value] = {"number": str(number), "label": row.label, "unit": "tin"}
            figures |= {"now": 12 * number, "to_date": 1_204 * number, "last_year": 9, "growth": 33.3}
            yield FilledLine(
                row.id, ROW, tuple(figures.get(one.shows, "") for one in form.columns), row.label
            )


def _of_group(form: Form, number: str, title: str) -> Iterator[Value]:
    return ({"number": number, "label": title}.get(one.shows, "") for one in form.columns)


def _communes(count: int) -> Iterator[FilledLine]:
    form = forms.load("consolidated_supervision")
    for number, unit in enumerate(units.communes_below(_CITY.ref)[:count], start=1):
        there = number <= count - 10
        cells: dict[str, Value] = {"number": str(number), "name": unit.full_name, "reported": there}
        figure = number * 7 if there else None
        yield FilledLine(
            unit.ref, ROW, tuple(cells.get(one.shows, figure) for one in form.columns), unit.full_name
        )
    total: dict[str, Value] = {"number": "", "name": "Tổng cộng", "reported": f"{count - 10}/{count}"}
    yield FilledLine("", _TOTAL, tuple(total.get(one.shows, 8_925) for one in form.columns), "Tổng cộng")


def _targets() -> Iterator[FilledLine]:
    form = forms.load("plan_progress")
    for number in range(1, 13):
        said: dict[str, Value] = {
            "number": f"LC{number}", "label": f"Chỉ tiêu thứ {number} của kế hoạch", "asked": "≥ 70 %",
            "counts": f"{7 * number}/100", "value": 7.0 * number, "status": "✓ Đạt", "missing": "",
        }  # fmt: skip
        yield FilledLine(f"LC{number}", ROW, tuple(said[one.shows] for one in form.columns), "")


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
