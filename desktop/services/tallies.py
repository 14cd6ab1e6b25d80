"""Tallies: the counts that leave the commune instead of cases and staff.

They are counted by the same functions as the indicators, so that the receiving unit, which has only the
tally, gets the very figures the commune has.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from desktop.models.period import DEFAULT_CUT_OFF, MONTHS, QUARTERS, Period
from desktop.models.records import GroupTally, ServiceTally, StaffTally, SupportTally, kind_named
from desktop.services.definitions import staff, support
from desktop.services.fact_rows import Case, served
from desktop.services.facts import Bound, Facts, Read, Row
from desktop.services.reckoning import in_post, within

_PARTS = (*MONTHS, *QUARTERS, "h1", "h2", "9m", "year")


def periods_to_tally(year: int, cut_off: int = DEFAULT_CUT_OFF, today: date | None = None) -> list[Period]:
    """The periods of a reporting year that have a tally: distinct people do not add up over months.

    With *today* only those that have begun.
    """
    periods = (Period.named(year, name, cut_off) for name in _PARTS)
    return [period for period in periods if today is None or period.start <= today]


def tallies(
    read: Read, unit: str, periods: Iterable[Period], *, today: date, began: date
) -> Iterator[SupportTally | StaffTally]:
    """Both tallies of each of the *periods*; *began* is the first day of the plan (`Plan.begins`).

    Each register is read once, however many periods there are.
    """
    once = _reading_once(read)
    for period in periods:
        facts = Facts(once, unit, period, today=today, began=began)
        yield support_tally(facts)
        yield staff_tally(facts)


def _reading_once(read: Read) -> Read:
    kept: dict[tuple[str, tuple[str, ...]], Sequence[Row]] = {}

    def select(kind: str, names: Sequence[str], since: Bound, until: Bound) -> Sequence[Row]:
        dated_by = kind_named(kind).dated_by
        key = kind, (dated_by, *names)
        if key not in kept:
            kept[key] = read(kind, key[1], None, None)
        # Column 0 is the id, column 1 the date asked for in front of the names.
        rows = (row for row in kept[key] if _between(row[1], since, until))
        return [(row[0], *row[2:]) for row in rows]

    return select


def _between(value: Any, since: Bound, until: Bound) -> bool:
    # As SQL compares: an empty date lies between no bounds but none at all.
    if since is None and until is None:
        return True
    return value is not None and (since is None or value >= since) and (until is None or value <= until)


def support_tally(facts: Facts) -> SupportTally:
    """The support cases of the facts' period, as counts of distinct people.

    ``referred`` counts the people in need who were referred in the period, ``by_service`` those in need who came
    to use the service in it.
    """
    in_need = support.served_among(facts, eligible_only=False)
    eligible = support.served_among(facts, eligible_only=True)
    needing = {item.id for item in in_need.below}
    cases = [case for case in support.open_cases(facts) if case.id in needing]
    per_service = Counter(service for case in cases for service in support.accessed_services(case, facts))
    return SupportTally(
        year=facts.period.year,
        period=facts.period.name,
        opened=sum(facts.start <= case.opened_on <= facts.end for case in facts.cases),
        in_need=in_need.denominator,
        eligible=eligible.denominator,
        referred=sum(_was_referred(case, facts) for case in cases),
        accessed=in_need.numerator,
        accessed_eligible=eligible.numerator,
        by_service=tuple(
            ServiceTally(service=service, people=people) for service, people in sorted(per_service.items())
        ),
    )


def staff_tally(facts: Facts) -> StaffTally:
    """The staff in post at the end of the facts' period, trained since the plan began, by group."""
    trained = staff.trained_ids(facts)
    members = [one for one in facts.staff if in_post(one.from_on, one.to_on, facts.end)]
    return StaffTally(
        year=facts.period.year,
        period=facts.period.name,
        groups=tuple(
            GroupTally(
                group=group,
                total=sum(one.group == group for one in members),
                direct_duty=sum(one.group == group and bool(one.direct_duty) for one in members),
                trained=sum(one.group == group and one.id.hex() in trained for one in members),
                direct_trained=sum(
                    one.group == group and bool(one.direct_duty) and one.id.hex() in trained
                    for one in members
                ),
            )
            for group in sorted({one.group for one in members})
        ),
    )


def _was_referred(case: Case, facts: Facts) -> bool:
    return any(within(one.referred_on, facts.start, facts.end) for one in served(case))
