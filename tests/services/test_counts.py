"""Every count of a form against a recount in plain Python, and against the list of its own records."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.models import code_lists
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.services import counts
from desktop.services.books import Books
from desktop.services.counts import FormCount
from desktop.services.counts.asking import OTHER_ENTRY
from desktop.services.words import LANGUAGES, Words
from tests.services import plainly
from tests.services.papers import papers, register
from tests.services.shelf import BEGAN, LATER, Shelf, periods, stores

UNITS = ("03388@2025", "03408@2025", "03433@2025")
TODAYS = st.sampled_from([LATER, date(2025, 6, 1)])
STUDENTS = ["student_college", "student_upper_secondary"]
ASKED: dict[str, list[dict[str, Any]]] = {
    "attendances": [{}, {"female": True}],
    "reached": [
        {"groups": ["service_worker"]},
        {"groups": STUDENTS},
        {"groups": ["resident", "industrial_worker"]},
    ],
    "reached_share": [
        {"groups": ["service_worker"]},
        {"groups": STUDENTS},
        {"groups": ["industrial_worker"]},
    ],
    "materials": [{"materials": ["panel"]}, {"materials": ["panel", "leaflet"]}],
    "workers": [{}, {"female": True}],
    "violating_visits": [{}, {"handled": True}, {"handled": True, "team": "team_178"}],
    "tip_offs": [
        {},
        {"result": "passed_on"},
        {"channel": "mail"},
        {"classed": "criminal", "result": "handled"},
    ],
    **{
        name: [{}, {"team": "team_178"}]
        for name in (
            "inspections",
            "establishments_inspected",
            "violating_establishments",
            "outcomes",
            "fines",
        )
    },
    "police_figures": [{"part": "cases"}, {"part": "fines_vnd"}, {"part": "sellers"}],
    "support": [
        {"part": part}
        for part in ("opened", "in_need", "eligible", "referred", "accessed", "accessed_eligible")
    ],
    "staff": [{}, {"direct": True}],
}
WITHOUT_A_LIST_THAT_ADDS_UP = {
    "programmes_integrated",
    "communes_with_plan_issued",
    "communes_with_plan_sent",
    "communes_healthy",
    "communes_key_area",
}


def asked() -> Iterator[tuple[FormCount, dict[str, Any]]]:
    for name, count in counts.all_counts().items():
        for parameters in ASKED.get(name, [{}]):
            yield count, parameters


def by_code(count: FormCount, parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parameters for each code of the count's list; services are asked of those who accessed them."""
    if count.each is None or parameters.get("part", "accessed") != "accessed":
        return
    for code in code_lists.codes(count.each.code_list):
        yield {**parameters, count.each.parameter: code}


@given(st.lists(papers(), min_size=1, max_size=3), periods, TODAYS, st.booleans())
@settings(max_examples=60)
def test_every_count_is_that_of_a_plain_recount(
    shelves: list[Shelf], period: Period, today: date, received: bool
) -> None:
    of_units = dict(zip(UNITS, shelves, strict=False))
    books = Books(stores(of_units), UNITS, period, today=today, began=BEGAN, received=received)
    plain = register(of_units, keeps_cases=not received, began=BEGAN, today=today)
    for count, parameters in asked():
        for more in ({}, *by_code(count, parameters)):
            wanted = {**parameters, **more}
            figure = counts.figure(books, count, wanted, UNITS)
            assert figure == plainly.compute(plain, period, count.id, wanted), (count.id, wanted)


@given(st.lists(papers(), min_size=2, max_size=3), periods, st.booleans())
@settings(max_examples=25)
def test_one_unit_is_counted_alike_alone_and_beside_others(
    shelves: list[Shelf], period: Period, received: bool
) -> None:
    connection = stores(dict(zip(UNITS, shelves, strict=False)))
    together = Books(connection, UNITS, period, today=LATER, began=BEGAN, received=received)
    for unit in UNITS:
        alone = Books(connection, [unit], period, today=LATER, began=BEGAN, received=received)
        for count, parameters in asked():
            one, other = (counts.figure(books, count, parameters, [unit]) for books in (together, alone))
            assert one == other, count.id


@given(papers(), periods, st.booleans())
@settings(max_examples=40)
def test_the_records_behind_a_count_add_up_to_it(shelf: Shelf, period: Period, received: bool) -> None:
    books = Books(stores({UNITS[0]: shelf}), UNITS[:1], period, today=LATER, began=BEGAN, received=received)
    for count, parameters in asked():
        if count.id in WITHOUT_A_LIST_THAT_ADDS_UP:
            continue
        for wanted in (parameters, *by_code(count, parameters)):
            figure = counts.figure(books, count, wanted, UNITS[:1])
            behind = counts.behind(books, count, wanted, UNITS[:1])
            assert not {one.id for one in behind.counted} & {one.id for one in behind.left_out}, count.id
            assert all(one.reason for one in behind.left_out)
            if isinstance(figure, int) and not isinstance(figure, bool):
                assert sum(one.quantity for one in behind.counted) == figure, (count.id, wanted)


@given(papers(), periods)
@settings(max_examples=20)
def test_only_codes_under_which_something_falls_occur(shelf: Shelf, period: Period) -> None:
    books = Books(stores({UNITS[0]: shelf}), UNITS[:1], period, today=LATER, began=BEGAN)
    for count, parameters in asked():
        if count.each is None or parameters.get("part", "accessed") != "accessed":
            continue
        found = counts.occurring(books, count, parameters, UNITS[:1])
        for wanted in by_code(count, parameters):
            if counts.figure(books, count, wanted, UNITS[:1]):
                assert wanted[count.each.parameter] in found, (count.id, wanted)


def test_every_count_has_its_recount() -> None:
    assert plainly.names() == counts.all_counts().keys()


def test_a_count_that_nobody_declared_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        counts.count_of("nothing")
    assert refused.value.code == "unknown_count"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_count_says_its_rule_and_why_it_leaves_records_out(language: str) -> None:
    words = Words(language)
    for count, parameters in asked():
        assert words("counts", f"{count.id}.rule")
        for received in (False, True):
            for by in (False, True):
                for source in count.counting(parameters, received=received, by_code=by).sources:
                    for need in (*source.below, *source.counted, *([source.row] if source.row else [])):
                        for _, reason in need.reasons:
                            assert words.has("indicators", f"left_out.{reason}"), reason
                    for _, reason in source.nothing:
                        assert words.has("indicators", f"left_out.{reason}"), reason
    assert words.has("indicators", f"left_out.{OTHER_ENTRY}")
