"""What the home page asks of the services; runs in the worker."""

import dataclasses
from datetime import date, timedelta

from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.services import declaring, due, exchange, handing, indicators, plans, year_calendar
from desktop.services.declaring import Section
from desktop.services.desk import Desk
from desktop.services.due import Due
from desktop.services.exchange import Outgoing, Question
from desktop.services.handing import Offer
from desktop.services.indicators import Indicator

_MONTHS = 12
_SAMPLE_RECORDS = 200
ACTIVITIES = ("propaganda_session", "training", "inspection")


@dataclasses.dataclass(frozen=True)
class Overview:
    """What the home page shows at once.

    Attributes:
        period: What the figures are about.
        dues: What is due, the most urgent first.
        outgoing: What waits to be exported, and what of it was received.
        questions: Open questions of the receiving unit.
        offers: What it hands down that nobody has decided about.
        months: Activities in each of the last twelve reporting months, oldest first.
        sections: How each section of the period stands.
        blank: Whether nothing was ever recorded.
    """

    period: Period
    dues: tuple[Due, ...]
    outgoing: Outgoing
    questions: tuple[Question, ...]
    offers: tuple[Offer, ...]
    months: tuple[tuple[Period, int], ...]
    sections: tuple[Section, ...]
    blank: bool


@dataclasses.dataclass(frozen=True)
class Targets:
    """The indicators of the leading plan, and the number of its document; empty without a plan."""

    period: Period
    indicators: tuple[Indicator, ...]
    plan: str


def overview(desk: Desk, period: Period) -> Overview:
    """What the home page shows about *period* besides the targets, which take longer to count."""
    months = _last_months(desk.today(), period.cut_off)
    return Overview(
        period=period,
        dues=due.of(desk),
        outgoing=exchange.outgoing(desk),
        questions=tuple(one for one in exchange.questions(desk) if one.state == "open"),
        offers=tuple(one for one in handing.offers(desk) if one.state == "new"),
        months=tuple(zip(months, year_calendar.held(desk, ACTIVITIES, months), strict=True)),
        sections=declaring.sections(desk, period),
        blank=year_calendar.blank(desk),
    )


def targets(desk: Desk, period: Period) -> Targets:
    """The targets of *period*."""
    try:
        computed = tuple(indicators.compute(desk, period))
        return Targets(period, computed, plans.in_force(desk, period).number)
    except Refusal as refusal:
        if refusal.code != "no_plan":
            raise
        return Targets(period, (), "")


def fill_with_sample(desk: Desk, year: int) -> int:
    """Write sample records of reporting *year* into a register for practice; gives how many."""
    from desktop.services.sample import sample

    return sample(desk, year, _SAMPLE_RECORDS, seed=year)


def _last_months(today: date, cut_off: int) -> list[Period]:
    month = Period.containing(today, "m", cut_off)
    found = [month]
    while len(found) < _MONTHS:
        found.insert(0, Period.containing(found[0].start - timedelta(days=1), "m", cut_off))
    return found
