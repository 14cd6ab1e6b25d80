"""Sample records for training stores: plausible, fictional, the same for the same seed."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from desktop.models.edits import Edit, clean
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.models.records import kind_named
from desktop.services import sample_year
from desktop.services.desk import COMMUNE, Desk
from desktop.services.sample_drawing import Drawing, Values
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
    "media_item": 0.06,
    "tip_off": 0.04,
}
_ONCE = (
    "baseline",
    "annual_plan",
    "child_referral",
    "commune_status",
    "pilot_model",
    "period_declaration",
    "list_entry",
)
_AT_MOST = {"team": 2, "budget_entry": 3, "directive": 2, "commendation": 2}
_FIRST = (
    "propaganda_session",
    "establishment",
    "inspection",
    "baseline",
    "annual_plan",
    *_SHARES,
    "violation_tally",
)
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
    at = Drawing(random.Random(seed), period, last)  # noqa: S311 (nothing secret is drawn)
    wanted = _how_many(records, len(at.months))
    made = _Sample(at)
    with desk.store.write() as writer:

        def put(kind: str, drawn: Sequence[Values]) -> list[str]:
            described = kind_named(kind)
            ids = writer.put([Edit(kind, clean(described, values)) for values in drawn])
            return [str(record) for record in ids]

        made.write(put, wanted)
    return sum(wanted.values())


def _how_many(records: int, months: int) -> dict[str, int]:
    """How many of each kind, *records* in all: few records are one of each, in the order of use.

    The police count each of the *months* that have begun once; sessions take the rest.
    """
    once = tuple(dict.fromkeys((*_FIRST, *_AT_MOST, *_ONCE)))
    once = tuple(kind for kind in once if months or kind != "violation_tally")
    wanted = {kind: max(1, int(share * records)) for kind, share in _SHARES.items()}
    wanted |= dict.fromkeys(_ONCE, 1) | _AT_MOST | {"violation_tally": min(months, records // 20)}
    if sum(wanted.values()) >= records:
        wanted = dict.fromkeys(once[: max(records, 0)], 1)
    others = sum(number for kind, number in wanted.items() if kind != "propaganda_session")
    return {**wanted, "propaganda_session": records - others} if records > others else wanted


class _Sample:
    """One year of one commune, drawn kind by kind; links point to what was drawn before."""

    def __init__(self, at: Drawing) -> None:
        self._at = at
        # Communes differ: the roll-up of a training province has some that are behind.
        self._effort = at.rng.uniform(0.45, 1.0)
        self._establishments: list[tuple[str, Values]] = []
        self._staff: list[tuple[str, Values]] = []
        self._left: dict[str, int] = {}

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
        made: dict[str, list[Values]] = {}
        for kind, draw in order:
            made[kind] = drawn = [draw() for _ in range(wanted.get(kind, 0))]
            found = list(zip(put(kind, drawn), drawn, strict=True))
            if kind == "establishment":
                self._establishments = found
                self._left["service_worker"] = int(self._effort * sum(values["workers"] for values in drawn))
            elif kind == "staff_member":
                self._staff = found
        for kind, of_year in sample_year.DRAWN.items():
            made[kind] = [of_year(self._at) for _ in range(wanted.get(kind, 0))]
            put(kind, made[kind])
        declared = [
            sample_year.declaration(self._at, made) for _ in range(wanted.get("period_declaration", 0))
        ]
        put("period_declaration", declared)

    def _establishment(self) -> Values:
        rng = self._at.rng
        kind, name = self._at.once(lambda: self._trade(self._at.taken // 40))
        before = rng.random() < 0.85
        opened = self._at.start - timedelta(days=rng.randint(60, 3000)) if before else self._at.day()
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
            "closed_on": self._at.day() if closed else None,
            "commitment_on": signed if signed <= self._at.last and rng.random() < 0.9 else None,
        }

    def _trade(self, turn: int) -> tuple[str, str]:
        kind, word = self._at.rng.choice(TRADES)
        name = f"{word} {self._at.rng.choice(NAMES)}"
        return (
            kind,
            f"{name} {self._at.rng.randint(2, turn + 2)}" if turn and self._at.rng.random() < 0.5 else name,
        )

    def _member(self) -> Values:
        rng = self._at.rng
        group, post = rng.choice(POSTS)
        left = rng.random() < 0.05
        return {
            "group": group,
            "post": post,
            "direct_duty": rng.random() < 0.35,
            "from_on": self._at.start - timedelta(days=rng.randint(0, 2000)),
            "to_on": self._at.day() if left else None,
        }

    def _baseline(self) -> Values:
        rng = self._at.rng
        figures = {
            "students_upper_secondary": rng.randint(300, 900),
            "students_vocational": rng.randint(50, 300),
        }
        for group, figure in _STUDENTS.items():
            self._left[group] = int(self._effort * figures[figure])
        return {
            "year": self._at.year,
            "as_of": self._at.day(last=min(self._at.last, self._at.start + timedelta(days=30))),
            "source": "Số liệu luyện tập",
            "population": rng.randint(6000, 18000),
            "students_college": 0,
            **figures,
        }

    def _plan(self) -> Values:
        issued = self._at.day(last=min(self._at.last, self._at.start + timedelta(days=75)))
        return {
            "year": self._at.year,
            "number": f"{self._at.rng.randint(10, 90)}/KH-UBND",
            "issued_on": issued,
            "sent_on": min(issued + timedelta(days=3), self._at.last),
            "programmes": tuple(
                self._at.rng.sample(["social_protection", "drugs", "hiv_aids", "new_rural"], 2)
            ),
        }

    def _session(self) -> Values:
        rng = self._at.rng
        forms = ("meeting", "talk", "integrated_meeting", "community", "loudspeaker", "school_activity")
        _, day, form, hamlet, venue = self._at.once(lambda: self._occasion(rng.choice(forms)))
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
        venue = "Trường học" if form == "school_activity" else self._at.rng.choice(VENUES)
        day = self._at.day()
        if self._effort < _IDLE and _SUMMER[0] <= (day - self._at.start).days < _SUMMER[1]:
            day -= timedelta(days=_SUMMER[1] - _SUMMER[0])
        return "session", day, form, self._at.rng.choice(HAMLETS), venue

    def _audience(self, group: str) -> Values:
        people = self._at.rng.randint(12, 60)
        new = min(self._at.rng.randint(0, people // 2), self._left.get(group, people))
        if group in self._left:
            self._left[group] -= new
        return {
            "group": group,
            "attendances": people,
            "female": self._at.rng.randint(people // 4, people),
            "first_time": new,
        }

    def _inspection(self) -> Values:
        rng = self._at.rng
        _, day, record = self._at.once(self._visit)
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
            "handled_on": handled if guilty and handled <= self._at.last else None,
        }

    def _visit(self) -> tuple[object, ...]:
        visited = max(1, round(self._effort * len(self._establishments)))
        record, place = self._at.rng.choice(self._establishments[:visited])
        return "inspection", self._at.day(place["opened_on"], place["closed_on"]), record

    def _training(self) -> Values:
        rng = self._at.rng
        _, day, title = self._at.once(lambda: ("training", self._at.day(), rng.choice(TRAINING_TITLES)))
        there = [record for record, member in self._staff if not member["to_on"] or member["to_on"] >= day]
        reachable = there[: round(self._effort * len(there))]
        return {
            "started_on": day,
            "ended_on": min(day + timedelta(days=rng.randint(0, 2)), self._at.last),
            "title": title,
            "topics": ("law", "outreach"),
            "organiser_level": rng.choice(["commune", "province"]),
            "attendees": tuple(rng.sample(reachable, (len(reachable) + 1) // 2)),
        }

    def _case(self) -> Values:
        rng = self._at.rng
        opened = self._at.day()
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
            "follow_up_on": None if closed else self._at.last + timedelta(days=rng.randint(5, 60)),
            "closed_on": self._at.last if closed else None,
            "outcome": rng.choice(["reintegrated", "employed", "moved_away"]) if closed else None,
        }

    def _service(self, service: str, opened: date) -> Values:
        referred = self._at.day(opened)
        accessed = self._at.rng.random() < 0.7
        return {
            "service": service,
            "status": self._at.rng.choice(["accessed", "finished"]) if accessed else "referred",
            "referred_on": referred,
            "accessed_on": self._at.day(referred) if accessed else None,
        }
