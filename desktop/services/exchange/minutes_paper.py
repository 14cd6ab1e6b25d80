"""The minutes on paper: by NĐ 30/2020/NĐ-CP, numbered among the prints, signed by both sides."""

from pathlib import Path
from typing import Any

from desktop.models import handlings
from desktop.models.printouts import KeptPrintout
from desktop.models.units import in_a_sentence, unit
from desktop.services import decree, letterhead, printing, prints, summary, typesetting
from desktop.services.desk import Desk
from desktop.services.exchange.minutes import Entry, Minutes
from desktop.services.typesetting import Document
from desktop.services.words import Words

FORM = "receiving_minutes"
_TEMPLATE = "minutes"
_HASH = 12
_VI = Words("vi")
_WIDTHS = [9, 46, 13, 21, 22, 15, 26, 0]
_ALIGNS = ["center", "left", "center", "center", "center", "right", "left", "left"]
_HEADS = ("number", "unit", "sequence", "made", "received", "records", "hash", "result")


def result(words: Words, one: Entry) -> str:
    """What became of a package, in one line."""
    if one.what in (handlings.RECEIVED, handlings.TAKEN_AGAIN):
        counts = {name: one.counts.get(name, 0) for name in ("new", "updated", "duplicate", "conflict")}
        key = "received" if one.what == handlings.RECEIVED else "taken_again"
        return words("board", f"minutes.{key}", **counts)
    if one.what == handlings.REFUSED:
        # The first sentence says why; the others are for whoever stands at the desk.
        why = words("errors", one.code, **one.params).split(". ")[0].rstrip(".")
        return words("board", "minutes.refused", why=why)
    return words("board", f"minutes.{one.what}", because=one.because)


def cells(words: Words, number: int, one: Entry) -> list[str]:
    """One line of the table."""
    counted = one.counts.get("new", 0) + one.counts.get("updated", 0)
    received = one.what in (handlings.RECEIVED, handlings.TAKEN_AGAIN)
    return [
        str(number),
        unit(one.unit).full_name if one.unit else words("board", "minutes.unknown"),
        "" if one.sequence is None else str(one.sequence),
        _day(one.as_of) if one.as_of else "",
        f"{_day(one.at)} {one.at[11:16]}",
        str(counted) if received else "",
        one.sha256[:_HASH],
        result(words, one),
    ]


def heads(words: Words) -> list[str]:
    """The heads of the table."""
    return [words("board", f"minutes.head.{name}") for name in _HEADS]


def totals(words: Words, minutes: Minutes) -> str:
    """What it comes to, in a sentence."""
    return words(
        "board", "minutes.totals", received=len(minutes.of(handlings.RECEIVED)), records=minutes.records,
        refused=len(minutes.of(handlings.REFUSED)), back=len(minutes.of(handlings.TAKEN_BACK)),
    )  # fmt: skip


def content(desk: Desk, minutes: Minutes) -> dict[str, Any]:
    """Every word of the minutes on paper."""
    head, words = letterhead.of(desk), summary.form()["words"]
    own = unit(desk.settings.unit)
    giving = unit(minutes.unit).full_name if minutes.unit else _VI("board", "minutes.dots")
    span = (
        _VI("board", "minutes.on", day=decree.day_in_words(minutes.since))
        if minutes.since == minutes.until
        else _VI("board", "minutes.span", since=_day(f"{minutes.since}"), until=_day(f"{minutes.until}"))
    )
    return {
        **letterhead.around(head, "BB", desk.today()),
        "form": FORM,
        "figure_columns": [],
        "title": _VI("board", "minutes.title"),
        "about": _VI("board", "minutes.about", span=span),
        "wide": True,
        "opening": [
            _VI("board", "minutes.opening", day=decree.day_in_words(desk.today()), place=head.place),
            _VI("board", "minutes.giving", name=giving),
            _VI("board", "minutes.receiving", name=head.body, unit=in_a_sentence(own)),
            _VI("board", "minutes.agreed", span=span),
        ],
        "widths": _WIDTHS,
        "aligns": _ALIGNS,
        "heads": [[{"text": text, "across": 1, "down": 1} for text in heads(_VI)]],
        "lines": [
            {"id": "", "label": "", "level": 1, "cells": cells(_VI, number, one), "figures": []}
            for number, one in enumerate(minutes.entries, start=1)
        ],
        "missing": "",
        "legend": "",
        "closing": [totals(_VI, minutes), _VI("board", "minutes.hashes"), _VI("board", "minutes.copies")],
        "sides": [
            {"title": _VI("board", "minutes.side.giving"), "note": _VI("board", "minutes.sign"), "name": ""},
            {"title": _VI("board", "minutes.side.receiving"), "note": _VI("board", "minutes.sign"),
             "name": head.signing.name},
        ],
        **printing.marks(words, training=desk.settings.training, draft=False),
    }  # fmt: skip


def document(desk: Desk, minutes: Minutes) -> Document:
    """What the pages of the minutes are made of."""
    return typesetting.document(_TEMPLATE, content(desk, minutes))


def print_to(desk: Desk, minutes: Minutes, path: Path | None = None) -> KeptPrintout:
    """Give the minutes a number among the prints and keep them; write them to *path* as PDF if one is given.

    Raises:
        Refusal: ``cannot_write``, ``disk_full``.
    """
    period = desk.period(minutes.until.year)
    return prints.keep(desk, document(desk, minutes), period, draft=False, path=path)


def _day(moment: str) -> str:
    return f"{moment[8:10]}/{moment[5:7]}/{moment[:4]}"
