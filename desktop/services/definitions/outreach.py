"""Reaching people: sessions held, and people reached for the first time in the year."""

from collections.abc import Iterable, Iterator

from desktop.models.counting.terms import (
    Given,
    HasRow,
    Is,
    LatestGiving,
    NoQuarterOver,
    OfYear,
    OpenAt,
    PartOver,
    RowSum,
    Source,
    Value,
    Within,
    need,
)
from desktop.services.definitions.count import Count
from desktop.services.definitions.definition import Found, Parameters, at_least_one, define
from desktop.services.definitions.more import More
from desktop.services.definitions.years import Over
from desktop.services.reckoning import BASELINE_OF

HELD = Within("held_on")
_SESSIONS = Source("propaganda_session", HELD, whole=None)


def _held(_: Parameters) -> Iterable[Source]:
    """The sessions of the period."""
    yield _SESSIONS


def _by_quarter(_: Parameters) -> Iterable[Source]:
    """The sessions of the period by quarter; those of a running quarter wait for its end."""
    over = PartOver("held_on", "quarter") | NoQuarterOver()
    counted = (need(over, "quarter_not_over"),)
    yield Source("propaganda_session", HELD, counted=counted, whole=None, by="quarter:held_on")


def _regular(found: Found) -> Count:
    """Enough sessions in each quarter of the period that has ended.

    While no quarter of it has ended (a month, a running quarter) one session in the period will do.
    """
    needed = found.parameters["min_per_quarter"]
    quarters = found.period.quarters
    short = [max(0, needed - found.bucket(int(one.name[1:])).looked_at) for one in quarters]
    ended = [one.over(found.today) for one in quarters]
    if not any(ended):
        held = sum(one.looked_at for one in found.sources[0].values()) > 0
        missing = sum(short) if quarters else int(not held)
        # A month that is over is judged; a running month or quarter has time until its end.
        due = found.period.over(found.today) and missing > 0
        return Count(int(held), 1, shortfall=missing, due=due)
    late = sum(lacks for lacks, over in zip(short, ended, strict=True) if over)
    return Count(int(late == 0), 1, shortfall=sum(short), due=late > 0)


def _forms(_: Parameters) -> Iterable[Source]:
    """The sessions of the period with their forms."""
    yield Source("propaganda_session", HELD, whole=None, distinct="form")


def _varied(found: Found) -> Count:
    """Enough different forms of propaganda in the period."""
    short = max(0, found.parameters["min_forms"] - found.of().distinct)
    return Count(int(short == 0), 1, shortfall=short)


def _authorities(_: Parameters) -> Iterable[Source]:
    """The sessions whose audience includes the party committee or the authorities."""
    there = HasRow("audiences", Is("group", ("party_authorities",)))
    yield Source("propaganda_session", HELD, counted=(need(there, "other_audience"),), whole=None)


# --- people


def first_time(*groups: str) -> Source:
    """People of *groups* reached for the first time this year, never attendances."""
    mine = Is("group", groups)
    return Source(
        "propaganda_session",
        HELD,
        part=RowSum("audiences", ((mine, "first_time"),)),
        whole=None,
        nothing=(
            (~HasRow("audiences", mine), "other_audience"),
            (HasRow("audiences", mine & ~Given("first_time")), "first_time_not_given"),
            (None, "nobody_new"),
        ),
    )


def baselines(*figures: str) -> Iterator[Source]:
    """Of several baselines of a year each figure is the latest one given (`reckoning.baseline_giving`)."""
    for figure in figures:
        below = (need(Given(figure), "figure_not_given"), need(LatestGiving(figure, "as_of"), "later_figure"))
        yield Source("baseline", OfYear(), below, part=None, whole=Value(figure))


def _over(found: Found, baselines: range) -> Count:
    """First-time people over the sum of the year's baseline figures, of which one is given at least."""
    count = Count(found.part, None)
    given = [found.of(number) for number in baselines]
    if any(one.looked_at > 1 for one in given):
        count.warnings.append("several_baselines")
    known = sum(one.below for one in given)
    if not known:
        count.no_data = "no_baseline"
        return count
    count.denominator = sum(one.whole or 0 for one in given)
    if known < len(given):
        count.warnings.append("baseline_incomplete")
    return _checked(count)


def _checked(count: Count) -> Count:
    if count.denominator is not None and (count.numerator or 0) > count.denominator:
        count.warnings.append("more_than_denominator")
    return count


WORKERS_IN_REGISTER = Source(
    "establishment",
    OpenAt("opened_on", "closed_on"),
    (need(Given("workers"), "workers_not_given"),),
    part=None,
    whole=Value("workers"),
    without=("baseline", OfYear() & Given("service_workers")),
)
"""The workers of the open establishments of a unit whose baseline does not say how many there are."""


def _service_workers(_: Parameters) -> Iterable[Source]:
    """Service workers over the baseline, or else over the workers in the register."""
    yield first_time("service_worker")
    yield from baselines("service_workers")
    yield WORKERS_IN_REGISTER


def _service_workers_over(found: Found) -> Count:
    count = _over(found, range(1, 2))
    if count.denominator is not None:
        return count
    register = found.of(2)
    if register.looked_at and not register.below:
        return count
    count.no_data, count.denominator = None, register.whole or 0
    if register.below < register.looked_at:
        count.warnings.append("workers_incomplete")
    return _checked(count)


def _industrial_workers(_: Parameters) -> Iterable[Source]:
    yield first_time("industrial_worker")
    yield from baselines("industrial_workers")


_ALL_LEVELS = ("student_upper_secondary", "student_vocational", "student_college", "student_university")


def _students(parameters: Parameters) -> Iterable[Source]:
    """Pupils and students of the plan's levels over the baseline of the same levels."""
    yield first_time(*parameters["levels"])
    yield from baselines(*(BASELINE_OF[level] for level in parameters["levels"]))


def _residents(_: Parameters) -> Iterable[Source]:
    yield first_time("resident")


define("propaganda_held", "yes_no", "sessions", declare=_held, fold=at_least_one)
define(
    "propaganda_regular",
    "yes_no",
    "sessions",
    declare=_by_quarter,
    fold=_regular,
    more=More.NOTHING,
    over=Over.EVERY,
    min_per_quarter=1,
)
define("propaganda_varied", "yes_no", "forms", declare=_forms, fold=_varied, min_forms=2)
define("authorities_briefed", "yes_no", "sessions", declare=_authorities, fold=at_least_one)
define(
    "service_workers_reached",
    "people",
    declare=_service_workers,
    fold=_service_workers_over,
    more=More.BEYOND,
    over=Over.SUM,
)
define(
    "industrial_workers_reached",
    "people",
    declare=_industrial_workers,
    fold=lambda found: _over(found, range(1, 2)),
    more=More.BEYOND,
    over=Over.SUM,
)
define(
    "students_reached",
    "people",
    declare=_students,
    fold=lambda found: _over(found, range(1, len(found.sources))),
    more=More.BEYOND,
    over=Over.SUM,
    levels=_ALL_LEVELS,
)
# A plain count; plans with absolute numbers are held against it.
define(
    "residents_reached",
    "people",
    declare=_residents,
    fold=lambda found: Count(found.part, None),
    share=False,
)
