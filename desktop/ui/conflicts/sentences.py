"""Conflicts in words: the field, a value of it, and whoever set it."""

from collections.abc import Mapping
from datetime import datetime

from desktop.models.records import kind_named
from desktop.services.conflicts import DELETED, Conflict, Offer, Source
from desktop.ui import language
from desktop.ui.record.told import told

_SHORT = 60


def field_words(conflict: Conflict) -> str:
    """What is in question."""
    if conflict.field == DELETED:
        return language.say("conflict.deleted")
    return language.field_label(conflict.kind, conflict.field)


def value_words(conflict: Conflict, value: object, captions: Mapping[str, str]) -> str:
    """A value as its field is written; an empty one is called so."""
    if conflict.field == DELETED:
        return language.say("conflict.delete" if value else "conflict.keep")
    field = kind_named(conflict.kind).field(conflict.field)
    return told(conflict.kind, field, value, captions) or language.say("conflict.empty")


def short(text: str) -> str:
    """*text* on one line of a table."""
    line = " · ".join(text.split("\n"))
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"


def machine_words(source: Source) -> str:
    """Which machine, and the post when it was said here."""
    if source.here:
        here = language.say("conflict.here")
        return f"{here} · {source.by}" if source.by else here
    return language.say("conflict.machine", machine=source.site[:4])


def moment(at: str) -> str:
    """A day and an hour as they are written here; as it is when it is none."""
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        return at
    return f"{language.day(when.date())} {when:%H:%M}"


def sources_words(offer: Offer) -> list[str]:
    """A line for each machine that set the value."""
    return [f"{machine_words(source)} · {moment(source.at)}" for source in offer.sources]
