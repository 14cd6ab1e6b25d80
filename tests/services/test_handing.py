"""What the receiving unit hands down arrives in receipts, is taken by a person, and changes nothing by itself."""

import datetime
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop.models import answers, units
from desktop.models.entry import Draft
from desktop.models.errors import Refusal
from desktop.services import activities, checker, exchange, handing, indicators, own_codes, plans
from desktop.services.desk import Desk
from desktop.services.handing import plan_texts, unit_texts
from desktop.services.plans import keeping
from sync.handed import Handed, cut
from sync.statements import Statement, pack
from tests.conftest import COMMUNE
from tests.records import draft


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that travels."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def enrolled(joined: Desk, receiver: Desk, stick: Path) -> Desk:
    """The commune, whose first package was received."""
    activities.save(joined, draft("baseline"))
    exchange.export(joined, stick)
    exchange.receive(receiver, [stick])
    return joined


def answer(receiver: Desk, commune: Desk, stick: Path) -> Path:
    (written,) = exchange.write_receipts(receiver, stick)
    exchange.read_receipts(commune, [written.path])
    return written.path


def own_plan(receiver: Desk, **changes: Any) -> str:
    """A plan of the receiving unit's own for the years after."""
    values = plans.values_of(plans.load("lai-chau-2021-2025"))
    told = {"number": "Kế hoạch 9/KH-UBND", "valid_from": "2025-01-01", "valid_to": "2030-12-31", **changes}
    for target in values["targets"]:
        target["deadline"] = None
    return keeping.add(receiver, {**values, **told}).id


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_a_plan_is_offered_with_what_it_changes_and_taken_with_one_step(
    receiver: Desk, enrolled: Desk, stick: Path
) -> None:
    plan = own_plan(receiver)
    handing.give(receiver, "plan", plan)
    before = checker.state_hash(enrolled), enrolled.plans.ids, enrolled.settings.plans
    answer(receiver, enrolled, stick)
    assert (checker.state_hash(enrolled), enrolled.plans.ids, enrolled.settings.plans) == before
    (offer,) = handing.offers(enrolled)
    assert (offer.kind, offer.name, offer.state, offer.title) == ("plan", plan, "new", "Kế hoạch 9/KH-UBND")
    assert offer.says["since"] == "2025-01-01" and offer.says["added"] == offer.says["targets"]
    handing.take(enrolled, "plan", plan)
    assert enrolled.plans.newest(plan) == receiver.plans.newest(plan)
    # Behind those that applied before; they lead as they did.
    assert enrolled.settings.plans == (*before[2], plan)
    assert [one.state for one in handing.offers(enrolled)] == ["taken"]


def test_a_changed_plan_changes_figures_from_its_day_only(
    receiver: Desk, enrolled: Desk, stick: Path
) -> None:
    plan = own_plan(receiver)
    handing.give(receiver, "plan", plan)
    answer(receiver, enrolled, stick)
    handing.take(enrolled, "plan", plan)
    keeping.choose(enrolled, [plan])
    values = plans.values_of(receiver.plans.newest(plan))
    values["targets"][0]["threshold"] = 1
    keeping.save(receiver, plan, values, datetime.date(2025, 7, 1))
    first = enrolled.period(2025, "q1")
    then = indicators.compute(enrolled, first)
    answer(receiver, enrolled, stick)
    (offer,) = handing.offers(enrolled)
    assert (offer.state, offer.says["since"], offer.says["changed"]) == ("new", "2025-07-01", 1)
    handing.take(enrolled, "plan", plan)
    assert indicators.compute(enrolled, first) == then
    later = plans.in_force(enrolled, enrolled.period(2025, "q4"))
    assert (later.targets[0].threshold, plans.in_force(enrolled, first).targets[0].threshold) == (
        1, receiver.plans.on(plan, first.end).targets[0].threshold,
    )  # fmt: skip
    assert [one.applies_from for one in enrolled.plans.own[plan].versions] == [
        one.applies_from for one in receiver.plans.own[plan].versions
    ]


def test_the_same_again_and_an_older_one_replayed_change_nothing(
    receiver: Desk, enrolled: Desk, stick: Path, tmp_path: Path
) -> None:
    plan = own_plan(receiver)
    handing.give(receiver, "plan", plan)
    old = answer(receiver, enrolled, stick).read_bytes()
    handing.take(enrolled, "plan", plan)
    values = plans.values_of(receiver.plans.newest(plan))
    values["targets"][0]["threshold"] = 1
    keeping.save(receiver, plan, values, datetime.date(2025, 7, 1))
    answer(receiver, enrolled, stick)
    handing.take(enrolled, "plan", plan)
    versions = enrolled.plans.own[plan].versions
    for _ in range(2):
        (tmp_path / "old.soxa-receipt").write_bytes(old)
        exchange.read_receipts(enrolled, [tmp_path / "old.soxa-receipt"])
        handing.take(enrolled, "plan", plan)
        assert enrolled.plans.own[plan].versions == versions
        assert [one.state for one in handing.offers(enrolled)] == ["taken"]


def test_a_desk_that_went_back_in_time_takes_no_version_away(
    receiver: Desk, enrolled: Desk, stick: Path
) -> None:
    """A restored receiving unit hands down what it had; the later version stays here."""
    plan = own_plan(receiver)
    older = plan_texts.text(receiver, plan)
    handing.give(receiver, "plan", plan)
    values = plans.values_of(receiver.plans.newest(plan))
    values["targets"][0]["threshold"] = 1
    keeping.save(receiver, plan, values, datetime.date(2025, 7, 1))
    answer(receiver, enrolled, stick)
    handing.take(enrolled, "plan", plan)
    versions = enrolled.plans.own[plan].versions
    _hand(enrolled, Handed("plan", plan, "", "2025-12-01", older))
    assert [one.state for one in handing.offers(enrolled)] == ["taken"]
    handing.take(enrolled, "plan", plan)
    assert enrolled.plans.own[plan].versions == versions


def test_what_was_declined_is_asked_about_again_when_it_is_another(
    receiver: Desk, enrolled: Desk, stick: Path
) -> None:
    plan = own_plan(receiver)
    handing.give(receiver, "plan", plan)
    answer(receiver, enrolled, stick)
    handing.decline(enrolled, "plan", plan)
    answer(receiver, enrolled, stick)
    assert [one.state for one in handing.offers(enrolled)] == ["declined"]
    assert plan not in enrolled.plans.ids
    keeping.save(
        receiver,
        plan,
        {**plans.values_of(receiver.plans.newest(plan)), "title": "Khác"},
        datetime.date(2025, 7, 1),
    )
    answer(receiver, enrolled, stick)
    assert [one.state for one in handing.offers(enrolled)] == ["new"]


def test_a_plan_for_others_and_one_not_given_any_more_are_not_handed_down(
    receiver: Desk, enrolled: Desk, stick: Path
) -> None:
    elsewhere = own_plan(receiver, number="Kế hoạch 10", scope=["03390@2025"])
    plan = own_plan(receiver)
    handing.give(receiver, "plan", elsewhere)
    handing.give(receiver, "plan", plan)
    answer(receiver, enrolled, stick)
    assert [one.name for one in handing.offers(enrolled)] == [plan]
    handing.give(receiver, "plan", plan, on=False)
    answer(receiver, enrolled, stick)
    assert handing.offers(enrolled) == []


def _hand(desk: Desk, document: Handed) -> None:
    """Let the latest receipt of *desk* hand down *document* alone."""
    site = bytes.fromhex(desk.settings.site)
    with desk.store.write() as writer:
        before: Any = answers.latest(writer.connection, site)
        number = before.number + 1
        statement = Statement(
            receiver=str(desk.settings.receiver), unit=desk.settings.unit, machine=desk.settings.site, number=number,
            as_of="2025-12-01", held=before.held, program="9.9.9",
        )  # fmt: skip
        lines = pack(statement, cut(document)).decode()
        answers.keep(writer.connection, before._replace(number=number, sha256="", content=lines))


@pytest.mark.parametrize(
    ("kind", "text", "codes"),
    [
        ("plan", "{", {"syntax_unfinished"}),
        ("plan", '{"versions":[]}', {"not_list"}),
        ("plan", '{"versions":[\n{"applies_from":"soon","plan":{"id":"other"}}]}',
         {"not_day", "other_id", "missing"}),
        ("code_list", '{"list":"list_of_2031","entries":[]}', {"unknown_list"}),
        ("code_list", '{"list":"topic","entries":[\n{"code":"Ô","label":"x"},\n{"code":"a","label":""}]}',
         {"not_code", "not_words"}),
        ("unit_list", '{"id":"2031",\n"units":[["commune","1","x","x","9"]]}', {"missing", "not_unit"}),
        ("unit_list", '{"id":"2025"}', {"not_data_set"}),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_by_line_and_changes_nothing(
    receiver: Desk, enrolled: Desk, stick: Path, kind: str, text: str, codes: set[str]
) -> None:
    answer(receiver, enrolled, stick)
    name = json.loads(text)["list"] if kind == "code_list" else "2031"
    _hand(enrolled, Handed(kind, name, "", "2025-12-01", text))
    (offer,) = handing.offers(enrolled)
    assert offer.state == "bad" and codes <= {one.code for one in offer.wrongs}
    assert all(one.line for one in offer.wrongs)
    before = enrolled.plans.ids, own_codes.of(enrolled)
    with refused("document_bad"):
        handing.take(enrolled, kind, name)
    assert (enrolled.plans.ids, own_codes.of(enrolled)) == before


def test_a_units_own_entries_are_used_below_it_and_counted_as_one(
    receiver: Desk, enrolled: Desk, stick: Path
) -> None:
    entry = activities.save(receiver, draft("list_entry", label="Phiên chợ vùng cao"))
    code = f"own_{entry.id}"
    handing.give(receiver, "code_list", "propaganda_form")
    answer(receiver, enrolled, stick)
    session = draft("propaganda_session", form=code)
    with refused("not_valid"):
        activities.save(enrolled, session)
    (offer,) = handing.offers(enrolled)
    assert (offer.state, offer.says["list"], offer.says["added"]) == ("new", "propaganda_form", 1)
    handing.take(enrolled, "code_list", "propaganda_form")
    saved = activities.save(enrolled, session)
    assert (code, "Phiên chợ vùng cao") in own_codes.of(enrolled).offered["propaganda_form"]
    exchange.export(enrolled, stick)
    exchange.receive(receiver, [stick])
    assert exchange.doubts(receiver) == []
    assert activities.get(receiver, "propaganda_session", saved.id).record == saved.record
    activities.save(receiver, Draft("list_entry", {"label": "Chợ phiên"}, entry.id))
    answer(receiver, enrolled, stick)
    assert handing.offers(enrolled)[0].says["changed"] == 1
    handing.take(enrolled, "code_list", "propaganda_form")
    assert own_codes.of(enrolled).labels[code] == "Chợ phiên"


def test_an_entry_handed_down_no_more_keeps_its_label(receiver: Desk, enrolled: Desk, stick: Path) -> None:
    entry = activities.save(receiver, draft("list_entry", label="Phiên chợ vùng cao"))
    code = f"own_{entry.id}"
    handing.give(receiver, "code_list", "propaganda_form")
    answer(receiver, enrolled, stick)
    handing.take(enrolled, "code_list", "propaganda_form")
    activities.delete(receiver, "list_entry", entry.id)
    answer(receiver, enrolled, stick)
    assert handing.offers(enrolled)[0].says["removed"] == 1
    handing.take(enrolled, "code_list", "propaganda_form")
    own = own_codes.of(enrolled)
    assert own.labels[code] == "Phiên chợ vùng cao" and "propaganda_form" not in own.offered


def test_a_code_of_a_newer_program_gets_its_name_from_above(
    receiver: Desk, enrolled: Desk, stick: Path
) -> None:
    answer(receiver, enrolled, stick)
    text = msgspec.json.encode(
        {"list": "propaganda_form", "entries": [{"code": "livestream", "label": "Phát trực tiếp"}]}
    )
    _hand(enrolled, Handed("code_list", "propaganda_form", "", "2026-12-01", text.decode()))
    handing.take(enrolled, "code_list", "propaganda_form")
    saved = activities.save(enrolled, draft("propaganda_session", form="livestream"))
    assert saved.record.form == "livestream"  # type: ignore[attr-defined]
    assert own_codes.of(enrolled).labels["livestream"] == "Phát trực tiếp"


def test_only_desks_that_may_do_so_hand_down(receiver: Desk, commune: Desk) -> None:
    with refused("not_receiving_desk"):
        handing.given(commune)
    with refused("unknown_document"):
        handing.give(receiver, "plan", "nothing")
    assert handing.offers(commune) == []


NEXT = {
    "id": "2027", "valid_from": "2027-07-01", "tiers": 2, "source": "Nghị quyết để thử",
    "units": [
        ["province", "12", "Lai Châu", "Tỉnh Lai Châu", ""],
        # The code of Phường Đoàn Kết since 2025, given to another unit.
        ["commune", "03388", "Quyết Thắng", "Phường Quyết Thắng", "12"],
    ],
}  # fmt: skip


def test_a_new_list_of_units_comes_down_and_codes_mean_what_they_meant(
    receiver: Desk, enrolled: Desk, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units, "_learnt", {})
    (tmp_path / "2027.json").write_text(json.dumps(NEXT, ensure_ascii=False), encoding="utf-8")
    unit_texts.load_file(receiver, tmp_path / "2027.json")
    handing.give(receiver, "unit_list", "2027")
    answer(receiver, enrolled, stick)
    # Each register remembers for itself; a process that is new knows nothing else.
    units._learnt.clear()
    enrolled.refresh()
    with refused("unknown_unit"):
        units.unit("03388@2027")
    (offer,) = handing.offers(enrolled)
    assert (offer.state, offer.says["count"]) == ("new", 2)
    handing.take(enrolled, "unit_list", "2027")
    assert units.path("03388@2027") == "Phường Quyết Thắng, tỉnh Lai Châu"
    assert units.unit(COMMUNE).full_name == "Phường Đoàn Kết"
    assert units.current().id == "2025"
    # A late package of the unit that bore the code before is still that unit's.
    late = activities.save(enrolled, draft("baseline", year=2023))
    exchange.export(enrolled, stick)
    assert [report.unit for report in exchange.receive(receiver, [stick])][-1] == COMMUNE
    assert activities.get(receiver, "baseline", late.id).unit == COMMUNE
    assert [one.state for one in handing.offers(enrolled)] == ["taken"]
