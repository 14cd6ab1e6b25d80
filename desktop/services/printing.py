"""The printed summary: every word and figure that stands on paper, by NĐ 30/2020/NĐ-CP.

How it lies on the page stands in ``resources/forms/<form>.typ``; ``typesetting`` brings both together.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop.models.files import write_whole
from desktop.services import decree, figures, letterhead, telling, typesetting
from desktop.services.made_by import made_by
from desktop.services.summary import Line, Summary, form
from desktop.services.telling import Sentence
from desktop.services.typesetting import Document
from desktop.services.words import Words

# Where a line's figures stand among the columns.
_FIGURES = slice(3, 7)
_REPORT = "BC"


def pdf(summary: Summary, path: Path) -> None:
    """Write *summary* to *path* as PDF, with its fonts inside.

    Raises:
        Refusal: ``cannot_write`` or ``disk_full``; a file that stood there is untouched.
    """
    write_whole(path, typesetting.pdf(document(summary)))


def pages(summary: Summary, ppi: int = 110) -> list[bytes]:
    """The pages of the same document as PNG images, *ppi* pixels per inch."""
    return typesetting.pages(document(summary), ppi)


def document(summary: Summary) -> Document:
    """What the pages of *summary* are made of."""
    return typesetting.document(summary.form, content(summary))


def content(summary: Summary) -> dict[str, Any]:
    """Every word and figure of the printed document, as the layout receives them."""
    described = form(summary.form)
    words: dict[str, str] = described["words"]
    columns = [column["title"] for column in described["columns"]]
    head = summary.head or letterhead.derived(summary.unit)
    known = {
        "period": decree.period_name(summary.period),
        "body": head.body,
        "start": figures.day(summary.period.start),
        "end": figures.day(summary.period.end),
        "year": summary.made_on.year,
    }
    return {
        **letterhead.around(head, _REPORT, summary.made_on),
        "form": summary.form,
        "title": words["subject"].format(**known),
        "subject": words["subject"].format(**known),
        "opening": words["opening"].format(**known),
        "parts": [
            {"title": part["title"], "runs": runs(summary, [telling.tell(part, summary)])}
            for part in described["body"]
        ],
        "details": words["details"],
        "closing": words["closing"].format(**known),
        "period": known["period"],
        "annex_name": decree.annex_names(1)[0],
        "annex_title": words["annex_title"].format(**known),
        "columns": columns,
        "figure_columns": columns[_FIGURES],
        "lines": [_cells(line, words) for line in summary.lines],
        "legend": words["legend"],
        "reference": f"{words['reference']} {made_by(described, words)}",
        **marks(words, training=summary.training, draft=summary.draft),
    }


def runs(summary: Summary, sentences: Sequence[Sentence]) -> list[tuple[str, str, int]]:
    """*sentences* one behind the other: words, and of a figure its line and the place of its column; else -1."""
    columns = {column["id"]: place for place, column in enumerate(form(summary.form)["columns"])}
    found: list[tuple[str, str, int]] = []
    for sentence in sentences:
        if found:
            found.append((" ", "", -1))
        found.extend((words, line, columns.get(column, -1)) for words, line, column in sentence.runs)
    return found


def marks(words: Mapping[str, str], *, training: bool, draft: bool) -> dict[str, str | None]:
    """What stands around every page: which print it is, and that it must not be taken for a final one.

    Practice weighs more than a draft.
    """
    kept = {"printout_words": words["printout"], "printout": None}
    if training:
        return {**kept, "footer": words["training"], "watermark": words["watermark"]}
    if draft:
        return {**kept, "footer": words["draft"], "watermark": words["draft_watermark"]}
    return {**kept, "footer": None, "watermark": None}


def _cells(line: Line, words: dict[str, str]) -> dict[str, Any]:
    shown = [figures.figure(value, words) for value in (line.now, line.to_date, line.last_year)]
    shown.append(figures.growth(line.growth, words))
    return {
        "id": line.id,
        "level": line.level,
        "number": line.number,
        "label": line.label,
        "unit": Words("vi")("units", line.unit) if line.unit else "",
        "figures": shown if line.tracked else [""] * len(shown),
        "note": line.note,
    }
