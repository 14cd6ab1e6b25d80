"""What the page of the report asks of services, in the worker."""

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.models.period import Period
from desktop.models.printouts import KeptPrintout
from desktop.models.rules.problem import Problem
from desktop.services import forms, narrative, prints, typesetting
from desktop.services.desk import Desk
from desktop.services.forms import Filled
from desktop.services.narrative import Hand, Report
from desktop.services.typesetting import Spot


@dataclasses.dataclass(frozen=True)
class Drawn:
    """A report and its pages.

    Attributes:
        report: The report as kept.
        pages: As PNG images.
        tables: The forms in it: its first annex under the empty name, those behind it under their own.
        spots: Where their cells lie, and the figures in its sentences.
        problems: Signs of personal data in what was written by hand.
        before: The latest earlier period for which something was written, with it; None when there is none.
    """

    report: Report
    pages: list[bytes]
    tables: Mapping[str, Filled]
    spots: list[Spot]
    problems: Sequence[Problem]
    before: tuple[Period, Hand] | None


def draw(desk: Desk, period: Period, ppi: int) -> Drawn:
    """The report of *period* and its pages at *ppi* pixels per inch."""
    report = narrative.build(desk, period)
    document = narrative.document(report)
    pages, spots = typesetting.pages(document, ppi), typesetting.spots(document)
    first = forms.of_summary(forms.load(report.summary.form), report.summary)
    tables = {"": first, **{one.form.id: one for one in report.annexes}}
    problems = narrative.problems(report.hand)
    return Drawn(report, pages, tables, spots, problems, narrative.before(desk, period))


def numbered_pages(period: Period, desk: Desk, ppi: int) -> list[bytes]:
    """The pages of the report of *period* for a printer, with the number of the print."""
    return typesetting.pages(prints.again(desk, _keep(desk, period).number), ppi)


def write(desk: Desk, period: Period, path: Path) -> Path:
    """Write the report of *period* as a numbered print or as .docx, by the suffix of *path*."""
    if path.suffix.lower() == ".pdf":
        _keep(desk, period, path)
    else:
        from desktop.services.narrative import word

        word.write(narrative.build(desk, period), path)
    return path


def _keep(desk: Desk, period: Period, path: Path | None = None) -> KeptPrintout:
    report = narrative.build(desk, period)
    return prints.keep(desk, narrative.document(report), period, draft=report.summary.draft, path=path)
