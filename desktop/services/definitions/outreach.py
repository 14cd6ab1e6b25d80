"""Reaching people: sessions held, and people reached for the first time in the year."""

from collections.abc import Iterable

from desktop.services.definitions.definition import Count, Item, Parameters, defines
from desktop.services.fact_rows import Session
from desktop.services.facts import Facts
from desktop.services.reckoning import BASELINE_OF, baseline_giving, open_at

_SESSION = "propaganda_session"


@defines("propaganda_held", "yes_no", "sessions")
def propaganda_held(facts: Facts, _: Parameters) -> Count:
    """At least one session in the period."""
    held = facts.sessions
    return Count(int(bool(held)), 1, counted=_items(held), shortfall=0 if held else 1)


@defines("propaganda_regular", "yes_no", "sessions", min_per_quarter=1)
def propaganda_regular(facts: Facts, parameters: Parameters) -> Count:
    """Enough sessions in each quarter of the period that has ended.

    While no quarter of it has ended (a month, a running quarter) one session in the period will do.
    """
    needed = parameters["min_per_quarter"]
    missing = due = ended = 0
    running: list[Session] = []
    for quarter in facts.period.quarters:
        start, end = quarter.start.isoformat(), quarter.end.isoformat()
        held = [session for session in facts.sessions if start <= session.held_on <= end]
        short = max(0, needed - len(held))
        missing += short
        if quarter.over(facts.today):
            ended += 1
            due += short
        else:
            running.extend(held)
    if not facts.period.quarters:
        missing = 0 if facts.sessions else 1
    if not ended:
        # A month that is over is judged; a running month or quarter has time until its end.
        over = facts.period.over(facts.today)
        one = Count(int(bool(facts.sessions)), 1, counted=_items(facts.sessions), shortfall=missing)
        one.due = over and missing > 0
        return one
    later = {session.id for session in running}
    return Count(
        int(due == 0),
        1,
        counted=_items(session for session in facts.sessions if session.id not in later),
        left_out=[Item(_SESSION, session.id, reason="quarter_not_over") for session in running],
        shortfall=missing,
        due=due > 0,
    )


@defines("propaganda_varied", "yes_no", "forms", min_forms=2)
def propaganda_varied(facts: Facts, parameters: Parameters) -> Count:
    """Enough different forms of propaganda in the period."""
    short = max(0, parameters["min_forms"] - len({session.form for session in facts.sessions}))
    return Count(int(short == 0), 1, counted=_items(facts.sessions), shortfall=short)


@defines("authorities_briefed", "yes_no", "sessions")
def authorities_briefed(facts: Facts, _: Parameters) -> Count:
    """A session whose audience includes the party committee or the authorities."""
    count = Count(0, 1, shortfall=1)
    for session, groups in facts.audiences:
        if any(row.group == "party_authorities" for row in groups):
            count.counted.append(Item(_SESSION, session.id))
        else:
            count.left_out.append(Item(_SESSION, session.id, reason="other_audience"))
    if count.counted:
        count.numerator, count.shortfall = 1, 0
    return count


@defines("service_workers_reached", "people")
def service_workers_reached(facts: Facts, _: Parameters) -> Count:
    """First-time service workers over the baseline, or else over the workers in the register."""
    count = _first_time(facts, {"service_worker"})
    if _over_baseline(facts, count, ("service_workers",)):
        return count
    count.no_data, count.denominator = None, 0
    unknown = 0
    for one in facts.establishments:
        if not open_at(one.opened_on, one.closed_on, facts.end):
            continue
        if one.workers is None:
            unknown += 1
            count.left_out.append(Item("establishment", one.id, reason="workers_not_given"))
        else:
            count.denominator += one.workers
            count.below.append(Item("establishment", one.id, one.workers))
    if unknown and not count.below:
        count.denominator, count.no_data = None, "no_baseline"
    elif unknown:
        count.warnings.append("workers_incomplete")
    return _checked(count)


@defines("industrial_workers_reached", "people")
def industrial_workers_reached(facts: Facts, _: Parameters) -> Count:
    """First-time workers of industrial zones over the baseline."""
    count = _first_time(facts, {"industrial_worker"})
    _over_baseline(facts, count, ("industrial_workers",))
    return count


_ALL_LEVELS = ("student_upper_secondary", "student_vocational", "student_college", "student_university")


@defines("students_reached", "people", levels=_ALL_LEVELS)
def students_reached(facts: Facts, parameters: Parameters) -> Count:
    """First-time pupils and students of the plan's levels over the baseline of the same levels."""
    levels = parameters["levels"]
    count = _first_time(facts, set(levels))
    _over_baseline(facts, count, tuple(BASELINE_OF[level] for level in levels))
    return count


@defines("residents_reached", "people")
def residents_reached(facts: Facts, _: Parameters) -> Count:
    """First-time residents; a plain count."""
    return _first_time(facts, {"resident"})


def _items(sessions: Iterable[Session]) -> list[Item]:
    return [Item(_SESSION, session.id) for session in sessions]


def _first_time(facts: Facts, groups: set[str]) -> Count:
    """People of *groups* reached for the first time this year, never attendances."""
    count = Count(0, None)
    people = 0
    for session, rows in facts.audiences:
        new, mine, unknown = 0, False, False
        for row in rows:
            if row.group in groups:
                mine = True
                if row.first_time is None:
                    unknown = True
                else:
                    new += row.first_time
        people += new
        if new:
            count.counted.append(Item(_SESSION, session.id, new))
        else:
            reason = "other_audience" if not mine else "first_time_not_given" if unknown else "nobody_new"
            count.left_out.append(Item(_SESSION, session.id, 1, reason))
    count.numerator = people
    return count


def _over_baseline(facts: Facts, count: Count, figures: tuple[str, ...]) -> bool:
    """Set the denominator to the sum of the year's baseline *figures*; False when none is given.

    Of several baselines each figure is the latest one given (`reckoning.baseline_giving`).
    """
    if len(facts.baselines) > 1:
        count.warnings.append("several_baselines")
    given: dict[bytes, int] = {}
    found = 0
    for figure in figures:
        latest = baseline_giving(figure, facts.baselines)
        if latest is not None:
            found += 1
            given[latest["id"]] = given.get(latest["id"], 0) + latest[figure]
    if not found:
        count.no_data = "no_baseline"
        return False
    count.denominator = sum(given.values())
    count.below.extend(Item("baseline", record, figure) for record, figure in given.items())
    if found < len(figures):
        count.warnings.append("baseline_incomplete")
    _checked(count)
    return True


def _checked(count: Count) -> Count:
    if count.denominator is not None and (count.numerator or 0) > count.denominator:
        count.warnings.append("more_than_denominator")
    return count
