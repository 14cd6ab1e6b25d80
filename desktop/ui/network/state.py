"""How sending over the network stands, and how that is said."""

import dataclasses
from datetime import datetime
from typing import Literal

from desktop.models.errors import Refusal
from desktop.ui import language

Phase = Literal["off", "resting", "looking", "sending", "waiting", "stopped"]


@dataclasses.dataclass(frozen=True)
class State:
    """How it stands.

    Attributes:
        phase: ``off``; ``resting`` between two rounds; ``looking`` for the receiving machine; ``sending``;
            ``waiting`` for a line; ``stopped`` until a person does something.
        percent: How much is there, while it sends.
        refusal: Why it waits or stopped.
        next_at: When it tries again.
        at: When the receiving machine was reached last; None in this run of the program.
        sequence: Number of the package the receiving machine has got last and no receipt names; None for none.
        sent_at: When that was.
    """

    phase: Phase = "off"
    percent: int = 0
    refusal: Refusal | None = None
    next_at: datetime | None = None
    at: datetime | None = None
    sequence: int | None = None
    sent_at: datetime | None = None


def sentence(state: State) -> str:
    """The state in plain words; nothing while it is off."""

    def say(key: str, **params: object) -> str:
        return language.term("network", f"state.{key}", **params)

    if state.phase != "resting":
        said = {
            "percent": state.percent,
            "why": why(state),
            "time": _time(state.next_at) if state.next_at is not None else "",
        }
        return say(state.phase, **said) if state.phase != "off" else ""
    if state.sequence is not None and state.sent_at is not None:
        return say("sent", sequence=state.sequence, time=_time(state.sent_at), day=state.sent_at.date())
    return say("reached", time=_time(state.at)) if state.at is not None else say("on")


def why(state: State) -> str:
    """Why it waits or stopped, in a sentence; nothing when it does neither."""
    from desktop import said

    return said.refusal_of(language.term, state.refusal) if state.refusal is not None else ""


def sign(state: State) -> tuple[str, str]:
    """The sign before the sentence, and its tint."""
    if state.phase == "stopped":
        return "!", "warning"
    return ("↑", "plain") if state.phase == "sending" else ("·", "plain")


def _time(moment: datetime) -> str:
    return f"{moment:%H:%M}"
