"""What is typed and not yet saved survives the program's end, whatever state it is in."""

import datetime

from desktop.models import settings
from desktop.models.entry import Draft
from desktop.services import activities, checker, drafts
from desktop.services import desk as desks
from desktop.services.desk import Desk
from tests.conftest import NOW, PASSPHRASE, clock
from tests.records import draft


def test_a_draft_is_there_when_the_store_is_opened_again(commune: Desk) -> None:
    typed = draft("propaganda_session", topics=("law",), note="Chưa xong")
    assert drafts.keep(commune, typed) == NOW
    commune.close()
    again = desks.open_desk(commune.store.folder, PASSPHRASE, clock=clock)
    kept = drafts.kept(again, "propaganda_session")
    again.close()
    assert kept is not None
    assert kept.kept_at == NOW
    shown = {**kept.draft.values, "audiences": [{k: v for k, v in row.items() if v is not None}
                                                for row in kept.draft.values["audiences"]]}  # fmt: skip
    assert shown == {**typed.values, "audiences": list(typed.values["audiences"])}


def test_each_record_and_a_new_one_have_drafts_of_their_own(commune: Desk) -> None:
    saved = activities.save(commune, draft("baseline"))
    drafts.keep(commune, Draft("baseline", {"year": 2024}))
    drafts.keep(commune, Draft("baseline", {"population": 7}, saved.id, saved.heads))
    of_record, of_new = drafts.kept(commune, "baseline", saved.id), drafts.kept(commune, "baseline")
    assert of_record is not None
    assert of_new is not None
    assert of_record.draft == Draft("baseline", {"population": 7}, saved.id, saved.heads)
    assert of_new.draft == Draft("baseline", {"year": 2024})
    assert drafts.kept(commune, "establishment") is None


def test_a_kept_draft_is_no_record(commune: Desk) -> None:
    before = checker.verify(commune)
    drafts.keep(commune, draft("baseline"))
    assert checker.verify(commune) == before
    assert activities.page(commune, "baseline").total == 0


def test_what_is_no_value_yet_is_shown_as_it_was_typed(commune: Desk) -> None:
    values = {"year": "hai nghìn", "population": 5, "as_of": datetime.date(2025, 2, 3)}
    drafts.keep(commune, Draft("baseline", values))
    kept = drafts.kept(commune, "baseline")
    assert kept is not None
    assert kept.draft.values == values


def test_a_forgotten_draft_leaves_nothing_behind(commune: Desk) -> None:
    with commune.store.read() as connection:
        before = settings.read_all(connection)
    drafts.keep(commune, draft("baseline"))
    drafts.forget(commune, "baseline")
    drafts.forget(commune, "baseline")
    assert drafts.kept(commune, "baseline") is None
    with commune.store.read() as connection:
        assert settings.read_all(connection) == before


def test_drafts_that_wait_are_listed_by_what_they_are_called(commune: Desk) -> None:
    place = activities.save(commune, draft("establishment", trade_name="Nhà nghỉ Hoa Ban"))
    drafts.keep(
        commune, Draft("inspection", {"inspected_on": datetime.date(2025, 5, 6), "establishment": place.id})
    )
    drafts.keep(commune, Draft("propaganda_session", {"held_on": "mai", "hamlet": "Tổ 8"}))
    drafts.keep(commune, Draft("establishment", {"workers": 7}, place.id, place.heads))
    found = {(one.kind, one.record): one for one in drafts.all_kept(commune)}
    assert {key: one.caption for key, one in found.items()} == {
        ("inspection", None): "06/05/2025 · Nhà nghỉ Hoa Ban",
        ("propaganda_session", None): "Tổ 8",
        ("establishment", place.id): "Nhà nghỉ Hoa Ban",
    }
    assert {one.kept_at for one in found.values()} == {NOW}


def test_the_draft_of_a_deleted_record_does_not_wait(commune: Desk) -> None:
    saved = activities.save(commune, draft("establishment"))
    drafts.keep(commune, Draft("establishment", {"workers": 7}, saved.id, saved.heads))
    activities.delete(commune, "establishment", saved.id)
    assert drafts.all_kept(commune) == ()


def test_a_row_with_something_unread_keeps_its_days_as_days(commune: Desk) -> None:
    row = {"service": "giúp gì đó", "status": "referred", "referred_on": datetime.date(2025, 3, 1)}
    drafts.keep(commune, Draft("support_case", {"services": (row,)}))
    kept = drafts.kept(commune, "support_case")
    assert kept is not None
    (held,) = kept.draft.values["services"]  # type: ignore[misc]
    assert {name: value for name, value in held.items() if value is not None} == row
