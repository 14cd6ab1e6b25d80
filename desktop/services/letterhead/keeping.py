"""The letterhead as it is kept: what was set differs from what follows from the unit, and only that is kept.

It stays in the store: it is no record and has no way into a package.
"""

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from desktop.models import settings, units
from desktop.models.errors import Refusal
from desktop.models.folding import nfc
from desktop.services.desk import Desk
from desktop.services.letterhead.checks import problems
from desktop.services.letterhead.values import LISTS, TEXTS, Letterhead, Signer, derived

_NAME = "letterhead"
_SEPARATED = re.compile(r"[;\n]")
# Written by the layout itself.
_OWN_LINES = re.compile(r"^(?:như (?:trên|kính gửi)|lưu\b)", re.IGNORECASE)
# Without one of these there is no document.
_NEVER_EMPTY = ("body", "symbol", "place", "leader")


def of(desk: Desk) -> Letterhead:
    """The letterhead of the unit, as it was set or as it follows from the unit."""
    usual = derived(units.unit(desk.settings.unit))
    with desk.store.read() as connection:
        kept = settings.read(connection, _NAME, {})
    return msgspec.convert({**dataclasses.asdict(usual), **kept}, Letterhead)


def keep(desk: Desk, head: Letterhead) -> Letterhead:
    """Keep *head* from now on; what is the same as what follows from the unit goes on following it.

    Raises:
        Refusal: ``letterhead_wrong`` with ``problems``; nothing was changed.
    """
    usual = derived(units.unit(desk.settings.unit))
    wanted = checked(head, usual)
    own = {
        field.name: msgspec.to_builtins(getattr(wanted, field.name))
        for field in dataclasses.fields(Letterhead)
        if getattr(wanted, field.name) != getattr(usual, field.name)
    }
    with desk.store.write() as writer:
        settings.write(writer.connection, {_NAME: own})
    return wanted


def checked(head: Letterhead, usual: Letterhead) -> Letterhead:
    """*head* as it is kept: one spelling, bare lines, *usual* where there must be something.

    Raises:
        Refusal: ``letterhead_wrong`` with ``problems``.
    """
    texts: dict[str, Any] = {name: nfc(getattr(head, name)) for name in TEXTS}
    lists: dict[str, Any] = {name: _lines(getattr(head, name)) for name in LISTS}
    for name in _NEVER_EMPTY:
        texts[name] = texts[name] or getattr(usual, name)
    signers = [Signer(one.delegation, nfc(one.post), nfc(one.name)) for one in head.signers]
    wanted = dataclasses.replace(
        head,
        **texts,
        **lists,
        signers=tuple(one for one in signers if one.post or one.name),
    )
    if found := problems(wanted):
        raise Refusal("letterhead_wrong", problems=found)
    return wanted


def changed(head: Letterhead, texts: Mapping[str, str]) -> Letterhead:
    """*head* with the fields named in *texts*, as one types them on a line.

    Lists are separated by ";". A signer is ``kt|Phó Chủ tịch|Nguyễn Văn A``, several are separated by ";" too.

    Raises:
        Refusal: ``unknown_setting``, ``not_a_number``.
    """
    values: dict[str, Any] = {}
    for name, text in texts.items():
        if name in TEXTS:
            values[name] = text
        elif name in LISTS:
            values[name] = tuple(_SEPARATED.split(text))
        elif name == "signers":
            values[name] = tuple(_signer(one) for one in _SEPARATED.split(text) if one.strip())
        elif name == "signer":
            if not text.strip().isdecimal():
                raise Refusal("not_a_number", value=text)
            values[name] = int(text)
        else:
            raise Refusal(
                "unknown_setting", name=name, known=", ".join((*TEXTS, *LISTS, "signers", "signer"))
            )
    return dataclasses.replace(head, **values)


def typed(head: Letterhead) -> dict[str, str]:
    """Every field of *head* on a line, as `changed` reads it."""
    texts = {name: getattr(head, name) for name in TEXTS}
    lists = {name: "; ".join(getattr(head, name)) for name in LISTS}
    signers = "; ".join("|".join((one.delegation, one.post, one.name)).rstrip("|") for one in head.signers)
    return {**texts, **lists, "signers": signers, "signer": str(head.signer)}


def _signer(text: str) -> Signer:
    delegation, post, name, *_ = (*(part.strip() for part in text.split("|")), "", "", "")
    return Signer(delegation.casefold().rstrip("."), post, name)


def _lines(typed: tuple[str, ...]) -> tuple[str, ...]:
    bare = (nfc(line).lstrip("-–• ").rstrip(";. ") for line in typed)
    return tuple(line for line in bare if line and not _OWN_LINES.match(line))
