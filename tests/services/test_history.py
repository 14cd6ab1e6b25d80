"""The history of a record says what every change of it did, and loses none."""

from typing import Any

import pytest
from hypothesis import given

from desktop.models import settings
from desktop.models.edits import Edit
from desktop.models.entry import Draft
from desktop.models.errors import Refusal
from desktop.services import activities, history
from desktop.services.desk import Desk
from desktop.services.folding_log import to_logged
from desktop.services.history import FieldStep
from sync.merge import fold
from tests.records import draft
from tests.sync import histories

FIELDS = histories.FIELDS


def test_each_change_says_what_became_of_each_field(commune: Desk) -> None:
    with commune.store.write() as writer:
        settings.write(writer.connection, {"post": "Công chức Văn hóa - Xã hội"})
    saved = activities.save(commune, draft("establishment", workers=6))
    activities.save(commune, Draft("establishment", {"workers": 8, "hamlet": "Tổ 8"}, saved.id))
    activities.save(commune, Draft("establishment", {"workers": None}, saved.id))
    made, changed, emptied = history.of(commune, "establishment", saved.id)
    assert (made.what, changed.what, emptied.what) == ("made", "changed", "changed")
    assert FieldStep("workers", (), 6) in made.fields
    assert changed.fields == (FieldStep("hamlet", (), "Tổ 8"), FieldStep("workers", (6,), 8))
    assert emptied.fields == (FieldStep("workers", (8,), None),)
    assert {step.by for step in (made, changed, emptied)} == {"Công chức Văn hóa - Xã hội"}
    assert made.here
    assert made.at == "2025-11-21T09:41:00"


def test_a_deletion_says_why_and_its_end_is_a_step_of_its_own(commune: Desk) -> None:
    saved = activities.save(commune, draft("establishment"))
    with commune.store.write() as writer:
        writer.put([Edit("establishment", {"deleted": True}, saved.id, because="duplicate")])
    activities.undelete(commune, "establishment", saved.id)
    _, deleted, restored = history.of(commune, "establishment", saved.id)
    assert (deleted.what, deleted.because, deleted.fields) == ("deleted", "duplicate", ())
    assert (restored.what, restored.because) == ("restored", None)


def test_a_record_that_never_was_has_no_history(commune: Desk) -> None:
    for record in ("0" * 32, "abc"):
        with pytest.raises(Refusal, match="no_record"):
            history.of(commune, "establishment", record)


def test_what_a_record_points_to_is_called_by_its_name_even_when_deleted(commune: Desk) -> None:
    place = activities.save(commune, draft("establishment", trade_name="Nhà nghỉ Hoa Ban"))
    visit = activities.save(commune, draft("inspection", establishment=place.id))
    steps = history.of(commune, "inspection", visit.id)
    activities.delete(commune, "inspection", visit.id)
    activities.delete(commune, "establishment", place.id)
    assert history.captions(commune, "inspection", steps) == {place.id: "Nhà nghỉ Hoa Ban"}


@given(histories.honest())
def test_a_decision_shows_every_value_it_chose_between(changes: list[Any]) -> None:
    folded = fold(changes)
    last = histories.change(
        "d" * 16, 1, 99, {**dict.fromkeys(FIELDS, "decided"), "deleted": False}, folded.heads
    )
    logged = [to_logged(change, "03388@2025") for change in [*changes, last]]
    steps = history._steps(sorted(logged, key=history._order), set(), {})
    assert [step.head for step in steps][-1] == last.head
    assert len(steps) == len(changes) + 1
    befores = {step.field: step.before for step in steps[-1].fields}
    for name in FIELDS:
        disputed = [one["value"] for one in folded.conflicts.get(name, ())]
        standing = tuple(dict.fromkeys(disputed or [folded.fields.get(name)]))
        assert befores[name] == (() if standing == (None,) else standing)
    assert steps[-1].decided == any(len(before) > 1 for before in befores.values())
