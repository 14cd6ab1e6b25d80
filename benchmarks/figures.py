"""Figures of a commune-year, of twenty communes, of a province and five years, in a store of a million records.

Beside them the same statements over the same tables in plain SQLite, and the heaviest questions asked of DuckDB
in its own words.
"""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import made, papers, province
from desktop.models import units
from desktop.services import judgement, plans
from desktop.services.books import Books
from desktop.services.desk import Desk

_PLAN = "lai-chau-2021-2025"
_DUCK = {
    "service_workers_reached": """
        SELECT unit, sum(CAST(e ->> '$.first_time' AS INTEGER)) FROM (
            SELECT unit, unnest(from_json(audiences, '["json"]')) AS e FROM propaganda_session
            WHERE held_on BETWEEN '{start}' AND '{end}' AND unit IN ({units}))
        WHERE e ->> '$.group' = 'service_worker' GROUP BY unit""",
    "establishments_inspected_ever": """
        SELECT unit, count(*), count(*) FILTER (WHERE id IN (
            SELECT establishment FROM inspection WHERE inspected_on BETWEEN '{began}' AND '{end}'))
        FROM establishment WHERE unit IN ({units}) AND (opened_on IS NULL OR opened_on <= '{end}')
            AND (closed_on IS NULL OR closed_on > '{end}') GROUP BY unit""",
}
"""Indicators that read much: what DuckDB is asked for them."""
_COLUMNS = {
    "propaganda_session": "unit, held_on, audiences",
    "establishment": "lower(hex(id)) AS id, unit, opened_on, closed_on",
    "inspection": "establishment, inspected_on",
}


def show(desk: Desk, folder: Path) -> None:
    """Print all of it, of the province that *desk* holds."""
    plan = plans.load(_PLAN)
    refs = [one.ref for one in units.communes_below(province.PROVINCE)[: province.COMMUNES]]
    print(f"figures of {len(plan.targets)} targets in a store of {province.records(desk):,} records:")
    asked: tuple[tuple[str, Sequence[str], Sequence[int], int, int], ...] = (
        ("a commune-year", refs[7:8], (2025,), 3, 20),
        ("20 communes", refs[:20], (2025,), 60, 7),
        ("100 communes, five years", refs, tuple(province.YEARS), 400, 3),
    )
    bare = province.plain(desk, folder / "bare.db")
    with desk.store.read() as connection:
        for what, whose, years, limit, times in asked:
            ours, yardstick = (
                made.best(_work(desk, one, plan, whose, years), times) for one in (connection, bare)
            )
            print(f"  {what}: {1000 * ours:.1f} ms (to reach: {limit}), "
                  f"{ours / yardstick:.2f} of plain SQLite")  # fmt: skip
        _beside_duckdb(desk, connection, plan, refs, folder)
    bare.close()
    papers.of_province(desk)


def _work(
    desk: Desk, connection: Any, plan: plans.Plan, refs: Sequence[str], years: Sequence[int]
) -> Callable[[], None]:
    def work() -> None:
        for year in years:
            books = _books(desk, connection, plan, refs, year)
            standards = judgement.standards(plan, books.period, books.today)
            for ref in refs:
                own = books.of(ref)
                for standard in standards:
                    standard.judge(own)

    return work


def _books(desk: Desk, connection: Any, plan: plans.Plan, refs: Sequence[str], year: int) -> Books:
    period = desk.period(year)
    began = plan.begins(period.cut_off)
    return Books(connection, refs, period, today=desk.today(), began=began, received=True)


def _beside_duckdb(desk: Desk, connection: Any, plan: plans.Plan, refs: Sequence[str], folder: Path) -> None:
    try:
        import duckdb
    except ImportError:
        print("  (DuckDB is not installed)")
        return
    duck = duckdb.connect()
    for kind, columns in _COLUMNS.items():
        file = folder / f"{kind}.csv"
        with file.open("w", encoding="utf-8", newline="") as written:
            out = csv.writer(written)
            out.writerow(column.split(" AS ")[-1] for column in columns.split(", "))
            out.writerows(
                province.rows(folder / "bare.db", f"SELECT {columns} FROM {kind} WHERE NOT deleted")
            )
        duck.execute(
            f"CREATE TABLE {kind} AS SELECT * FROM read_csv('{file.as_posix()}', all_varchar = true)"
        )
    period = desk.period(2025)
    given = {"start": period.start, "end": period.end, "began": plan.begins(period.cut_off)}
    for indicator, question in _DUCK.items():
        target = plan.target(indicator)
        definition = target.definition
        asked = question.format(units=", ".join(f"'{ref}'" for ref in refs), **given)

        def ours(definition: Any = definition, target: Any = target) -> None:
            books = _books(desk, connection, plan, refs, 2025)
            books.count(definition, definition.settings(target.parameters), refs[0])

        def theirs(asked: str = asked) -> None:
            duck.execute(asked).fetchall()

        mine, other = made.best(ours, 5), made.best(theirs, 5)
        print(f"  {indicator} of 100 communes: {1000 * mine:.1f} ms, {mine / other:.2f} of DuckDB in memory")
