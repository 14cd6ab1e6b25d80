"""What the page of forms asks of services, in the worker."""

import dataclasses
from pathlib import Path

from desktop.models.period import Period
from desktop.models.printouts import KeptPrintout
from desktop.services import forms, printing, prints, summary, typesetting
from desktop.services.desk import Desk
from desktop.services.forms import Filled, workbook
from desktop.services.summary import COMMUNE_SUMMARY, Summary
from desktop.services.typesetting import Document, Spot


@dataclasses.dataclass(frozen=True)
class Rendered:
    """A form and its pages.

    Attributes:
        filled: The form with its figures.
        summary: The same as the report it is the annex of; None for a form that is a table alone.
        pages: As PNG images.
        spots: Where the cells of their tables lie.
        offered: The forms of the desk: id, title, and whether it is the unit's own.
    """

    filled: Filled
    summary: Summary | None
    pages: list[bytes]
    spots: list[Spot]
    offered: tuple[tuple[str, str, bool], ...] = ()

    @property
    def document(self) -> Document:
        """What the pages are made of."""
        return forms.paper.document(self.filled) if self.summary is None else printing.document(self.summary)


def render(desk: Desk, period: Period, form_id: str, ppi: int) -> Rendered:
    """The form *form_id* of *period* and its pages at *ppi* pixels per inch.

    One that is not there any more gives way to the commune summary.
    """
    own = forms.own(desk)
    offered = tuple((one.id, one.title, one.id in own) for one in forms.listed(desk))
    if form_id not in {known for known, _, _ in offered}:
        form_id = COMMUNE_SUMMARY
    form = forms.of(desk, form_id)
    built = summary.build(desk, period) if form_id == COMMUNE_SUMMARY else None
    filled = forms.fill(desk, period, form) if built is None else forms.of_summary(form, built)
    drawn = Rendered(filled, built, [], [], offered)
    pages = typesetting.pages(drawn.document, ppi)
    return dataclasses.replace(drawn, pages=pages, spots=typesetting.spots(drawn.document))


def write(desk: Desk, rendered: Rendered, path: Path) -> Path:
    """Write it as a numbered print or as workbook, by the suffix of *path*."""
    if path.suffix.lower() == ".pdf":
        _keep(desk, rendered, path)
    else:
        workbook.write(rendered.filled, path)
    return path


def numbered_pages(rendered: Rendered, desk: Desk, ppi: int) -> list[bytes]:
    """The pages for paper, with the number of the print."""
    return typesetting.pages(prints.again(desk, _keep(desk, rendered).number), ppi)


def _keep(desk: Desk, rendered: Rendered, path: Path | None = None) -> KeptPrintout:
    filled = rendered.filled
    return prints.keep(desk, rendered.document, filled.period, draft=filled.draft, path=path)
