"""The registers: what is saved is found, a deletion can be taken back, nothing is overwritten unseen."""

import datetime

import pytest

from desktop.models.conditions import Listing
from desktop.models.entry import Draft
from desktop.models.errors import Refusal
from desktop.services import activities, deciding, listing
from desktop.services.conflicts import Decision
from desktop.services.desk import Desk
from tests.records import draft


def refused(code: str) -> object:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_a_record_is_found_without_marks_by_its_words_codes_and_links(commune: Desk) -> None:
    place = activities.save(commune, draft("establishment", trade_name="Nhà nghỉ Đường Đất"))
    visit = activities.save(commune, draft("inspection", establishment=place.id))
    for text in ("duong dat", "ĐƯỜNG đất", "dat duong"):
        assert [e.id for e in activities.page(commune, "establishment", text=text).entries] == [place.id]
    assert [e.id for e in activities.page(commune, "inspection", text="duong").entries] == [visit.id]
    assert [e.id for e in activities.page(commune, "inspection", text="ke hoach").entries] == [visit.id]
    assert activities.page(commune, "establishment", text="karaoke").total == 0


def test_percent_and_underscore_are_searched_as_they_are(commune: Desk) -> None:
    activities.save(commune, draft("establishment", trade_name="Giảm 50% hôm nay"))
    assert activities.page(commune, "establishment", text="50%").total == 1
    assert activities.page(commune, "establishment", text="5_%").total == 0


def test_a_list_is_sorted_by_any_column_and_comes_in_pages(commune: Desk) -> None:
    for workers in (5, 1, 3):
        activities.save(commune, draft("establishment", trade_name=f"Cơ sở {workers}", workers=workers))
    page = activities.page(commune, "establishment", sort="workers", descending=False, limit=2)
    assert ([e.record.workers for e in page.entries], page.total) == ([1, 3], 3)
    rest = activities.page(commune, "establishment", sort="workers", descending=False, offset=2)
    assert [e.record.workers for e in rest.entries] == [5]


def test_a_list_shows_the_records_of_the_period(commune: Desk) -> None:
    for day in (datetime.date(2024, 12, 14), datetime.date(2024, 12, 15), datetime.date(2025, 3, 14)):
        activities.save(commune, draft("propaganda_session", held_on=day, audiences=()))
    found = activities.page(commune, "propaganda_session", period=commune.period(2025, "q1"))
    assert [e.record.held_on.isoformat() for e in found.entries] == ["2025-03-14", "2024-12-15"]


def test_a_deletion_can_be_taken_back(commune: Desk) -> None:
    saved = activities.save(commune, draft("baseline"))
    activities.delete(commune, "baseline", saved.id)
    assert activities.page(commune, "baseline").total == 0
    activities.undelete(commune, "baseline", saved.id)
    assert activities.page(commune, "baseline").entries[0].record == saved.record


def test_a_record_others_point_to_is_not_deleted(commune: Desk) -> None:
    place = activities.save(commune, draft("establishment"))
    visit = activities.save(commune, draft("inspection", establishment=place.id))
    with refused("linked_from"):
        activities.delete(commune, "establishment", place.id)
    activities.delete(commune, "inspection", visit.id)
    activities.delete(commune, "establishment", place.id)


def test_a_form_opened_before_another_change_does_not_overwrite_it(commune: Desk) -> None:
    saved = activities.save(commune, draft("baseline"))
    activities.save(commune, Draft("baseline", {"population": 4000}, saved.id, saved.heads))
    with refused("changed_meanwhile"):
        activities.save(commune, Draft("baseline", {"population": 9}, saved.id, saved.heads))
    assert activities.get(commune, "baseline", saved.id).record.population == 4000


def test_changing_one_field_leaves_the_others(commune: Desk) -> None:
    saved = activities.save(commune, draft("establishment"))
    changed = activities.save(commune, Draft("establishment", {"workers": 9}, saved.id))
    assert (changed.record.workers, changed.record.trade_name) == (9, saved.record.trade_name)


def test_text_is_stored_in_one_spelling(commune: Desk) -> None:
    saved = activities.save(commune, draft("establishment", trade_name="  Tie\u0302\u0301n  A\u0301  "))
    assert saved.record.trade_name == "Ti\u1ebfn \u00c1"


def test_an_invalid_record_is_refused_with_every_problem_named(commune: Desk) -> None:
    with pytest.raises(Refusal) as refusal:
        activities.save(commune, draft("propaganda_session", held_on=None, form=None))
    assert {p.field for p in refusal.value.params["problems"]} == {"held_on", "form"}
    assert activities.page(commune, "propaganda_session").total == 0


def test_links_offer_what_can_be_found_by_their_captions(commune: Desk) -> None:
    place = activities.save(commune, draft("establishment", trade_name="Nhà nghỉ Mây", own_code="CS01"))
    assert activities.choices(commune, "establishment", "may") == [(place.id, "Nhà nghỉ Mây · CS01")]
    assert activities.choices(commune, "establishment", "không có") == []


def test_no_record_is_a_refusal_and_not_a_crash(commune: Desk) -> None:
    for record in ("0" * 32, "x", "../.."):
        with refused("no_record"):
            activities.get(commune, "baseline", record)
        with refused("no_record"):
            deciding.decide(commune, [Decision("baseline", record, "year", 2025)])
    assert activities.page(commune, "baseline").total == 0


def test_a_deleted_record_is_not_changed(commune: Desk) -> None:
    saved = activities.save(commune, draft("baseline"))
    activities.delete(commune, "baseline", saved.id)
    with refused("no_record"):
        activities.save(commune, Draft("baseline", {"population": 9000}, saved.id))
    activities.undelete(commune, "baseline", saved.id)
    assert activities.get(commune, "baseline", saved.id).record == saved.record


def test_a_deletion_is_not_taken_back_while_what_the_record_points_to_is_deleted(commune: Desk) -> None:
    place = activities.save(commune, draft("establishment"))
    visit = activities.save(commune, draft("inspection", establishment=place.id))
    activities.delete(commune, "inspection", visit.id)
    activities.delete(commune, "establishment", place.id)
    with pytest.raises(Refusal) as refusal:
        activities.undelete(commune, "inspection", visit.id)
    assert [p.code for p in refusal.value.params["problems"]] == ["link_missing"]
    activities.undelete(commune, "establishment", place.id)
    activities.undelete(commune, "inspection", visit.id)
    assert activities.page(commune, "inspection").total == 1


def test_several_are_deleted_together_with_the_reason_and_come_back_together(commune: Desk) -> None:
    ids = [activities.save(commune, draft("baseline", year=year)).id for year in (2023, 2024, 2025)]
    assert activities.delete_many(commune, "baseline", ids[:2], "duplicate") == 2
    assert activities.delete_many(commune, "baseline", ids, "Nhập lại từ đầu") == 1
    gone = listing.find(commune, Listing("baseline", deleted=True))
    assert [e.id for e in gone.rows.entries] == [ids[2], ids[1], ids[0]]
    reasons = [gone.rows.deletions[e.id].because for e in gone.rows.entries]
    assert reasons == ["Nhập lại từ đầu", "duplicate", "duplicate"]
    assert {one.at for one in gone.rows.deletions.values()} == {"2025-11-21T09:41:00"}
    assert activities.undelete_many(commune, "baseline", ids) == 3
    assert listing.find(commune, Listing("baseline", deleted=True)).total == 0
    assert activities.undelete_many(commune, "baseline", ids) == 0


def test_of_several_none_is_deleted_when_others_point_to_one(commune: Desk) -> None:
    places = [activities.save(commune, draft("establishment", trade_name=f"Quán {n}")).id for n in range(3)]
    activities.save(commune, draft("inspection", establishment=places[1]))
    with refused("some_linked_from"):
        activities.delete_many(commune, "establishment", places, "mistake")
    assert activities.page(commune, "establishment").total == 3


def test_a_reason_that_names_somebody_is_not_kept(commune: Desk) -> None:
    saved = activities.save(commune, draft("baseline"))
    with refused("because_names_somebody"):
        activities.delete(commune, "baseline", saved.id, "Ông Nguyễn Văn A đề nghị")
    assert activities.page(commune, "baseline").total == 1


def test_what_is_not_there_is_neither_deleted_nor_brought_back(commune: Desk) -> None:
    saved = activities.save(commune, draft("baseline"))
    for nobody in ("0" * 32, "x"):
        with refused("no_record"):
            activities.delete_many(commune, "baseline", [saved.id, nobody])
        with refused("no_record"):
            activities.undelete_many(commune, "baseline", [nobody])
    assert activities.page(commune, "baseline").total == 1
