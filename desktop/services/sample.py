"""Sample records for training stores: plausible, fictional, the same for the same seed."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from desktop.models.edits import Edit, clean
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.models.records import kind_named
from desktop.services.desk import COMMUNE, Desk
from desktop.services.sample_words import (
    CASE_LETTERS,
    HAMLETS,
    NAMES,
    POSTS,
    SESSION_TITLES,
    TRADES,
    TRAINING_TITLES,
    VENUES,
)

Values = dict[str, Any]

_TRIES = 100
# A commune of little effort holds no sessions in the third quarter, counted in days of the year.
_IDLE = 0.6
_SUMMER = (182, 274)

# Of the records asked for, the share of each kind; sessions take the rest.
_SHARES = {
    "establishment": 0.08,
    "inspection": 0.20,
    "staff_member": 0.05,
    "training": 0.02,
    "support_case": 0.04,
}
_FIRST = ("propaganda_session", "establishment", "inspection", "baseline", "annual_plan", *_SHARES)
_STUDENTS = {
    "student_upper_secondary": "students_upper_secondary",
    "student_vocational": "students_vocational",
}
_SERVICES = (
    "legal_counselling",
    "psychological_counselling",
    "health_care",
    "job_placement",
    "preferential_loan",
)


def sample(desk: Desk, year: int, records: int, seed: int) -> int:
    """Write *records* sample records of reporting year *year*, in one transaction; gives how many.

    They lie inside the year and not after today, hold to the rules without a warning, and name nobody.

    Raises:
        Refusal: ``not_a_training_store``, ``not_commune_desk``, ``year_not_begun``, ``unknown_period``.
    """
    if not desk.settings.training:
        raise Refusal("not_a_training_store")
    if desk.settings.role != COMMUNE:
        raise Refusal("not_commune_desk")
    period = Period.named(year, "year", desk.settings.cut_off)
    last = min(period.end, desk.today())
    if last < period.start:
        raise Refusal("year_not_begun", year=year)
    made = _Sample(random.Random(seed), year, period.start, last)  # noqa: S311 (nothing secret is drawn)
    wanted = _how_many(records)
    with desk.store.write() as writer:

        def put(kind: str, drawn: Sequence[Values]) -> list[str]:
            described = kind_named(kind)
            ids = writer.put([Edit(kind, clean(described, values)) for values in drawn])
            return [str(record) for record in ids]

        made.write(put, wanted)
    return sum(wanted.values())


def _how_many(records: int) -> dict[str, int]:
    """How many of each kind, *records* in all: few records are one of each, in the order of use."""
    once = tuple(dict.fromkeys(_FIRST))
    if records <= len(once):
        return dict.fromkeys(once[: max(records, 0)], 1)
    wanted = {kind: max(1, int(share * records)) for kind, share in _SHARES.items()}
    wanted |= {"baseline": 1, "annual_plan": 1}
    return {**wanted, "propaganda_session": records - sum(wanted.values())}


class _Sample:
    """One year of one commune, drawn kind by kind; links point to what was drawn before."""

    def __init__(self, rng: random.Random, year: int, start: date, last: date) -> None:
        self._rng = rng
        self._year = year
        self._start = start
        self._last = last
        # Communes differ: the roll-up of a training province has some that are behind.
        self._effort = rng.uniform(0.45, 1.0)
        self._establishments: list[tuple[str, Values]] = []
        self._staff: list[tuple[str, Values]] = []
        self._left: dict[str, int] = {}
        self._taken: set[tuple[object, ...]] = set()

    def write(self, put: Callable[[str, Sequence[Values]], list[str]], wanted: dict[str, int]) -> None:
        """Draw *wanted* records and hand each kind to *put*, things before what happens to them."""
        order: tuple[tuple[str, Callable[[], Values]], ...] = (
            ("establishment", self._establishment),
            ("staff_member", self._member),
            ("baseline", self._baseline),
            ("annual_plan", self._plan),
            ("propaganda_session", self._session),
            ("inspection", self._inspection),
            ("training", self._training),
            ("support_case", self._case),
        )
        for kind, draw in order:
            drawn = [draw() for _ in range(wanted.get(kind, 0))]
            found = list(zip(put(kind, drawn), drawn, strict=True))
            if kind == "establishment":
                self._establishments = found
                self._left["service_worker"] = int(self._effort * sum(values["workers"] for values in drawn))
            elif kind == "staff_member":
                self._staff = found

    def _day(self, first: date | None = None, last: date | None = None) -> date:
        first, last = max(first or self._start, self._start), last or self._last
        return first + timedelta(days=self._rng.randint(0, max((last - first).days, 0)))

    def _once(self, draw: Callable[[], tuple[object, ...]]) -> tuple[Any, ...]:
        """A drawn key that was not taken before, if one is soon found: a likely duplicate is only a warning."""
        for _ in range(_TRIES):
            key = draw()
            if key not in self._taken:
                break
        self._taken.add(key)
        return key

    def _establishment(self) -> Values:
        rng = self._rng
        kind, name = self._once(lambda: self._trade(len(self._taken) // 40))
        before = rng.random() < 0.85
        opened = self._start - timedelta(days=rng.randint(60, 3000)) if before else self._day()
        closed = before and rng.random() < 0.05
        workers = rng.choice([2, 3, 4, 5, 6, 8, 10, 12, 15, 20])
        signed = opened + timedelta(days=rng.randint(0, 30))
        return {
            "trade_name": name,
            "type": kind,
            "hamlet": rng.choice(HAMLETS),
            "workers": workers,
            "female_workers": rng.randint(workers // 2, workers),
            "opened_on": opened,
            "closed_on": self._day() if closed else None,
            "commitment_on": signed if signed <= self._last and rng.random() < 0.9 else None,
        }

    def _trade(self, turn: int) -> tuple[str, str]:
        kind, word = self._rng.choice(TRADES)
        name = f"{word} {self._rng.choice(NAMES)}"
        return kind, f"{name} {self._rng.randint(2, turn + 2)}" if turn and self._rng.random() < 0.5 else name

    def _member(self) -> Values:
        rng = self._rng
        group, post = rng.choice(POSTS)
        left = rng.random() < 0.05
        return {
            "group": group,
            "post": post,
            "direct_duty": rng.random() < 0.35,
            "from_on": self._start - timedelta(days=rng.randint(0, 2000)),
            "to_on": self._day() if left else None,
        }

    def _baseline(self) -> Values:
        rng = self._rng
        figures = {
            "students_upper_secondary": rng.randint(300, 900),
            "students_vocational": rng.randint(50, 300),
        }
        for group, figure in _STUDENTS.items():
            self._left[group] = int(self._effort * figures[figure])
        return {
            "year": self._year,
            "as_of": self._day(last=min(self._last, self._start + timedelta(days=30))),
            "source": "Số liệu luyện tập",
            "population": rng.randint(6000, 18000),
            "students_college": 0,
            **figures,
        }

    def _plan(self) -> Values:
        issued = self._day(last=min(self._last, self._start + timedelta(days=75)))
        return {
            "year": self._year,
            "number": f"{self._rng.randint(10, 90)}/KH-UBND",
            "issued_on": issued,
            "sent_on": min(issued + timedelta(days=3), self._last),
            "programmes": tuple(self._rng.sample(["social_protection", "drugs", "hiv_aids", "new_rural"], 2)),
        }

    def _session(self) -> Values:
        rng = self._rng
        forms = ("meeting", "talk", "integrated_meeting", "community", "loudspeaker", "school_activity")
        _, day, form, hamlet, venue = self._once(lambda: self._occasion(rng.choice(forms)))
        groups = (
            list(_STUDENTS) if form == "school_activity" else ["resident", "youth", "women", "service_worker"]
        )
        return {
            "held_on": day,
            "form": form,
            "hamlet": hamlet,
            "venue": venue,
            "title": rng.choice(SESSION_TITLES),
            "topics": tuple(
                rng.sample(["harm", "law", "hiv_risk", "safe_behaviour", "stigma"], rng.randint(1, 3))
            ),
            "programmes": ("drugs", "hiv_aids") if form == "integrated_meeting" else (),
            "lead_body": rng.choice(["culture_society", "women_union", "youth_union", "police"]),
            "audiences": tuple(self._audience(group) for group in rng.sample(groups, rng.randint(1, 2))),
            "materials": ({"material": "leaflet", "quantity": rng.randint(2, 10) * 10},)
            if rng.random() < 0.4
            else (),
        }

    def _occasion(self, form: str) -> tuple[object, ...]:
        venue = "Trường học" if form == "school_activity" else self._rng.choice(VENUES)
        day = self._day()
        if self._effort < _IDLE and _SUMMER[0] <= (day - self._start).days < _SUMMER[1]:
            day -= timedelta(days=_SUMMER[1] - _SUMMER[0])
        return "session", day, form, self._rng.choice(HAMLETS), venue

    def _audience(self, group: str) -> Values:
        people = self._rng.randint(12, 60)
        new = min(self._rng.randint(0, people // 2), self._left.get(group, people))
        if group in self._left:
            self._left[group] -= new
        return {
            "group": group,
            "attendances": people,
            "female": self._rng.randint(people // 4, people),
            "first_time": new,
        }

    def _inspection(self) -> Values:
        rng = self._rng
        _, day, record = self._once(self._visit)
        guilty = rng.random() < 0.15
        fined = guilty and rng.random() < 0.5
        handled = day + timedelta(days=rng.randint(0, 20))
        outcome = ("record_made", "fined") if fined else ("reminded",)
        return {
            "inspected_on": day,
            "establishment": record,
            "mode": rng.choice(["planned", "planned", "unannounced"]),
            "team": rng.choice(["team_178", "team_178", "police"]),
            "members": rng.randint(3, 6),
            "violations": (rng.choice(["no_commitment", "no_labour_contract", "residence"]),)
            if guilty
            else (),
            "outcomes": outcome if guilty else (),
            "fine_vnd": rng.randint(1, 10) * 500_000 if fined else None,
            "handled_on": handled if guilty and handled <= self._last else None,
        }

    def _visit(self) -> tuple[object, ...]:
        visited = max(1, round(self._effort * len(self._establishments)))
        record, place = self._rng.choice(self._establishments[:visited])
        return "inspection", self._day(place["opened_on"], place["closed_on"]), record

    def _training(self) -> Values:
        rng = self._rng
        _, day, title = self._once(lambda: ("training", self._day(), rng.choice(TRAINING_TITLES)))
        there = [record for record, member in self._staff if not member["to_on"] or member["to_on"] >= day]
        reachable = there[: round(self._effort * len(there))]
        return {
            "started_on": day,
            "ended_on": min(day + timedelta(days=rng.randint(0, 2)), self._last),
            "title": title,
            "topics": ("law", "outreach"),
            "organiser_level": rng.choice(["commune", "province"]),
            "attendees": tuple(rng.sample(reachable, (len(reachable) + 1) // 2)),
        }

    def _case(self) -> Values:
        rng = self._rng
        opened = self._day()
        needs = tuple(rng.sample(_SERVICES, rng.randint(0, 3)))
        eligible = rng.choice(["yes", "yes", "yes", "no", "unknown"])
        served = needs if eligible == "yes" else ()
        closed = rng.random() < 0.1
        return {
            "case_code": "HT-" + "".join(rng.choice(CASE_LETTERS) for _ in range(6)),
            "opened_on": opened,
            "age_band": rng.choice(["18_30", "over_30", "unknown"]),
            "needs": needs,
            "eligible": eligible,
            "services": tuple(self._service(service, opened) for service in served),
            "follow_up_on": None if closed else self._last + timedelta(days=rng.randint(5, 60)),
            "closed_on": self._last if closed else None,
            "outcome": rng.choice(["reintegrated", "employed", "moved_away"]) if closed else None,
        }

    def _service(self, service: str, opened: date) -> Values:
        referred = self._day(opened)
        accessed = self._rng.random() < 0.7
        return {
            "service": service,
            "status": self._rng.choice(["accessed", "finished"]) if accessed else "referred",
            "referred_on": referred,
            "accessed_on": self._day(referred) if accessed else None,
        }
