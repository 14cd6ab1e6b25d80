"""What is due, as lines of the home page."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from desktop import said
from desktop.services.due import OPEN, OVERDUE, Due
from desktop.services.exchange import Outgoing, Question
from desktop.services.handing import Offer
from desktop.services.indicators import Indicator
from desktop.ui import language
from desktop.ui.home.targets import missing_text
from desktop.ui.home.todo import PLAIN, SOON, URGENT, Todo
from desktop.ui.indicators import words
from desktop.ui.indicators.doors import explanation_of
from desktop.ui.workplace import PageWanted

_URGENCIES = {OVERDUE: URGENT, OPEN: PLAIN}
_MOST_BEHIND = 4
_MOST_ASKED = 3


def due_todo(due: Due, today: date) -> Todo:
    """The line of something due."""
    single_section = due.what == "section" and due.count == 1
    return Todo(
        text=said.due(language.term, due),
        urgency=_URGENCIES.get(due.urgency, SOON),
        when=_when(due, today),
        wanted=door(due),
        due=due,
        quick=language.say("home.nothing_happened") if single_section else "",
    )


def door(due: Due) -> PageWanted:
    """The form that deals with *due*, or the list of several."""
    if due.what == "lock":
        return PageWanted(page="locking", period=due.period)
    if due.count > 1 and due.what != "section":
        return PageWanted(page=due.kind, conditions=due.conditions)
    return PageWanted(kind=due.kind, record=due.record, values=due.values)


def behind(targets: Iterable[Indicator]) -> Iterator[Todo]:
    """The first targets that are not met by now."""
    late = [one for one in targets if one.status == "not_met"]
    for one in late[:_MOST_BEHIND]:
        key = "home.behind" if missing_text(one) else "home.behind_plain"
        text = language.say(key, label=words.label(one.id), missing=words.missing(one))
        yield Todo(text, SOON, wanted=explanation_of(one.target_id))


def asked(questions: Sequence[Question]) -> Iterator[Todo]:
    """What the receiving unit asks about records: each opens its record, many of them the list."""
    if len(questions) > _MOST_ASKED:
        text = language.say("home.asked_many", count=len(questions))
        yield Todo(text, SOON, wanted=PageWanted(page="exchange"))
        return
    for one in questions:
        text = language.say("home.asked", record=one.caption or language.kind_title(one.kind), text=one.text)
        yield Todo(text, SOON, wanted=PageWanted(kind=one.kind, record=one.record))


def handed_down(offers: Sequence[Offer]) -> Iterator[Todo]:
    """What the receiving unit hands down, and nobody has taken or left."""
    if offers:
        names = [said.document_name(language.term, one.kind, one.name, one.title) for one in offers]
        text = language.say("home.handed", count=len(offers), names=", ".join(names[:_MOST_ASKED]))
        yield Todo(text, SOON, wanted=PageWanted(page="exchange"))


def unreceived(outgoing: Outgoing) -> Iterator[Todo]:
    """A last package that did not arrive, or perhaps was never whole."""
    if outgoing.last_state in ("refused", "forked", "unconfirmed"):
        last = said.last_package(language.term, outgoing)
        yield Todo(f"{last[:1].upper()}{last[1:]}", SOON, wanted=PageWanted(page="exchange"))


def _when(due: Due, today: date) -> str:
    if due.on is None:
        return ""
    if due.what == "draft" or due.urgency == OPEN:
        return language.short_day(due.on)
    if due.urgency == OVERDUE:
        return language.say("home.overdue", count=(today - due.on).days)
    left = (due.on - today).days
    return language.say("home.days_left", count=left) if left else language.say("home.today")
