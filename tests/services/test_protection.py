"""No identity of a supported person, an informant or an attendee leaves the commune, nor is asked for."""

import re
from pathlib import Path

import pytest

from desktop.models.entry import Draft
from desktop.models.records import FieldType, all_kinds, kind_named
from desktop.models.writer import LoggedChange
from desktop.services import activities, checker, exchange, indicators, sample
from desktop.services.desk import Desk
from desktop.services.exchange import sending
from desktop.services.folding_log import to_change
from sync.changes import Change
from sync.identity import ReceiverKey
from sync.package import Package, read_header
from tests.records import draft
from tests.services.answered import acknowledge


@pytest.fixture
def opened(joined: Desk, receiver: Desk, tmp_path: Path) -> Package:
    sample.sample(joined, 2025, 60, 3)
    staff = activities.save(joined, draft("staff_member", post="CHUCVU-RIENG"))
    activities.save(
        joined, draft("training", title="Tập huấn quý II", attendees=(staff.id,), note="GHICHU-RIENG")
    )
    activities.save(joined, draft("support_case", note="GHICHU-CA", case_code="HT-MATMAT"))
    package = exchange.export(joined, tmp_path, full=True)
    assert package is not None
    return read_header(package.path).unseal(ReceiverKey.from_text(receiver.secret("receiver_key")))


def test_cases_and_staff_never_enter_a_package(opened: Package, joined: Desk) -> None:
    assert not {c.kind for c in opened.changes} & {"support_case", "staff_member"}
    text = repr(opened.changes) + repr(opened.manifest)
    staying = [
        *activities.page(joined, "support_case").entries,
        *activities.page(joined, "staff_member").entries,
    ]
    assert len(staying) > 5
    for entry in staying:
        assert entry.id not in text
    for case in activities.page(joined, "support_case").entries:
        assert str(case.record.case_code) not in text
    assert "CHUCVU-RIENG" not in text


def test_notes_reasons_and_attendees_never_enter_a_package(opened: Package) -> None:
    for change in opened.changes:
        allowed = {f.name for f in kind_named(change.kind).leaving} | {"deleted"}
        assert set(change.set) <= allowed
        assert not {"note", "reason", "attendees"} & set(change.set)
    assert "RIENG" not in repr(opened.changes)


def test_the_numbers_of_what_leaves_do_not_tell_how_busy_the_case_work_is(opened: Package) -> None:
    assert [c.seq for c in opened.changes] == list(range(1, len(opened.changes) + 1))
    assert [c.lamport for c in opened.changes] == [c.seq for c in opened.changes]


def test_what_leaves_of_the_cases_are_counts(opened: Package) -> None:
    tallies = [c for c in opened.changes if c.kind == "support_tally"]
    assert tallies
    for change in tallies:
        for name, value in change.set.items():
            if name == "by_service":
                assert all(set(row) == {"service", "people"} for row in value)
            elif name not in ("machine", "period"):
                assert isinstance(value, int)
        assert "age" not in repr(change.set)


def test_the_receiving_unit_refuses_what_should_have_stayed(
    joined: Desk, receiver: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    activities.save(joined, draft("establishment", note="lọt ra ngoài"))
    monkeypatch.setattr(sending, "leaving", to_change)
    exchange.export(joined, tmp_path)
    report = exchange.receive(receiver, [tmp_path])[0]
    assert (report.status, report.reason) == ("refused", "bad_content")
    assert activities.page(receiver, "establishment").total == 0


@pytest.mark.parametrize("rows", [[{"first_time": 3}], [{"group": None, "attendances": 3}], ["x"]])
def test_a_row_without_what_its_kind_requires_does_not_enter_the_figures(
    joined: Desk, receiver: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[object]
) -> None:
    activities.save(joined, draft("propaganda_session"))
    monkeypatch.setattr(sending, "leaving", lambda c: to_change(c, {**to_change(c).set, "audiences": rows}))
    exchange.export(joined, tmp_path)
    assert [r.reason for r in exchange.receive(receiver, [tmp_path])] == ["bad_content"]
    assert indicators.compute(receiver, receiver.period(2025))


def test_a_record_does_not_change_its_kind_on_the_way(
    joined: Desk, receiver: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = activities.save(joined, draft("establishment"))
    exchange.export(joined, tmp_path)
    exchange.receive(receiver, [tmp_path])
    acknowledge(joined)
    activities.save(joined, Draft("establishment", {"hamlet": "Bản Mới"}, saved.id))

    def as_baseline(logged: LoggedChange) -> Change:
        return to_change(logged._replace(kind="baseline"), {"source": "Bản Mới"})

    monkeypatch.setattr(sending, "leaving", as_baseline)
    exchange.export(joined, tmp_path)
    (second,) = (one for one in exchange.receive(receiver, [tmp_path]) if one.sequence == 2)
    assert second.reason == "bad_content"
    assert checker.verify(receiver).ok


def test_no_kind_asks_who_somebody_is() -> None:
    names = {f.name for kind in all_kinds() for f in kind.fields}
    names |= {cell.name for kind in all_kinds() for f in kind.fields for cell in f.rows}
    forbidden = re.compile(r"name$|birth|phone|address|cccd|identity|photo|owner|email")
    assert {n for n in names if forbidden.search(n)} == {"trade_name"}


def test_every_free_text_is_searched_for_personal_data(commune: Desk) -> None:
    for kind in all_kinds():
        if kind.derived:
            continue
        for field in kind.fields:
            if field.type is FieldType.TEXT:
                found = activities.check(commune, draft(kind.name, **{field.name: "0912345678"}))
                assert (field.name, "personal_data") in {(p.field, p.code) for p in found}, (
                    kind.name,
                    field.name,
                )


def test_personal_data_is_saved_only_with_a_reason(commune: Desk) -> None:
    from desktop.models.errors import Refusal

    with pytest.raises(Refusal):
        activities.save(commune, draft("training", note="gọi 0912345678"))
    saved = activities.save(commune, draft("training", note="gọi 0912345678", reason="Số của cơ quan"))
    assert saved.record.reason == "Số của cơ quan"


def test_a_case_code_is_random_and_says_nothing(commune: Desk) -> None:
    codes = {
        str(activities.save(commune, draft("support_case", reason="ca khác")).record.case_code)
        for _ in range(20)
    }
    assert len(codes) == 20
    assert all(re.fullmatch(r"HT-[2-9BCDFGHJKMNPQRTVWXZ]{6}", code) for code in codes)
