"""Books of many units: asked together, each has the figures it has alone, whatever lies beside it."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.models.period import Period
from desktop.services.books import Books
from desktop.services.definitions import all_definitions
from tests.services.shelf import BEGAN, LATER, Shelf, periods, plans_to_date, shelves, stores

UNITS = ("03388@2025", "03408@2025", "03433@2025")


@given(
    st.lists(shelves(), min_size=3, max_size=3),
    periods | plans_to_date,
    st.sampled_from([LATER, date(2025, 6, 1)]),
)
@settings(max_examples=60)
def test_units_asked_together_have_the_figures_they_have_alone(
    registers: list[Shelf], period: Period, today: date
) -> None:
    connection = stores(dict(zip(UNITS, registers, strict=True)))
    together = Books(connection, UNITS, period, today=today, began=BEGAN)
    for unit in UNITS:
        alone = Books(connection, [unit], period, today=today, began=BEGAN)
        for definition in all_definitions():
            if definition.fed:
                asked = definition.settings({})
                assert together.count(definition, asked, unit) == alone.count(definition, asked, unit)


@given(shelves(), periods | plans_to_date)
@settings(max_examples=60)
def test_the_lines_of_a_figure_add_up_to_it(shelf: Shelf, period: Period) -> None:
    """The list of records and the sums come from one declaration: neither side of a figure may differ."""
    books = shelf.books(period)
    for definition in all_definitions():
        if not definition.fed or definition.yes_no or definition.counted_in == "periods":
            continue
        asked = definition.settings({})
        count, behind = books.count(definition, asked), books.behind(definition, asked)
        if count.numerator is not None:
            assert sum(item.quantity for item in behind.counted) == count.numerator
        if count.denominator is not None:
            assert sum(item.quantity for item in behind.below) == count.denominator


def test_a_unit_without_records_has_empty_books() -> None:
    connection = stores({UNITS[0]: Shelf()})
    books = Books(connection, [UNITS[1]], Period.named(2025, "year"), today=LATER, began=BEGAN)
    for definition in all_definitions():
        if definition.fed:
            count = books.count(definition, definition.settings({}), UNITS[1])
            assert not count.numerator
            assert behind_nothing(books, definition.id)


def behind_nothing(books: Books, indicator: str) -> bool:
    definition = next(one for one in all_definitions() if one.id == indicator)
    found = books.behind(definition, definition.settings({}), UNITS[1])
    return not (found.counted or found.below or found.left_out)
