"""What the decree has around the body of a document, in the words of the unit's letterhead."""

from datetime import date
from typing import Any

from desktop.services import decree
from desktop.services.letterhead.values import Letterhead, recipients, signature_lines

_DOTS = "\u2026" * 16
_FITS = 60


def around(
    head: Letterhead, kind: str, made_on: date, *, number: int | None = None, day: date | None = None
) -> dict[str, Any]:
    """What the decree has around the body of a document: head, addressees, signature, recipients.

    Args:
        head: The unit's letterhead.
        kind: Letters of the kind of document: ``BC`` for a report, ``KH`` for a plan.
        made_on: When the document was made.
        number: Its number, once it has one.
        day: The day it was signed, once it is.
    """
    symbol = f"{kind}-{head.symbol}"
    return {
        "body": head.body,
        "made_on": [made_on.year, made_on.month, made_on.day],
        "superior": decree.body_lines(head.superior) if head.superior else [],
        "issuer": decree.body_lines(head.body),
        "number": decree.number(number, symbol),
        "place_and_date": decree.place_and_date(head.place, day, made_on.year),
        "addressees": decree.listed(head.addressees) if len(head.addressees) > 1 else [],
        "addressee": head.addressees[0] if len(head.addressees) == 1 else _DOTS,
        "recipients": decree.listed(recipients(head)),
        "signature": {"lines": signature_lines(head), "name": head.signing.name},
        "enclosed_with": _enclosed(symbol, head.body, made_on.year, number, day),
    }


def _enclosed(symbol: str, body: str, year: int, number: int | None, day: date | None) -> str:
    dated = decree.day_in_words(day) if day else f"ngày{decree.BLANK}tháng{decree.BLANK}năm {year}"
    # The name of the body stays on one line where it fits there.
    named = body.replace(" ", "\u00a0") if len(body) < _FITS else body
    return f"(Kèm theo Báo cáo số {decree.number(number, symbol)} {dated} của\u00a0{named})"
