"""Printed forms: what is waited for once the figures are known, beside a bare table of the same cells."""

import tempfile
from pathlib import Path
from typing import Any

import typst

from benchmarks import made
from desktop import paths
from desktop.models.period import Period
from desktop.services import desk as desks
from desktop.services import forms, printing, sample, summary, typesetting
from desktop.services.desk import Desk
from desktop.services.forms import Filled, workbook
from desktop.services.typesetting import Document

_TIMES = 5
_PERIOD = Period.named(2025, "year")


def show(folder: Path) -> None:
    """The summary of a commune-year of 600 records, and of the year before."""
    unit = "03388@2025"
    desk = desks.new(
        folder / "papers", made.PASSPHRASE, role="commune", unit=unit, training=True, clock=made.clock
    )
    for year, records in ((2024, 400), (2025, 600)):
        sample.sample(desk, year, records, seed=year)
    built = summary.build(desk, _PERIOD)
    figures = made.best(lambda: summary.build(desk, _PERIOD), _TIMES)
    filled = forms.of_summary(forms.load(summary.COMMUNE_SUMMARY), built)
    _tell("summary of a commune-year", figures, printing.document(built), filled, 300)
    desk.close()


def of_province(desk: Desk) -> None:
    """The consolidated forms of a province of more than 100 communes."""
    for name in ("consolidated_activities", "consolidated_supervision"):
        form = forms.load(name)

        def fill(form: forms.Form = form) -> Filled:
            return forms.fill(desk, _PERIOD, form)

        filled = fill()
        _tell(name, made.best(fill, _TIMES), forms.paper.document(filled), filled, 2000)


def _tell(what: str, figures: float, document: Document, filled: Filled, limit: int) -> None:
    """The first time counts: what was set once is set again from what Typst remembers."""
    with made.clocked() as bare:
        _bare(filled)
    with made.clocked() as first:
        typesetting.pdf(document)
    again = made.best(lambda: typesetting.pdf(document), _TIMES)
    with tempfile.TemporaryDirectory() as folder, made.clocked() as sheet:
        workbook.write(filled, Path(folder) / "form.xlsx")
    print(f"{what}, {len(filled.lines)} lines: figures {1000 * figures:.0f} ms, PDF {1000 * first.wall:.0f} ms "
          f"(to reach: {limit}), {first.wall / bare.wall:.1f} of a bare table; again {1000 * again:.0f} ms; "
          f"workbook {1000 * sheet.wall:.0f} ms")  # fmt: skip


def _bare(filled: Filled) -> Any:
    """The same texts in a table without any layout."""
    cells = ", ".join(
        f'[#"{text}"]'.replace("\\", "")
        for line in filled.lines
        for text in (one.replace('"', "") for one in forms.paper.texts(filled, line.cells))
    )
    source = f"#table(columns: {len(filled.form.columns)}, {cells})"
    fonts = [paths.resources() / "fonts"]
    return typst.compile(source.encode(), font_paths=fonts, ignore_system_fonts=True)
