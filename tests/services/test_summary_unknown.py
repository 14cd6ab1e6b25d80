"""What nobody has given is not printed as none: unknown is a dash, nought is nought."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.models import units
from desktop.models.period import Period
from desktop.models.records import (
    AnnualPlan,
    Audience,
    CommuneStatus,
    Directive,
    Establishment,
    Inspection,
    MediaItem,
    OtherAttendees,
    PeriodDeclaration,
    PilotModel,
    PropagandaSession,
    Record,
    StaffMember,
    SupportCase,
    SupportService,
    SupportTally,
    Team,
    TipOff,
    Training,
    ViolationTally,
)
from desktop.services import printing, summary
from desktop.services.figures import Figure, Share
from desktop.services.forms import workbook
from desktop.services.summary import COMMUNE_SUMMARY, Line, Summary
from tests.services.papers import COMMUNE, PROVINCE, accounts

HELD = date(2025, 3, 5)
PERIOD = Period.named(2025, "h1")


def made(*records: Record, receiving: bool = False) -> Summary:
    """The summary of *records*; at a receiving desk each is of another commune."""
    unit = units.unit(PROVINCE if receiving else COMMUNE)
    lines = summary.lines(accounts(*records, period=PERIOD, receiving=receiving))
    return Summary(COMMUNE_SUMMARY, unit, None, PERIOD, date(2025, 6, 20), False, lines)


def lines(built: Summary) -> Mapping[str, Line]:
    return {line.id: line for line in built.lines}


def told(built: Summary) -> str:
    parts = ("".join(words for words, _, _ in part["runs"]) for part in printing.content(built)["parts"])
    return " ".join(parts).replace("\u00a0", " ")


def place(**given: Any) -> Establishment:
    return Establishment(trade_name="Spa Mai", type="spa", **given)


def session(*audiences: Audience) -> PropagandaSession:
    return PropagandaSession(held_on=HELD, form="talk", audiences=audiences)


def visit(**given: Any) -> Inspection:
    return Inspection(inspected_on=HELD, establishment="ab" * 16, mode="planned", **given)


def item(**given: Any) -> MediaItem:
    return MediaItem(published_on=HELD, item_kind="radio", outlet_level="commune_loudspeaker", **given)


def tip(**given: Any) -> TipOff:
    return TipOff(received_on=HELD, tip_kind="tip", **given)


def team(kind: str = "team_178", **given: Any) -> Team:
    return Team(team_kind=kind, consolidated_on=HELD, **given)


NOTHING = PeriodDeclaration(year=2025, period="year", nothing_happened=("violation_tally",))
WORKERS = Audience(group="service_worker", attendances=20)


@pytest.mark.parametrize(
    ("line", "records", "figure"),
    [
        ("workers", (), 0),
        ("workers", (place(),), None),
        ("workers", (place(workers=0),), 0),
        ("workers", (place(), place(workers=7)), 7),
        ("female_workers", (place(workers=7),), None),
        ("female_workers", (place(workers=7), place(workers=4, female_workers=0)), 0),
        ("attendances", (), 0),
        ("attendances", (session(),), None),
        ("attendances", (session(), session(WORKERS)), 20),
        ("female_attendances", (session(WORKERS),), None),
        ("female_attendances", (session(WORKERS, dataclasses.replace(WORKERS, female=3)),), 3),
        ("reached_service", (), 0),
        ("reached_service", (session(),), None),
        ("reached_service", (session(WORKERS),), None),
        ("reached_service", (session(WORKERS, dataclasses.replace(WORKERS, first_time=0)),), 0),
        ("reached_students", (session(WORKERS),), 0),
        ("fines", (), 0),
        ("fines", (visit(),), 0),
        ("fines", (visit(violations=("residence",)),), None),
        ("fines", (visit(violations=("residence",), outcomes=("reminded",)),), 0),
        ("fines", (visit(violations=("residence",), outcomes=("fined",)), visit()), None),
        ("fines", (visit(violations=("residence",), outcomes=("fined",)), visit(fine_vnd=5)), 5),
        ("media_items", (), 0),
        ("media_items", (item(), item(broadcasts=6), item(broadcasts=0)), 7),
        ("directives", (Directive(issued_on=HELD, title="Công văn"),), 1),
        ("hotspots", (), None),
        ("hotspots", (CommuneStatus(year=2025, hotspots=0),), 0),
        ("hotspots", (CommuneStatus(year=2024, hotspots=3),), None),
        ("healthy", (), None),
        ("healthy", (CommuneStatus(year=2025, healthy=True),), True),
        ("healthy", (CommuneStatus(year=2025, healthy=True), CommuneStatus(year=2025, healthy=False)), False),
        ("key_area", (CommuneStatus(year=2025, key_area=False),), False),
        ("police_cases", (), None),
        ("police_cases", (NOTHING,), 0),
        ("police_people", (NOTHING,), 0),
        ("police_cases", (ViolationTally(month=date(2025, 3, 1)),), None),
        ("police_people", (ViolationTally(month=date(2025, 3, 1)),), None),
        ("police_cases", (ViolationTally(month=date(2025, 7, 1), cases=4),), None),
        ("police_people", (ViolationTally(month=date(2025, 3, 1), sellers=2, organisers=1),), 3),
        ("tip_offs", (), 0),
        ("tip_offs_timely_share", (), Share(0, 0)),
        ("tip_offs_timely_share", (tip(),), None),
        ("tip_offs_timely_share", (tip(), tip(due_on=date(2025, 4, 1))), Share(0, 1)),
        ("tip_offs_verified", (tip(verified_on=HELD), tip(verified_on=HELD, classified_as="criminal")), 1),
        ("tip_offs_verified", (tip(result="handled"),), 1),
        ("teams_178", (team(), team(ended_on=date(2025, 6, 14)), team("club")), 1),
        ("volunteers", (team("volunteer_team"),), None),
        ("volunteers", (team("volunteer_team", members=7), team(members=9)), 7),
        ("models", (PilotModel(title="A", started_on=HELD, ended_on=HELD),), 1),
        ("models", (PilotModel(title="A", started_on=date(2025, 7, 1)),), 0),
        ("trainees", (), 0),
        ("trainees", (Training(started_on=HELD, title="Lớp"),), None),
        ("trainees", (Training(started_on=HELD, title="Lớp", attendees=("ab" * 16,)),), 1),
    ],
)
def test_a_sum_is_unknown_only_where_nothing_of_it_is_known(
    line: str, records: tuple[Record, ...], figure: Figure
) -> None:
    assert made(*records).line(line).now == figure


def test_a_share_of_people_nobody_counted_is_unknown() -> None:
    built = made(session(WORKERS), place(workers=7))
    assert built.line("reached_service_share").now is None
    known = made(session(dataclasses.replace(WORKERS, first_time=3)), place(workers=7))
    assert known.line("reached_service_share").now == Share(3, 7)


def test_the_story_leaves_out_what_nobody_counted() -> None:
    unknown = told(made(place(workers=7), session(WORKERS), visit(violations=("residence",))))
    assert "với 7 người lao động; 0 cơ sở đã ký cam kết." in unknown
    for clause in ("nữ", "dịch vụ được tuyên truyền lần đầu", "tiền phạt", "–", "[", "]", " .", " ;", "  "):
        assert clause not in unknown
    known = told(
        made(
            place(workers=7, female_workers=3),
            session(dataclasses.replace(WORKERS, first_time=3)),
            visit(violations=("residence",), fine_vnd=500_000),
        )
    )
    for clause in (
        "với 7 người lao động, trong đó 3 nữ;",
        "có 3 người lao động",
        "; tiền phạt 500.000 đồng.",
    ):
        assert clause in known
    bare = told(made(place(), session(), visit()))
    assert "dễ phát sinh tệ nạn mại dâm; 0 cơ sở đã ký cam kết." in bare
    assert "Tổ chức 1 buổi tuyên truyền; lũy kế từ đầu năm 1 buổi." in bare


def test_unknown_is_a_dash_in_the_workbook_too(tmp_path: Path) -> None:
    built = made(place(workers=7))
    workbook.write_summary(built, tmp_path / "s.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx").worksheets[0]
    first = int(sheet.freeze_panes.removeprefix("A"))
    rows = sheet.iter_rows(min_row=first, max_row=first + len(built.lines) - 1, max_col=4, values_only=True)
    shown = {line.id: row[3] for line, row in zip(built.lines, rows, strict=True)}
    assert (shown["workers"], shown["female_workers"], shown["female_attendances"]) == (7, "–", 0)


# --- the receiving desk


def course(*others: OtherAttendees) -> Training:
    return Training(started_on=HELD, title="Lớp", others=others)


def test_a_receiving_desk_does_not_say_that_nobody_was_trained() -> None:
    built = made(course(), course(), receiving=True)
    assert built.line("trainees").now is None
    assert built.line("trainees").note == "Số liệu lưu ở xã"
    assert "Tổ chức, cử dự 2 lớp tập huấn." in told(built)


def test_a_receiving_desk_counts_the_attendees_it_knows_and_says_who_is_left_out() -> None:
    others = OtherAttendees(group="union", people=5), OtherAttendees(group="team_178", people=2)
    built = made(course(others[0]), course(), course(others[1]), receiving=True)
    assert (built.line("trainees").now, built.line("trainees.union").now) == (7, 5)
    assert built.line("trainees").note == "Chưa gồm người do xã theo dõi"
    assert made(course(others[0])).line("trainees").note == ""
    assert made(receiving=True).line("trainees").note == ""


def test_a_receiving_desk_counts_the_communes_that_have_a_plan() -> None:
    issued = AnnualPlan(year=2025, number="01/KH-UBND", issued_on=HELD, sent_on=HELD)
    late = AnnualPlan(year=2025, number="02/KH-UBND", issued_on=date(2025, 9, 1))
    found = lines(made(issued, late, dataclasses.replace(issued, sent_on=None), receiving=True))
    assert (found["plan_issued"].now, found["plan_sent"].now) == (2, 1)
    for row in ("plan_issued", "plan_sent"):
        assert found[row].unit == "communes"
        assert found[row].note == "Trên tổng số 38 xã, phường"
    assert lines(made(issued, receiving=True))["plan_issued"].note == "Trên tổng số 38 xã, phường"
    assert lines(made(issued))["plan_issued"].note == "Số 01/KH-UBND"


def test_a_receiving_desk_counts_the_communes_that_are_healthy() -> None:
    said = [CommuneStatus(year=2025, healthy=yes, key_area=not yes) for yes in (True, True, False)]
    found = lines(made(*said, receiving=True))
    assert (found["healthy"].now, found["key_area"].now) == (2, 1)
    assert found["healthy"].note == "Trên tổng số 38 xã, phường"
    assert lines(made(receiving=True))["healthy"].now is None


def test_a_row_that_nothing_counts_is_left_to_write_by_hand() -> None:
    described = summary.form()
    row = {"id": "by_hand", "label": "Nội dung khác", "unit": "cases", "count": None}
    groups = [{"number": "I", "title": "Nội dung khác", "rows": [row]}]
    _, line = summary.lines(accounts(period=PERIOD), {**described, "groups": groups})
    assert (line.tracked, line.note, line.now) == (False, "Ghi tay", None)


def test_a_receiving_desk_answers_no_question_with_yes_or_no() -> None:
    plan = AnnualPlan(year=2025, issued_on=HELD, sent_on=HELD)
    for line in made(plan, receiving=True).lines:
        assert line.unit != "yes_no", line.id
        assert not any(isinstance(figure, bool) for figure in (line.now, line.to_date, line.last_year))


def test_no_tally_is_not_nobody_in_need() -> None:
    assert "không phát sinh người có nhu cầu" not in told(made(receiving=True))
    none = SupportTally(
        year=2025, period="h1", opened=0, in_need=0, eligible=0, referred=0, accessed=0, accessed_eligible=0
    )
    assert "Trong kỳ không phát sinh người có nhu cầu hỗ trợ." in told(made(none, receiving=True))


# --- support


def test_services_are_counted_for_people_in_need_only() -> None:
    service = SupportService(service="legal_aid", status="accessed", accessed_on=HELD)
    case = SupportCase(
        case_code="HT-222222", opened_on=HELD, age_band="over_30", needs=("legal_aid",), services=(service,)
    )
    found = lines(made(case, dataclasses.replace(case, needs=())))
    assert (found["accessed"].now, found["accessed.legal_aid"].now) == (1, 1)


def test_staff_in_post_are_known_where_they_are_kept() -> None:
    built = made(StaffMember(post="Công chức", group="union"))
    assert "0 trong tổng số 1 cán bộ, cộng tác viên đã được tập huấn" in told(built)
    assert "cán bộ, cộng tác viên" not in told(made(receiving=True))
