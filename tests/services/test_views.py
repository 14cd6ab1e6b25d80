"""How a register is looked at is kept, register by register."""

import pytest

from desktop.models import settings
from desktop.models.conditions import Condition
from desktop.services import views
from desktop.services.desk import Desk
from desktop.services.views import NamedFilter, View

SESSION = "propaganda_session"


def test_nothing_is_chosen_at_first(commune: Desk) -> None:
    assert views.view(commune, SESSION) == View()


def test_columns_and_filters_are_kept_for_each_register(commune: Desk) -> None:
    kept = NamedFilter(
        "Buổi ở bản", "bản", (Condition("form", ("talk",)), Condition("conflicts", given=False))
    )
    views.show_columns(commune, SESSION, ("hamlet", "held_on"))
    assert views.keep_filter(commune, SESSION, kept) == View(("hamlet", "held_on"), (kept,))
    assert views.view(commune, "establishment") == View()
    assert views.show_columns(commune, SESSION, ()).columns == ()


def test_a_filter_of_the_same_name_takes_the_place_of_the_other(commune: Desk) -> None:
    views.keep_filter(commune, SESSION, NamedFilter("Quý này", "một"))
    views.keep_filter(commune, SESSION, NamedFilter("quý  NÀY ", "hai"))
    assert views.view(commune, SESSION).filters == (NamedFilter("quý NÀY", "hai"),)


def test_a_filter_takes_another_name_and_goes(commune: Desk) -> None:
    views.keep_filter(commune, SESSION, NamedFilter("A", "một"))
    views.keep_filter(commune, SESSION, NamedFilter("Ă", "hai"))
    assert [one.name for one in views.rename_filter(commune, SESSION, "A", "Z").filters] == ["Ă", "Z"]
    assert views.rename_filter(commune, SESSION, "không có", "Y") == views.view(commune, SESSION)
    assert views.rename_filter(commune, SESSION, "Z", " ") == views.view(commune, SESSION)
    assert [one.text for one in views.forget_filter(commune, SESSION, "Ă").filters] == ["một"]


@pytest.mark.parametrize("field", ["gone", "audiences.gone", "title.gone"])
def test_what_this_program_knows_no_more_is_left_out(commune: Desk, field: str) -> None:
    kept = {
        "columns": [field, "title"],
        "filters": [{"name": "A", "text": "", "conditions": [{"field": field}, {"field": "title"}]}],
    }
    with commune.store.write() as writer:
        settings.write(writer.connection, {f"list/{SESSION}": kept})
    assert views.view(commune, SESSION) == View(("title",), (NamedFilter("A", "", (Condition("title"),)),))
