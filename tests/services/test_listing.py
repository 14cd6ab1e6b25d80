"""Lists: what answers a question, in which order, and what a selection sums to."""

import datetime
from typing import Any

import pytest

from desktop.models import lists
from desktop.models.conditions import INSPECTED, Condition, Listing, from_json
from desktop.models.entry import Draft
from desktop.services import activities, listing
from desktop.services.desk import Desk
from desktop.services.progress import Cancelled
from tests.records import draft

DAY = datetime.date
SESSION = "propaganda_session"


def saved(desk: Desk, kind: str = SESSION, **values: Any) -> str:
    return activities.save(desk, draft(kind, reason="Đã kiểm tra", **values)).id


def found(desk: Desk, kind: str = SESSION, **asked: Any) -> list[str]:
    ids = listing.find(desk, Listing(kind, **asked)).ids
    return [one.hex() for one in lists.each(ids)]


def test_every_word_may_be_found_in_another_place(commune: Desk) -> None:
    place = saved(commune, "establishment", trade_name="Quán Sông Đà")
    session = saved(
        commune, form="talk", hamlet="Bản Mới", title="Luật mới", establishment=place, topics=("harm",)
    )
    saved(commune, form="contest", hamlet="Bản Mới", held_on=DAY(2025, 4, 1))
    for text in ("ban moi", "toa dam", "TỌA đàm bản", "song da", "tac hai moi", "luat song toa"):
        expected = [session] if text != "ban moi" else found(commune)
        assert found(commune, text=text) == expected, text
    assert found(commune, text="toa dam karaoke") == []


def test_words_inside_rows_are_found(commune: Desk) -> None:
    row = {"service": "legal_aid", "status": "referred", "provider": "Trung tâm Trợ giúp"}
    case = saved(commune, "support_case", services=(row,))
    saved(commune, "support_case", needs=())
    assert found(commune, "support_case", text="tro giup") == [case]
    assert found(commune, "support_case", text="tro giup phap ly chuyen") == [case]


def test_attendees_are_found_by_their_posts(commune: Desk) -> None:
    member = saved(commune, "staff_member", post="Trưởng Công an xã")
    training = saved(commune, "training", attendees=(member,))
    saved(commune, "training", title="Lớp khác")
    assert found(commune, "training", text="truong cong an") == [training]


def test_one_letter_is_looked_for_in_what_was_typed_only(commune: Desk) -> None:
    here = saved(commune, hamlet="Bản X", venue="", title="")
    saved(commune, hamlet="Bản M", form="contest", held_on=DAY(2025, 2, 2))
    assert found(commune, text="x") == [here]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition("form", ("talk", "contest")), {"talk", "contest"}),
        (Condition("topics", ("law",)), {"talk"}),
        (Condition("audiences.group", ("youth",)), {"contest"}),
        (Condition("audiences.attendances", least=30), {"contest"}),
        (Condition("audiences.attendances", most=29), {"talk", "meeting"}),
        (Condition("held_on", least="2025-03-02", most="2025-03-03"), {"talk", "contest"}),
        (Condition("held_on", this_period=True), {"meeting", "talk", "contest"}),
        (Condition("establishment", given=False), {"talk", "contest"}),
        (Condition("establishment", given=True), {"meeting"}),
        (Condition("reason", given=True), {"contest"}),
        (Condition("conflicts", given=True), set()),
        (Condition("conflicts", given=False), {"meeting", "talk", "contest"}),
        (Condition("form"), {"meeting", "talk", "contest"}),
    ],
)
def test_a_condition_leaves_what_holds_it(commune: Desk, condition: Condition, expected: set[str]) -> None:
    place = activities.save(commune, draft("establishment")).id
    few = ({"group": "resident", "attendances": 10}, {"group": "women", "attendances": 15})
    many = ({"group": "resident", "attendances": 10}, {"group": "youth", "attendances": 25})
    forms = {
        "meeting": {"held_on": DAY(2025, 3, 1), "audiences": few, "establishment": place},
        "talk": {"held_on": DAY(2025, 3, 2), "audiences": (few[0],), "topics": ("law", "harm")},
        "contest": {"held_on": DAY(2025, 3, 3), "audiences": many, "reason": "Hai buổi khác nhau"},
    }
    ids = {
        activities.save(commune, draft(SESSION, form=form, **values)).id: form
        for form, values in forms.items()
    }
    period = commune.period(2025)
    assert {ids[one] for one in found(commune, conditions=(condition,), period=period)} == expected
    assert from_json(condition.to_json()) == condition


def test_yes_and_no_and_not_said_are_three_answers(commune: Desk) -> None:
    duty = {
        said: saved(commune, "staff_member", post=f"Vị trí {said}", direct_duty=said)
        for said in (True, False, None)
    }
    assert found(commune, "staff_member", conditions=(Condition("direct_duty", ("yes",)),)) == [duty[True]]
    assert found(commune, "staff_member", conditions=(Condition("direct_duty", ("no",)),)) == [duty[False]]
    assert found(commune, "staff_member", conditions=(Condition("direct_duty", given=False),)) == [duty[None]]


def test_this_period_holds_for_years_and_months_too(commune: Desk) -> None:
    here = saved(commune, "budget_entry", year=2025)
    saved(commune, "budget_entry", year=2024)
    month = saved(commune, "violation_tally", month=DAY(2025, 3, 1))
    saved(commune, "violation_tally", month=DAY(2025, 4, 1))
    first = commune.period(2025, "q1")
    assert found(
        commune, "budget_entry", conditions=(Condition("year", this_period=True),), period=first
    ) == [here]
    assert found(commune, "violation_tally", period=first) == [month]


def test_text_sorts_as_the_alphabet_does_and_numbers_by_their_value(commune: Desk) -> None:
    names = ["Bản An", "Bản Ân", "Bản Đá", "Bản Em", "Tổ 2", "Tổ 10"]
    ids = {
        saved(commune, hamlet=name, held_on=DAY(2025, 1, 2 + n)): name
        for n, name in enumerate(reversed(names))
    }
    assert [ids[one] for one in found(commune, sort="hamlet", descending=False)] == names
    assert [ids[one] for one in found(commune, sort="hamlet")] == names[::-1]


def test_what_is_not_there_stands_last_in_both_directions(commune: Desk) -> None:
    nothing = saved(commune, hamlet="")
    some = saved(commune, hamlet="Bản Mới", held_on=DAY(2025, 1, 2))
    assert found(commune, sort="hamlet") == found(commune, sort="hamlet", descending=False) == [some, nothing]


def test_codes_sort_by_their_labels_and_links_by_their_captions(commune: Desk) -> None:
    late = saved(commune, "establishment", trade_name="Đèo Gió")
    early = saved(commune, "establishment", trade_name="Dốc Cao")
    visits = [
        saved(commune, "inspection", establishment=late, mode="planned"),
        saved(commune, "inspection", establishment=early, mode="unannounced"),
    ]
    assert found(commune, "inspection", sort="establishment", descending=False) == visits[::-1]
    # Theo kế hoạch, Đột xuất: T stands behind Đ; in English Planned stands before Unannounced.
    vietnamese = listing.find(commune, Listing("inspection", sort="mode", descending=False), "vi").ids
    english = listing.find(commune, Listing("inspection", sort="mode", descending=False), "en").ids
    assert lists.each(vietnamese) == lists.each(english)[::-1]


def test_rows_sort_by_the_sum_a_list_shows(commune: Desk) -> None:
    def people(*counts: int) -> tuple[dict[str, Any], ...]:
        groups = ("resident", "youth")
        return tuple({"group": g, "attendances": n} for g, n in zip(groups, counts, strict=False))

    small = saved(commune, audiences=people(30), held_on=DAY(2025, 1, 2))
    large = saved(commune, audiences=people(20, 15), held_on=DAY(2025, 1, 3))
    none = saved(commune, audiences=(), held_on=DAY(2025, 1, 4))
    assert found(commune, sort="audiences") == [large, small, none]


def test_a_selection_sums_every_number_and_row(commune: Desk) -> None:
    ids = [
        saved(commune, held_on=DAY(2025, 1, 2 + n), materials=({"material": "leaflet", "quantity": n},))
        for n in range(3)
    ]
    names = listing.summed(lists.kind_named(SESSION), ("held_on", "audiences", "materials"))
    assert names == (
        "audiences.attendances",
        "audiences.female",
        "audiences.first_time",
        "materials.quantity",
    )
    chosen = b"".join(bytes.fromhex(one) for one in ids[1:])
    assert listing.totals(commune, SESSION, names, chosen) == dict(zip(names, (48, 34, 36, 3), strict=True))
    assert listing.totals(commune, SESSION, names, b"") == dict.fromkeys(names, 0)
    place = bytes.fromhex(saved(commune, "establishment"))
    assert listing.totals(commune, "establishment", ("workers", "female_workers"), place) == {
        "workers": 6,
        "female_workers": 0,
    }


def test_a_long_selection_is_summed_and_read_in_parts_and_can_be_stopped(
    commune: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        saved(commune, held_on=DAY(2025, 1, 2 + n))
    everything = b"".join(bytes.fromhex(one) for one in found(commune))
    names = listing.summed(lists.kind_named(SESSION), ("audiences",))
    whole = listing.totals(commune, SESSION, names, everything)
    monkeypatch.setattr(listing, "_SUMMED_AT_ONCE", 2)
    told: list[tuple[int, int]] = []
    assert (
        listing.totals(commune, SESSION, names, everything, progress=lambda *now: told.append(now)) == whole
    )
    assert len(told) == 3
    parts = list(listing.in_batches(commune, SESSION, everything, count=2))
    assert [len(part.entries) for part in parts] == [2, 2, 1]
    assert [entry.id for part in parts for entry in part.entries] == found(commune)

    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        listing.totals(commune, SESSION, names, everything, progress=stop)
    with pytest.raises(Cancelled):
        list(listing.in_batches(commune, SESSION, everything, stop, 2))


def test_rows_come_where_somebody_looks(commune: Desk) -> None:
    ids = [
        saved(commune, "establishment", trade_name=f"Quán {n}", opened_on=DAY(2020, 1, n))
        for n in range(1, 10)
    ]
    everything = listing.find(commune, Listing("establishment"), around=ids[0])
    assert everything.total == 9
    assert [e.id for e in everything.rows.entries] == ids[::-1]
    some = listing.rows(commune, "establishment", everything.ids, 6, 2)
    assert (some.first, [e.id for e in some.entries]) == (6, [ids[2], ids[1]])
    assert listing.place_of(everything.ids, ids[0]) == 8
    assert listing.place_of(everything.ids, "0" * 32) == -1


def test_a_record_deleted_meanwhile_is_left_out_of_no_row_but_shows_as_deleted(commune: Desk) -> None:
    one = saved(commune, "establishment")
    everything = listing.find(commune, Listing("establishment")).ids
    activities.delete(commune, "establishment", one)
    assert [e.deleted for e in listing.rows(commune, "establishment", everything, 0).entries] == [True]
    assert found(commune, "establishment") == []
    assert found(commune, "establishment", deleted=True) == [one]


def test_two_ids_that_hold_a_third_by_chance_do_not_confuse_places() -> None:
    first, second = bytes(range(16)), bytes(range(16, 32))
    chance = (first + second)[8:24]
    assert listing.place_of(first + second, chance.hex()) == -1
    assert listing.place_of(first + second + chance, chance.hex()) == 2


def test_percent_signs_and_quotes_are_searched_as_they_are(commune: Desk) -> None:
    place = saved(commune, "establishment", trade_name='Quán 100% "Xịn" _')
    for text in ("100%", '"xin"', "_"):
        assert found(commune, "establishment", text=text) == [place]
    assert found(commune, "establishment", text="1_0") == []


def test_only_the_unit_asked_for_is_listed(commune: Desk) -> None:
    one = saved(commune, "establishment")
    unit = commune.settings.unit
    for asked in ({"unit": unit}, {"unit": unit, "text": "hoa"}, {"unit": None, "sort": "workers"}):
        assert found(commune, "establishment", **asked) == [one]
    for asked in ({"unit": "00000@2025"}, {"unit": "00000@2025", "text": "hoa"}):
        assert found(commune, "establishment", **asked) == []


def test_a_change_is_found_by_its_new_words(commune: Desk) -> None:
    one = saved(commune, "establishment")
    activities.save(commune, Draft("establishment", {"trade_name": "Tên Khác"}, one))
    assert found(commune, "establishment", text="ten khac") == [one]
    assert found(commune, "establishment", text="hoa ban") == []


def test_establishments_are_found_by_whether_they_were_inspected(commune: Desk) -> None:
    names = ("Nhà nghỉ Hoa Ban", "Karaoke Sao Đêm", "Spa Lá Xanh")
    seen, seen_before, never = (saved(commune, "establishment", trade_name=name) for name in names)
    for record, day in ((seen, DAY(2025, 3, 4)), (seen_before, DAY(2024, 3, 4))):
        saved(commune, "inspection", establishment=record, inspected_on=day)

    def inspected(**condition: Any) -> set[str]:
        conditions = (Condition(INSPECTED, **condition),)
        return set(found(commune, "establishment", conditions=conditions, period=commune.period(2025)))

    assert inspected(given=False, this_period=True) == {seen_before, never}
    assert inspected(given=True, this_period=True) == {seen}
    assert inspected(given=False) == {never}
    assert inspected(given=False, least="2024-01-01", most="2024-12-14") == {seen, never}
