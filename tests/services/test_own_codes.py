"""Entries a unit adds to code lists work wherever ready ones do."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from desktop.models.conditions import Listing
from desktop.models.edits import Edit
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.models.records import PropagandaSession
from desktop.services import (
    activities,
    exchange,
    exporting,
    history,
    importing,
    indicators,
    listing,
    own_codes,
    printing,
    summary,
    workbook,
)
from desktop.services import desk as desks
from desktop.services.desk import Desk
from desktop.services.own_codes import OwnCodes
from desktop.services.words import LANGUAGES, Words
from tests.records import draft
from tests.services.papers import accounts

MARKET = "Phiên chợ vùng cao"


def add(desk: Desk, label: str = MARKET, code_list: str = "propaganda_form") -> str:
    """The code of a new entry."""
    entry = activities.save(desk, draft("list_entry", label=label, code_list=code_list, reason="Cần dùng"))
    return f"own_{entry.id}"


def session(desk: Desk, **values: object) -> str:
    return activities.save(desk, draft("propaganda_session", reason="Đúng", **values)).id


def codes(desk: Desk, kind: str, **values: object) -> list[tuple[str, str]]:
    return [(p.field, p.code) for p in activities.check(desk, draft(kind, **values))]


# --- what may be saved


def test_an_own_entry_may_be_used_in_a_field_and_in_a_row(commune: Desk) -> None:
    form, material = add(commune), add(commune, "Quạt giấy", "material")
    materials = ({"material": material, "quantity": 30},)
    saved = activities.get(commune, "propaganda_session", session(commune, form=form, materials=materials))
    assert (saved.record.form, saved.record.materials[0].material) == (form, material)


@pytest.mark.parametrize("code", ["own_", "own_x", "own_" + "0" * 32, "own_" + "0" * 31, "other"])
def test_a_code_that_stands_for_nothing_is_refused(commune: Desk, code: str) -> None:
    assert [field for field, _ in codes(commune, "propaganda_session", form=code)] == ["form"]


def test_an_entry_of_another_list_is_refused(commune: Desk) -> None:
    topic = add(commune, "Bạo lực học đường", "topic")
    assert codes(commune, "propaganda_session", form=topic) == [("form", "own_code_gone")]
    assert codes(commune, "propaganda_session", topics=(topic,)) == []


def test_a_fixed_list_takes_no_own_entry(commune: Desk) -> None:
    form = add(commune)
    audiences = ({"group": form, "attendances": 3},)
    found = codes(commune, "propaganda_session", audiences=audiences)
    assert found == [("audiences.0.group", "unknown_code")]
    assert codes(commune, "list_entry", code_list="audience_group") == [("code_list", "unknown_code")]


@pytest.mark.parametrize("label", ["Tọa đàm", "toa dam", "Panel talk"])
def test_what_a_list_has_already_is_not_added_again(commune: Desk, label: str) -> None:
    assert codes(commune, "list_entry", label=label) == [("label", "label_ready")]
    assert codes(commune, "list_entry", label=label, code_list="topic") == []


# --- deleting


def test_an_entry_in_use_is_neither_deleted_nor_moved_to_another_list(commune: Desk) -> None:
    form = add(commune)
    record = session(commune, form=form)
    with pytest.raises(Refusal) as refused:
        activities.delete(commune, "list_entry", form.removeprefix("own_"))
    assert (refused.value.code, refused.value.params) == ("linked_from", {"count": 1})
    entry = activities.get(commune, "list_entry", form.removeprefix("own_"))
    moved = draft("list_entry", code_list="topic")
    moved = type(moved)(moved.kind, moved.values, entry.id, entry.heads)
    assert [p.code for p in activities.check(commune, moved)] == ["entry_in_use"]
    activities.delete(commune, "propaganda_session", record)
    assert activities.check(commune, moved) == []
    activities.delete(commune, "list_entry", entry.id)


@pytest.mark.parametrize(("field", "code_list"), [("topics", "topic"), ("programmes", "programme")])
def test_a_list_of_codes_counts_as_use_too(commune: Desk, field: str, code_list: str) -> None:
    code = add(commune, "Mục khác hẳn", code_list)
    session(commune, **{field: (code,)})
    with pytest.raises(Refusal):
        activities.delete(commune, "list_entry", code.removeprefix("own_"))


def gone(desk: Desk) -> tuple[str, str]:
    """A record whose own form another machine deleted."""
    form = add(desk)
    record = session(desk, form=form)
    with desk.store.write() as writer:
        writer.put([Edit("list_entry", {"deleted": True}, form.removeprefix("own_"))])
    return form, record


def test_an_entry_deleted_elsewhere_keeps_its_label_and_is_not_offered(commune: Desk) -> None:
    form, record = gone(commune)
    own = own_codes.of(commune)
    assert own.label(Words(), "propaganda_form", form) == MARKET
    assert own.offered == {}
    assert activities.page(commune, "propaganda_session").captions[form] == MARKET
    entry = activities.get(commune, "propaganda_session", record)
    again = draft("propaganda_session", form=form, title="Khác")
    again = type(again)(again.kind, again.values, entry.id, entry.heads)
    assert [p.code for p in activities.check(commune, again)] == ["own_code_gone"]


def test_a_record_whose_entry_is_gone_does_not_come_back_from_the_bin(commune: Desk) -> None:
    form = add(commune)
    record = session(commune, form=form)
    activities.delete(commune, "propaganda_session", record)
    activities.delete(commune, "list_entry", form.removeprefix("own_"))
    with pytest.raises(Refusal) as refused:
        activities.undelete(commune, "propaganda_session", record)
    assert [p.code for p in refused.value.params["problems"]] == ["own_code_gone"]
    activities.undelete(commune, "list_entry", form.removeprefix("own_"))
    activities.undelete(commune, "propaganda_session", record)


# --- labels


def test_own_entries_stand_after_the_ready_ones_in_the_order_of_their_labels(commune: Desk) -> None:
    later, first = add(commune, "Đêm lửa trại"), add(commune, "Bản tin thôn")
    found = own_codes.of(commune).codes("propaganda_form")
    assert found[:2] == ("meeting", "talk")
    assert found[-2:] == (first, later)


def test_two_entries_of_one_label_are_told_apart(commune: Desk) -> None:
    codes_of = {add(commune), add(commune)}
    own = own_codes.of(commune)
    assert {own.labels[code] for code in codes_of} == {MARKET, f"{MARKET} (2)"}


def test_a_record_is_called_by_the_label(commune: Desk) -> None:
    form = add(commune)
    session(commune, form=form)
    session(commune, form=form, held_on=date(2025, 4, 1))
    again = draft("propaganda_session", form=form, held_on=date(2025, 4, 1))
    twins = [p.params["other"] for p in activities.check(commune, again) if p.code == "likely_duplicate"]
    assert MARKET in str(twins[0])
    assert MARKET in activities.choices(commune, "propaganda_session")[0][1]


def test_the_label_is_found_and_sorted_by(commune: Desk) -> None:
    form = add(commune)
    record = session(commune, form=form)
    session(commune, held_on=date(2025, 5, 5))
    assert [e.id for e in activities.page(commune, "propaganda_session", text="phien cho").entries] == [
        record
    ]
    ordered = activities.page(commune, "propaganda_session", sort="form", descending=True).entries
    assert ordered[0].id == record
    with commune.store.read() as connection:
        asked = Listing("propaganda_session", "vung cao")
        assert listing.ids(connection, asked).hex() == record


def test_history_and_explanations_say_the_label(commune: Desk) -> None:
    form = add(commune)
    record = session(commune, form=form)
    steps = history.of(commune, "propaganda_session", record)
    assert history.captions(commune, "propaganda_session", steps)[form] == MARKET
    found = indicators.explain(commune, "LC1", commune.period(2025, "m04"))
    assert [item.values["form"] for item in found.counted] == [MARKET]


# --- figures


def test_an_own_form_is_a_form_and_an_own_programme_is_none_a_plan_names(commune: Desk) -> None:
    programme = add(commune, "Đề án riêng của xã", "programme")
    session(commune, form=add(commune), programmes=(programme,))
    session(commune, held_on=date(2025, 5, 5))
    period = commune.period(2025)
    built = summary.build(commune, period)
    assert (built.line("sessions").now, built.line("programmes").now) == (2, 1)
    own = [(line.label, line.now) for line in built.lines if "own_" in line.id]
    assert own == [("- Đề án riêng của xã", 1), (f"- {MARKET}", 1)]
    found = indicators.explain(commune, "propaganda_regular", period)
    assert len(found.counted) == 2
    quarter = commune.period(2025, "q2")
    assert indicators.explain(commune, "LC6", quarter).indicator.numerator == 0


# --- workbooks


def test_the_template_offers_own_entries(commune: Desk, tmp_path: Path) -> None:
    code = add(commune)
    for language in LANGUAGES:
        path = tmp_path / f"{language}.xlsx"
        workbook.template("propaganda_session", path, Words(language), own_codes.of(commune))
        book = openpyxl.load_workbook(path)
        cells = {cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
        assert {MARKET, code} <= cells


def listed(desk: Desk, path: Path) -> Path:
    exporting.export(desk, Listing("propaganda_session"), path, Words())
    return path


def test_what_is_exported_comes_back_as_it_was(commune: Desk, tmp_path: Path) -> None:
    first, second = add(commune), add(commune)
    material = add(commune, "Quạt giấy", "material")
    topics = (add(commune, "Bạo lực, học đường", "topic"), "law")
    session(commune, form=first, topics=topics, materials=({"material": material, "quantity": 3},))
    session(commune, form=second, held_on=date(2025, 5, 5))
    path = listed(commune, tmp_path / "list.xlsx")
    values = [
        row[2] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=3, values_only=True)
    ]
    assert set(values) == {MARKET, f"{MARKET} (2)"}
    found = importing.look(commune, path)
    assert (found.count("same"), found.read) == (2, 2)


def test_a_list_is_imported_by_the_label(commune: Desk, tmp_path: Path) -> None:
    form = add(commune)
    book = openpyxl.Workbook()
    for row in (["Ngày tổ chức", "Hình thức", "Địa điểm"], ["05/03/2025", "phiên chợ Vùng cao", "Chợ"]):
        book.active.append(row)
    book.save(tmp_path / "kept.xlsx")
    chosen = importing.Choices(kind="propaganda_session")
    assert MARKET in importing.look(commune, tmp_path / "kept.xlsx", chosen).lines[0].caption
    done = importing.run(commune, tmp_path / "kept.xlsx", chosen)
    assert activities.get(commune, "propaganda_session", done.new[0]).record.form == form


# --- the receiving unit


def test_alike_entries_of_several_communes_are_one_line() -> None:
    own = OwnCodes(
        {"own_a": MARKET, "own_b": MARKET.upper()},
        {"propaganda_form": (("own_a", MARKET), ("own_b", MARKET.upper()))},
    )
    held = [
        PropagandaSession(held_on=date(2025, 3, 5), form=form) for form in ("own_a", "own_b", "own_b", "talk")
    ]
    lines = summary.lines(accounts(*held, period=Period.named(2025, "q1"), receiving=True, own=own))
    assert [(line.id, line.now) for line in lines if "own_" in line.id] == [("sessions.own_a", 3)]


def test_entries_arrive_with_the_records_that_use_them(tmp_path: Path) -> None:
    at = datetime(2025, 11, 21, 8)
    passphrase = "mot hai ba bon nam"

    def new(name: str, role: str, unit: str) -> Desk:
        return desks.new(tmp_path / name, passphrase, role=role, unit=unit, training=True, clock=lambda: at)

    above = new("above", "receiving", "12@2025")
    (tmp_path / "packages").mkdir()
    for number, unit in enumerate(["03388@2025", "03390@2025"]):
        below = new(f"below{number}", "commune", unit)
        exchange.join(below, exchange.invite(above, unit, tmp_path / f"{number}.soxa-invite"))
        session(below, form=add(below), held_on=date(2025, 3, 1 + number))
        exchange.export(below, tmp_path / "packages")
        below.close()
    reports = exchange.receive(above, [tmp_path / "packages"])
    assert [report.status for report in reports] == ["accepted", "accepted"]
    assert exchange.doubts(above) == []
    found = activities.page(above, "propaganda_session", text="phien cho")
    assert found.total == 2
    assert {found.captions[entry.record.form] for entry in found.entries} == {MARKET}
    built = summary.build(above, above.period(2025))
    assert [(line.label, line.now) for line in built.lines if "own_" in line.id] == [(f"- {MARKET}", 2)]
    content = printing.content(built)
    assert f"- {MARKET}" in [line["label"] for line in content["lines"]]
    above.close()
