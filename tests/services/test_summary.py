"""The summary against the same figures counted again, the slow and obvious way."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.models.edits import to_values
from desktop.models.entry import Draft
from desktop.models.period import Period
from desktop.models.records import GroupTally, ServiceTally, StaffTally, SupportTally, kind_named
from desktop.services import activities, counts, indicators, plans, sample, summary, tallies
from desktop.services import desk as desks
from desktop.services.books import Books
from desktop.services.definitions import definition_of
from desktop.services.figures import Share
from desktop.services.summary import Line, Summary
from tests.records import draft
from tests.services.papers import accounts

UNIT = "03388@2025"
PERIODS = ("q1", "h1", "9m", "m03", "year")


def new_desk(folder: Path, today: date = date(2025, 11, 5)) -> desks.Desk:
    at = datetime(today.year, today.month, today.day, 8)
    return desks.new(folder, "mot hai ba bon", role="commune", unit=UNIT, training=True, clock=lambda: at)


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[desks.Desk]:
    at = new_desk(tmp_path_factory.mktemp("summary") / "store")
    sample.sample(at, 2024, 200, seed=5)
    sample.sample(at, 2025, 300, seed=6)
    yield at
    at.close()


class Recount:
    """Figures counted from what the lists show, by other code than the product's."""

    def __init__(self, at: desks.Desk, period: Period) -> None:
        self.at, self.period = at, period

    def all(self, kind: str) -> list[dict[str, Any]]:
        entries = activities.page(self.at, kind, limit=100_000).entries
        return [{"id": e.id, **to_values(kind_named(kind), e.record)} for e in entries]

    def inside(self, kind: str, day: str) -> list[dict[str, Any]]:
        start, end = self.period.start.isoformat(), self.period.end.isoformat()
        return [r for r in self.all(kind) if r[day] is not None and start <= r[day] <= end]

    def figures(self) -> dict[str, Any]:
        end = self.period.end.isoformat()
        sessions = self.inside("propaganda_session", "held_on")
        visits = self.inside("inspection", "inspected_on")
        courses = self.inside("training", "started_on")
        opened = [
            e
            for e in self.all("establishment")
            if (e["opened_on"] or "") <= end and (e["closed_on"] is None or e["closed_on"] > end)
        ]
        rows = [row for s in sessions for row in s["audiences"]]
        posts = [
            m
            for m in self.all("staff_member")
            if (m["from_on"] or "") <= end and (m["to_on"] is None or m["to_on"] >= end)
        ]
        return {
            "establishments": len(opened),
            "workers": sum(e["workers"] or 0 for e in opened),
            "female_workers": sum(e["female_workers"] or 0 for e in opened),
            "committed": sum(1 for e in opened if e["commitment_on"] and e["commitment_on"] <= end),
            "sessions": len(sessions),
            "sessions_integrated": sum(1 for s in sessions if s["programmes"]),
            "attendances": sum(r["attendances"] for r in rows),
            "female_attendances": sum(r["female"] or 0 for r in rows),
            "reached_service": sum(r["first_time"] or 0 for r in rows if r["group"] == "service_worker"),
            "inspections": len(visits),
            "inspections_planned": len([v for v in visits if v["mode"] == "planned"]),
            "inspections_unannounced": len([v for v in visits if v["mode"] == "unannounced"]),
            "inspected": len({v["establishment"] for v in visits}),
            "violating_visits": len([v for v in visits if v["violations"]]),
            "outcomes": sum(len(v["outcomes"]) for v in visits),
            "fines": sum(v["fine_vnd"] or 0 for v in visits),
            "courses": len(courses),
            "trainees": sum(len(c["attendees"]) + sum(o["people"] for o in c["others"]) for c in courses),
            "staff": len(posts),
            "direct_staff": len([m for m in posts if m["direct_duty"]]),
            "cases_opened": len(self.inside("support_case", "opened_on")),
            **self.newer_kinds(),
        }

    def newer_kinds(self) -> dict[str, Any]:
        tips = self.inside("tip_off", "received_on")
        police = self.inside("violation_tally", "month")
        in_time = [t for t in tips if t["result"] and t["resolved_on"] <= t["due_on"]]
        return {
            "directives": len(self.inside("directive", "issued_on")),
            "media_items": sum(m["broadcasts"] or 1 for m in self.inside("media_item", "published_on")),
            "tip_offs": len(tips),
            "tip_offs_timely": len(in_time),
            "tip_offs_passed_on": len([t for t in tips if t["result"] == "passed_on"]),
            "police_cases": sum(v["cases"] for v in police) if police else None,
            "police_people": sum(v["sellers"] + v["buyers"] + v["organisers"] for v in police)
            if police
            else None,
            "police_fines": sum(v["fines_vnd"] for v in police) if police else None,
        }


@pytest.mark.parametrize("name", PERIODS)
def test_every_figure_equals_a_recount(sampled: desks.Desk, name: str) -> None:
    period = sampled.period(2025, name)
    built = summary.build(sampled, period)
    for column, of in (("now", period), ("to_date", period.to_date()), ("last_year", period.before())):
        for line, expected in Recount(sampled, of).figures().items():
            assert getattr(built.line(line), column) == expected, (line, column)


@pytest.mark.parametrize("name", PERIODS)
def test_shares_are_those_of_the_indicators(sampled: desks.Desk, name: str) -> None:
    period = sampled.period(2025, name)
    built = summary.build(sampled, period)
    computed = {i.id: i for i in indicators.compute(sampled, period)}
    for line, indicator in {
        "inspected_share": "establishments_inspected",
        "reached_service_share": "service_workers_reached",
        "supported_share": "supported",
        "tip_offs_timely_share": "tip_offs_timely",
    }.items():
        found = built.line(line).now
        assert isinstance(found, Share)
        expected = computed[indicator]
        assert (found.part, found.whole) == (expected.numerator, expected.denominator), line


def test_a_second_baseline_counts_alike_on_paper_on_screen_and_at_entry(commune: desks.Desk) -> None:
    for values in (
        {"service_workers": 20, "as_of": date(2025, 1, 5)},
        {"service_workers": None, "students_upper_secondary": 90, "as_of": date(2025, 3, 5)},
    ):
        activities.save(commune, draft("baseline", reason="Bổ sung", **values))
    activities.save(commune, draft("propaganda_session"))
    period = commune.period(2025)
    (indicator,) = [one for one in indicators.compute(commune, period) if one.id == "service_workers_reached"]
    assert (indicator.numerator, indicator.denominator) == (18, 20)
    assert summary.build(commune, period).line("reached_service_share").now == Share(18, 20)
    more = ({"group": "service_worker", "attendances": 3, "first_time": 3},)
    again = draft("propaganda_session", held_on=date(2025, 4, 1), audiences=more)
    (problem,) = activities.check(commune, again)
    assert (problem.code, problem.params) == ("more_than_baseline", {"reached": 21, "baseline": 20})


def test_a_plan_dated_ahead_is_issued_neither_on_paper_nor_on_screen(commune: desks.Desk) -> None:
    activities.save(commune, draft("annual_plan", issued_on=date(2025, 12, 10)))
    period = commune.period(2025)
    with commune.store.read() as connection:
        books = Books(connection, [UNIT], period, today=commune.today(), began=period.start)
        issued = definition_of("plan_issued")
        assert books.count(issued, issued.settings({}), UNIT).numerator == 0
    line = summary.build(commune, period).line("plan_issued")
    assert (line.now, line.note) == (False, "")


@pytest.mark.parametrize("name", PERIODS)
def test_people_are_those_of_the_tallies_that_leave(sampled: desks.Desk, name: str) -> None:
    period = sampled.period(2025, name)
    built = summary.build(sampled, period)
    began = plans.load(sampled.settings.plans[0]).begins(period.cut_off)
    with sampled.store.read() as connection:
        support, staff = tallies.tallies(connection, UNIT, [period], today=sampled.today(), began=began)
    assert built.line("staff_trained_share").now == Share(
        sum(g.trained or 0 for g in staff.groups), sum(g.total or 0 for g in staff.groups)
    )
    for part in ("opened", "in_need", "eligible", "referred", "accessed"):
        assert built.line("cases_opened" if part == "opened" else part).now == getattr(support, part), part
    per_service = {
        line.id.removeprefix("accessed."): line.now for line in built.lines if "accessed." in line.id
    }
    assert {s: n for s, n in per_service.items() if n} == {s.service: s.people for s in support.by_service}


def test_lines_per_code_add_up(sampled: desks.Desk) -> None:
    built = summary.build(sampled, sampled.period(2025))
    for whole in ("sessions", "establishments", "attendances", "outcomes", "trainees", "staff"):
        parts = [line.now for line in built.lines if line.id.startswith(f"{whole}.")]
        assert sum(p for p in parts if isinstance(p, int)) == built.line(whole).now, whole


def test_a_register_begun_this_year_says_nothing_of_last_year(tmp_path: Path) -> None:
    at = new_desk(tmp_path / "store")
    sample.sample(at, 2025, 60, seed=2)
    built = summary.build(at, at.period(2025, "h1"))
    assert {line.last_year for line in built.lines} == {None}
    assert {line.growth for line in built.lines} == {None}
    at.close()


def test_an_empty_register_counts_zero_and_shows_no_lines_per_code(tmp_path: Path) -> None:
    at = new_desk(tmp_path / "store")
    built = summary.build(at, at.period(2025, "q2"))
    assert built.line("sessions").now == 0
    assert built.line("inspected_share").now == Share(0, 0)
    assert built.line("reached_industrial_share").now is None
    assert not [line for line in built.lines if line.label.startswith("- ")]
    at.close()


@pytest.mark.parametrize(
    ("now", "last_year", "change"),
    [(12, 8, 50.0), (8, 8, 0.0), (0, 4, -100.0), (5, 0, None), (5, None, None), (None, 5, None)],
)
def test_growth_is_against_last_year(now: int | None, last_year: int | None, change: float | None) -> None:
    assert summary.growth(now, last_year) == change


def test_a_percentage_has_no_growth() -> None:
    assert summary.growth(Share(1, 2), Share(1, 4)) is None


def test_the_plan_of_the_year_is_named(tmp_path: Path) -> None:
    at = new_desk(tmp_path / "store")
    values = {"year": 2025, "number": "05/KH-UBND", "issued_on": date(2025, 3, 20)}
    activities.save(at, Draft("annual_plan", values))
    first, second = (summary.build(at, at.period(2025, q)).line("plan_issued") for q in ("q1", "q2"))
    assert (first.now, first.note) == (False, "")
    assert (second.now, second.note) == (True, "Số 05/KH-UBND")
    at.close()


def test_a_receiving_desk_takes_people_from_the_tallies() -> None:
    tally = SupportTally(
        year=2025, period="q1", opened=2, in_need=4, eligible=3, referred=1, accessed=2, accessed_eligible=2,
        by_service=(ServiceTally(service="legal_aid", people=2),),
    )  # fmt: skip
    groups = (GroupTally(group="union", total=5, direct_duty=1, trained=3, direct_trained=1),)
    records = tally, tally, StaffTally(year=2025, period="q1", groups=groups)

    def lines(name: str) -> dict[str, Line]:
        asked = accounts(*records, period=Period.named(2025, name), receiving=True)
        return {line.id: line for line in summary.lines(asked)}

    found = lines("q1")
    assert found["in_need"].now == 8
    assert found["supported_share"].now == Share(4, 6)
    assert found["accessed.legal_aid"].now == 4
    assert found["staff_trained_share"].now == Share(3, 5)
    # Distinct people do not add up over months: there is no tally from the year's start to May.
    assert lines("m05")["in_need"].now is None


def rows_of(form: Any) -> list[dict[str, Any]]:
    tops = [top for group in form["groups"] for top in group["rows"]]
    received = [{**top, **top["receiving"]} for top in tops if "receiving" in top]
    return [row for top in tops for row in (top, *top.get("rows", ()))] + received


def test_the_form_names_only_counts_that_exist_with_parameters_they_take() -> None:
    for row in rows_of(summary.form()):
        if row["count"] is None:
            continue
        count = counts.count_of(row["count"])
        assert set(row.get("params", {})) <= count.takes.keys(), row["id"]
        if "each" in row:
            assert count.each is not None
            assert row["each"] == count.each.code_list, row["id"]


def test_ids_of_lines_are_unique(sampled: desks.Desk) -> None:
    built: Summary = summary.build(sampled, sampled.period(2025))
    ids = [line.id for line in built.lines if line.id]
    assert len(ids) == len(set(ids))
    with pytest.raises(KeyError):
        built.line("nothing")
