"""A record like another one carries what describes the work and nothing that happened on that day."""

import datetime
from typing import Any

import pytest

from desktop.models.entry import Draft
from desktop.models.records import FieldType, all_kinds, kind_named
from desktop.services import activities, copying
from desktop.services.desk import Desk
from tests.records import draft

KINDS = [kind for kind in all_kinds() if not kind.derived]


def test_a_session_like_the_last_keeps_place_form_and_groups(commune: Desk) -> None:
    typed = draft("propaganda_session", topics=("law",), title="Luật", note="Trời mưa", reason="Đã kiểm tra")
    activities.save(commune, typed)
    assert copying.values_like(commune, "propaganda_session", None) == {
        "form": "meeting",
        "hamlet": "Tổ dân phố 8",
        "title": "Luật",
        "topics": ["law"],
        "audiences": ({"group": "service_worker"},),
    }


def test_the_last_is_the_one_made_last_here_and_still_there(commune: Desk) -> None:
    first = activities.save(commune, draft("establishment", trade_name="Nhà nghỉ Ban Mai"))
    second = activities.save(commune, draft("establishment", trade_name="Nhà nghỉ Hoa Ban"))
    activities.save(commune, Draft("establishment", {"workers": 9}, first.id))
    found = copying.last_recorded(commune, "establishment")
    assert found is not None
    assert found.id == second.id
    activities.delete(commune, "establishment", second.id)
    found = copying.last_recorded(commune, "establishment")
    assert found is not None
    assert found.id == first.id
    assert copying.last_recorded(commune, "training") is None
    assert copying.values_like(commune, "training", None) == {}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_day_no_figure_and_nothing_the_program_makes_is_copied(kind: Any) -> None:
    values = {field.name: _something(field) for field in kind.fields}
    copied = copying.similar(kind, values)
    pairs = [(kind.field(name), value) for name, value in copied.items()]
    for field, rows in [pair for pair in pairs if pair[0].rows]:
        pairs += [(cell, row[cell.name]) for row in rows for cell in field.rows if cell.name in row]
    for field, _ in pairs:
        assert field.type not in copying._NEW_EACH_TIME
        assert not field.made
        assert field.name not in ("note", "reason")
    codes = [
        f.name
        for f in kind.fields
        if f.type in (FieldType.CODE, FieldType.CODES, FieldType.LINK, FieldType.FLAG)
        and f.section not in kind.ending
    ]
    assert set(codes) <= set(copied)


def test_a_copy_of_what_was_saved_can_be_completed_and_saved(commune: Desk) -> None:
    saved = activities.save(commune, draft("propaganda_session"))
    values = copying.values_like(commune, "propaganda_session", saved.id)
    rows = tuple({**row, "attendances": 12} for row in values["audiences"])
    again = activities.save(
        commune,
        draft("propaganda_session", **{**values, "audiences": rows, "held_on": datetime.date(2025, 4, 1)}),
    )
    assert again.id != saved.id
    assert kind_named("propaganda_session").name == again.kind


def _something(field: Any) -> Any:
    if field.type is FieldType.ROWS:
        return ({cell.name: _something(cell) for cell in field.rows},)
    if field.many:
        return ["a"]
    return 1 if field.type in (FieldType.COUNT, FieldType.MONEY, FieldType.YEAR) else "a"


def test_how_another_one_ended_is_no_beginning(commune: Desk) -> None:
    values = {"channel": "telephone", "classified_as": "criminal", "verified_on": datetime.date(2025, 3, 10)}
    activities.save(commune, draft("tip_off", reason="Thử", **values))
    assert copying.values_like(commune, "tip_off", None) == {"tip_kind": "tip", "channel": "telephone"}
    like = Draft(
        "tip_off", {**copying.values_like(commune, "tip_off", None), "received_on": datetime.date(2025, 4, 1)}
    )
    assert activities.check(commune, like) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_ending_is_a_section_of_the_form(kind: Any) -> None:
    assert set(kind.ending) <= set(kind.sections)
