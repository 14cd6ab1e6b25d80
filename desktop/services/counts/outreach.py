"""Propaganda: sessions, who came, who was reached for the first time, what was handed out."""

from collections.abc import Collection, Iterable

from desktop.models.counting.terms import (
    Cell,
    Every,
    Given,
    HasRow,
    Is,
    Reasons,
    RowSum,
    Source,
    need,
)
from desktop.services.counts.count import (
    Each,
    Gathered,
    Parameter,
    Parameters,
    declare,
    records,
    records_of,
    summed,
)
from desktop.services.definitions.outreach import HELD, WORKERS_IN_REGISTER, baselines, first_time
from desktop.services.figures import Share
from desktop.services.reckoning import BASELINE_OF

SESSION = "propaganda_session"
_WITH_AUDIENCE = Source(SESSION, HELD & Given("audiences"), part=None, whole=None, listed=False)
_WITHOUT_NUMBER: Reasons = (
    (~Given("audiences"), "audience_not_given"),
    (None, "number_not_given"),
)


def _sessions(_: Parameters) -> Iterable[Source]:
    """Sessions held."""
    yield Source(SESSION, HELD, whole=None, by="form")


declare("sessions", _sessions, records, each=Each("propaganda_form", "form", _sessions, records_of))


# --- attendances


def _column(parameters: Parameters) -> str:
    return "female" if parameters["female"] else "attendances"


def _attendances(parameters: Parameters) -> Iterable[Source]:
    """Attendances at sessions; people may repeat."""
    amount = RowSum("audiences", ((Every(()), _column(parameters)),))
    yield Source(SESSION, HELD, part=amount, whole=None, nothing=_WITHOUT_NUMBER)
    yield _WITH_AUDIENCE


def _attended(found: Gathered) -> int | None:
    """None when there were sessions and none says who came."""
    held = found.of()
    if not held.looked_at:
        return 0
    return held.part if found.of(1).looked_at else None


def _attendances_each(parameters: Parameters) -> Iterable[Source]:
    counted = (need(Given("audiences"), "audience_not_given"),)
    yield Source(
        SESSION, HELD, counted=counted, part=Cell(_column(parameters)), whole=None, by="audiences.group",
        nothing=_WITHOUT_NUMBER,
    )  # fmt: skip
    yield Source(SESSION, HELD, part=None, whole=None, listed=False)


def _attended_of(found: Gathered, codes: Collection[str]) -> int | None:
    if not found.of().looked_at:
        return None if found.of(1).looked_at else 0
    mine = found.bucket(codes)
    return mine.part if mine.looked_at else 0


declare(
    "attendances",
    _attendances,
    _attended,
    each=Each("audience_group", "group", _attendances_each, _attended_of),
    female=Parameter(flag=True),
)


# --- people reached for the first time in the year

_GROUPS = Parameter("audience_group", many=True, required=True)


def _reached(parameters: Parameters) -> Iterable[Source]:
    """People of the groups reached for the first time in the reporting year."""
    groups = tuple(parameters["groups"])
    yield first_time(*groups)
    yield _WITH_AUDIENCE
    mine = HasRow("audiences", Is("group", groups))
    yield Source(SESSION, HELD & mine, part=None, whole=None, listed=False)


def _reach(found: Gathered) -> int | None:
    """None when there were sessions and none says who came, or none of them how many for the first time."""
    held = found.of()
    if held.looked_at and not found.of(1).looked_at:
        return None
    return held.part if found.of(2).looked_at else 0


def _reached_share(parameters: Parameters) -> Iterable[Source]:
    """Those people over all people of the groups, as the year's baseline or else the register has them."""
    yield from _reached(parameters)
    yield from baselines(*(BASELINE_OF[group] for group in parameters["groups"]))
    if "service_worker" in parameters["groups"]:
        yield WORKERS_IN_REGISTER


def _over_all(found: Gathered) -> Share | None:
    """None when nothing says how many either are."""
    wholes = [one for one in found.from_source(3) if one.below]
    part = _reach(found)
    return Share(part, sum(one.whole or 0 for one in wholes)) if wholes and part is not None else None


declare("reached", _reached, _reach, groups=_GROUPS)
declare(
    "reached_share",
    _reached_share,
    _over_all,
    of_one_year=True,
    groups=Parameter("audience_group", tuple(BASELINE_OF), many=True, required=True),
)


# --- materials


def _materials(parameters: Parameters) -> Iterable[Source]:
    """Pieces of the named materials used at sessions."""
    named = Is("material", tuple(parameters["materials"]))
    yield Source(
        SESSION, HELD, part=RowSum("materials", ((named, "quantity"),)), whole=None,
        nothing=((None, "no_such_material"),),
    )  # fmt: skip


declare("materials", _materials, summed, materials=Parameter("material", many=True, required=True))
