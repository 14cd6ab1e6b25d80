"""People: supported, trained and in post.

Cases and staff stay in the commune; at a receiving desk the same figures come from their tallies.
"""

from collections.abc import Collection, Iterable

from desktop.models.counting.terms import (
    Cell,
    Condition,
    Every,
    Flagged,
    Given,
    HasRow,
    Need,
    OfPeriod,
    RowSum,
    Source,
    Value,
    Within,
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
    share,
)
from desktop.services.definitions import staff, support
from desktop.services.figures import Share

_IN_NEED = support.NEED
_ELIGIBLE = (*_IN_NEED, support.ELIGIBLE)


def _cases(*counted: Need) -> Iterable[Source]:
    yield Source("support_case", support.OPENED, counted=counted, whole=None)


def _part(name: str) -> tuple[Need, ...]:
    """What a case must meet to be one of those: the same as for the tally of it."""
    opened = need(Within("opened_on"), "opened_before")
    referred = need(HasRow("services", Within("referred_on")), "not_referred")
    return {
        "opened": (need(support.OPEN, "closed"), opened),
        "in_need": _IN_NEED,
        "eligible": _ELIGIBLE,
        "referred": (*_IN_NEED, referred),
        "accessed": (*_IN_NEED, support.SERVED),
        "accessed_eligible": (*_ELIGIBLE, support.SERVED),
    }[name]


def _tally(part: str) -> Iterable[Source]:
    yield Source("support_tally", OfPeriod(), part=Value(part), whole=None)


def _of_tallies(found: Gathered) -> int | None:
    """None when the period has no tally: distinct people do not add up over months."""
    return (found.of().part or 0) if found.of().looked_at else None


def _served_by(_: Parameters) -> Iterable[Source]:
    """Cases in need that came to use a service in the period, by the service; each case once."""
    row = need(support.ACCESSED, "no_service_accessed")
    yield Source(
        "support_case",
        support.OPENED,
        counted=_IN_NEED,
        whole=None,
        by="services.service",
        row=row,
        distinct="id",
    )


def _different_cases(found: Gathered, codes: Collection[str]) -> int:
    return found.bucket(codes).distinct


def _tally_by(_: Parameters) -> Iterable[Source]:
    yield Source("support_tally", OfPeriod(), part=Cell("people"), whole=None, by="by_service.service")
    yield Source("support_tally", OfPeriod(), part=None, whole=None, listed=False)


def _of_tallies_by(found: Gathered, codes: Collection[str]) -> int | None:
    return (found.bucket(codes).part or 0) if found.of(1).looked_at else None


_SUPPORT = Parameter(
    choices=("opened", "in_need", "eligible", "referred", "accessed", "accessed_eligible"), required=True
)
declare(
    "support",
    lambda parameters: _cases(*_part(parameters["part"])),
    records,
    received=lambda parameters: _tally(parameters["part"]),
    fold_received=_of_tallies,
    each=Each("support_service", "service", _served_by, _different_cases, _tally_by, _of_tallies_by),
    part=_SUPPORT,
)


def _share_of_tallies(found: Gathered) -> Share | None:
    return share(found) if found.of().looked_at else None


def _eligible_tallies(_: Parameters) -> Iterable[Source]:
    yield Source("support_tally", OfPeriod(), part=Value("accessed_eligible"), whole=Value("eligible"))


declare(
    "support_share",
    support.eligible,
    share,
    received=_eligible_tallies,
    fold_received=_share_of_tallies,
)


# --- training

_BEGAN = Within("started_on")


def _courses(_: Parameters) -> Iterable[Source]:
    """Training courses that began in the period."""
    yield Source("training", _BEGAN, whole=None)


def _trainees(_: Parameters) -> Iterable[Source]:
    """Attendances at courses by staff group: those on the list of staff, and others as numbers.

    At a receiving desk these are the others only, for lists of staff stay where they are kept.
    """
    listed, others = (
        need(Given("attendees"), "trainees_not_given"),
        need(Given("others"), "trainees_not_given"),
    )
    yield Source(
        "training", _BEGAN, counted=(listed,), whole=None, by="attendees.*", by_of=("staff_member", "group")
    )
    yield Source("training", _BEGAN, counted=(others,), part=Cell("people"), whole=None, by="others.group")
    known: Condition = Given("attendees") | Given("others")
    yield Source("training", _BEGAN & known, part=None, whole=None, listed=False)
    yield Source("training", _BEGAN, part=None, whole=None, listed=False)


def _came(found: Gathered) -> int | None:
    """None when there were courses and none says who came."""
    if found.of(3).looked_at and not found.of(2).looked_at:
        return None
    return found.of(0).counted + (found.of(1).part or 0)


def _came_of(found: Gathered, codes: Collection[str]) -> int | None:
    if found.of(3).looked_at and not found.of(2).looked_at:
        return None
    return found.bucket(codes, 0).counted + (found.bucket(codes, 1).part or 0)


declare("courses", _courses, records)
declare("trainees", _trainees, _came, each=Each("staff_group", "group", _trainees, _came_of))


# --- staff


def _staff(parameters: Parameters) -> Iterable[Source]:
    """Staff in post at the period's end."""
    yield Source("staff_member", counted=_wanted(parameters), whole=None, by="group")


def _wanted(parameters: Parameters) -> tuple[Need, ...]:
    direct = (need(Flagged("direct_duty"), "no_direct_duty"),) if parameters["direct"] else ()
    return (need(staff.IN_POST, "not_in_post"), *direct)


def _staff_tally(parameters: Parameters) -> Iterable[Source]:
    column = "direct_duty" if parameters["direct"] else "total"
    yield Source("staff_tally", OfPeriod(), part=RowSum("groups", ((Every(()), column),)), whole=None)


def _staff_tally_by(parameters: Parameters) -> Iterable[Source]:
    column = "direct_duty" if parameters["direct"] else "total"
    yield Source("staff_tally", OfPeriod(), part=Cell(column), whole=None, by="groups.group")
    yield Source("staff_tally", OfPeriod(), part=None, whole=None, listed=False)


declare(
    "staff",
    _staff,
    records,
    received=_staff_tally,
    fold_received=_of_tallies,
    each=Each("staff_group", "group", _staff, records_of, _staff_tally_by, _of_tallies_by),
    direct=Parameter(flag=True),
)


def _trained(_: Parameters) -> Iterable[Source]:
    """Of the staff in post at the period's end, those who attended a course since the plan began."""
    below = (need(staff.IN_POST, "not_in_post"),)
    yield Source("staff_member", None, below, (need(staff.TRAINED, "not_trained"),))


def _trained_tally(_: Parameters) -> Iterable[Source]:
    every = Every(())
    trained, total = (RowSum("groups", ((every, column),)) for column in ("trained", "total"))
    yield Source("staff_tally", OfPeriod(), part=trained, whole=total)


declare("staff_trained", _trained, records, received=_trained_tally, fold_received=_of_tallies)
declare("staff_trained_share", _trained, share, received=_trained_tally, fold_received=_share_of_tallies)
