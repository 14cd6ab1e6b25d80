"""Which column of a file is which field, guessed from headings and from what stands below them."""

import dataclasses
import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.models.records import Field, FieldType, Kind
from desktop.services.importing.headings import Heading
from desktop.services.importing.preview import ColumnGuess, Confidence
from desktop.services.importing.vocabulary import (
    Meaning,
    counting_cell,
    groups,
    is_ordinal,
    is_reasons,
    is_total,
    meanings,
    money_unit,
    plain,
    usual_group,
    without_brackets,
)
from desktop.services.workbook.cells import CellProblem, reader
from desktop.services.workbook.columns import by_code, column_of, grouped_by

_POINTS: Mapping[Confidence, float] = {"sure": 3.0, "likely": 2.0, "unsure": 1.0, "none": 0.0}
_ALIKE = 0.86
_SHORTEST_PHRASE = 5
_CHECKED = frozenset(
    (FieldType.DATE, FieldType.MONTH, FieldType.YEAR, FieldType.COUNT, FieldType.MONEY, FieldType.CODE)
)


@dataclasses.dataclass(frozen=True)
class Guess:
    """The columns of a file as they are understood, and how well they make a record of the kind."""

    columns: tuple[ColumnGuess, ...]
    score: float


def guess(
    kind: Kind, heading: Heading, rows: Sequence[Sequence[Any]], *, coded: bool = False, times: int = 1
) -> Guess:
    """Guess the columns of a list of *kind*.

    Args:
        kind: What the lines are.
        heading: What stands above the columns.
        rows: The cells of the first lines below; there may be more columns than headings.
        coded: The heading is the row of column codes.
        times: How many đồng one unit of an amount is, as said above the table.
    """
    samples = _samples(rows)
    amounts = {
        place: times if coded else _times(heading, place, times) for place in {*heading.parts, *samples}
    }
    places = sorted({*heading.parts, *samples})
    options = {
        place: _coded(kind, heading, place) if coded else _options(kind, heading.parts.get(place, ()))
        for place in places
    }
    chosen = _assigned(kind, options, samples, amounts)
    sums = {} if coded else _settle_totals(kind, chosen, rows)
    columns = tuple(
        dataclasses.replace(
            _column(heading, place, chosen.get(place), options[place], samples),
            times=amounts[place],
            sum_of=sums.get(place, ""),
        )
        for place in places
    )
    required = [column.code for column in by_code(kind).values() if column.required and column.rows is None]
    given = {meaning.code for meaning in chosen.values()}
    score = sum(_POINTS[meaning.confidence] for meaning in chosen.values())
    score += 3.0 if required and given.issuperset(required) else 0.0
    unknown = sum(column.why == "unknown" and not column.code for column in columns)
    return Guess(columns, score - 0.2 * unknown + 0.5 * sum(column.why == "total" for column in columns))


def _samples(rows: Sequence[Sequence[Any]]) -> Mapping[int, Sequence[Any]]:
    """The first values of each column, by its place."""
    found: dict[int, list[Any]] = {}
    for row in rows:
        for place, cell in enumerate(row):
            if cell is not None:
                found.setdefault(place, []).append(cell)
    return found


def _times(heading: Heading, place: int, above: int) -> int:
    """How many đồng one unit of a column is: its lowest heading that says so counts, then what is said above."""
    said = (money_unit(part) for part in reversed(heading.parts.get(place, ())))
    return next((unit for unit in said if unit is not None), above)


def _coded(kind: Kind, heading: Heading, place: int) -> list[Meaning]:
    code = heading.parts.get(place, ("",))[-1]
    column = column_of(kind, code)
    if column is None or (column.field is not None and column.field.made):
        return []
    return [Meaning(code, "sure", "code")]


def _options(kind: Kind, parts: tuple[str, ...]) -> list[Meaning]:
    """What a heading may mean, best first: the lowest row says most, those above say what it is a part of."""
    if not parts or is_ordinal(parts[-1]) or is_reasons(parts[-1]):
        return []
    told = [part for part in parts if not is_total(part)] or list(parts)
    found: list[Meaning] = []
    known = meanings(kind.name)
    for text in (" ".join(parts), *reversed(told)):
        for said in (plain(text), without_brackets(text)):
            if said in known:
                meaning = known[said]
                weaker = text is not parts[-1] and len(parts) > 1 and meaning.confidence == "sure"
                found.append(dataclasses.replace(meaning, confidence="likely") if weaker else meaning)
    grouped = _grouped(kind, told)
    if grouped is not None:
        found.insert(0 if not found or found[0].confidence != "sure" else len(found), grouped)
    return found or _like(kind, told[-1])


def _grouped(kind: Kind, parts: Sequence[str]) -> Meaning | None:
    """The column of one group in a wide list: a part names the group, another perhaps what is counted of it."""
    known, own = groups(kind.name), meanings(kind.name)
    for part in reversed(parts):
        found = known.get(plain(part)) or known.get(without_brackets(part))
        if found is None or (plain(part) in own and own[plain(part)].confidence != "unsure"):
            continue
        rows = found.code.partition("[")[0]
        for other in parts:
            meaning = own.get(plain(other))
            cell = meaning.code.partition(".")[2] if meaning and meaning.code.startswith(f"{rows}.") else ""
            code = f"{found.code.partition('.')[0]}.{cell}"
            if other is not part and cell and column_of(kind, code) is not None:
                return dataclasses.replace(found, code=code)
        return found
    return None


def _like(kind: Kind, text: str) -> list[Meaning]:
    """A heading that holds a known one, or is spelt nearly like it."""
    said = without_brackets(text) or plain(text)
    known = meanings(kind.name)
    within = [name for name in known if len(name) >= _SHORTEST_PHRASE and f" {name} " in f" {said} "]
    if within:
        return [_doubtful(known[max(within, key=len)])]
    close = difflib.get_close_matches(said, known, 1, _ALIKE)
    return [_doubtful(known[close[0]])] if close else []


def _doubtful(meaning: Meaning) -> Meaning:
    return Meaning(meaning.code, "unsure", "synonym" if meaning.why == "code" else meaning.why)


def _assigned(
    kind: Kind,
    options: Mapping[int, list[Meaning]],
    samples: Mapping[int, Sequence[Any]],
    times: Mapping[int, int],
) -> dict[int, Meaning]:
    """Each field to the column that fits it best; a column whose values fit no such field comes last."""
    scored = []
    for place, found in options.items():
        for rank, meaning in enumerate(found):
            fits = _fits(kind, meaning, samples.get(place, ()), times[place])
            points = _POINTS[meaning.confidence] - 0.1 * rank + (0.5 if fits else -1.5)
            weak = meaning if fits else dataclasses.replace(meaning, confidence="unsure")
            scored.append((-points, place, rank, weak))
    chosen: dict[int, Meaning] = {}
    taken: set[str] = set()
    for _, place, _, meaning in sorted(scored, key=lambda one: one[:3]):
        if place not in chosen and meaning.code not in taken:
            chosen[place] = meaning
            taken.add(meaning.code)
    return chosen


def _fits(kind: Kind, meaning: Meaning, samples: Sequence[Any], times: int) -> bool:
    """Whether at least one of the first values can be read as the field; texts and empty columns always can."""
    column = column_of(kind, meaning.code)
    field = column.field if column else None
    if field is None or field.type not in _CHECKED or not samples or meaning.why == "code":
        return True
    return any(_readable(field, value, times) for value in samples)


def _readable(field: Field, value: object, times: int) -> bool:
    try:
        reader(field, times=times)(value)
    except CellProblem as problem:
        return problem.code in ("two_digit_year", "month_without_year") or (
            field.type is FieldType.CODE and isinstance(value, str)
        )
    return True


def _settle_totals(kind: Kind, chosen: dict[int, Meaning], rows: Sequence[Sequence[Any]]) -> dict[int, str]:
    """A table with counts and no column of groups: a total beside groups, or people nobody told apart.

    Gives the places of totals that their groups make up, and what they sum.
    """
    sums: dict[int, str] = {}
    codes = {meaning.code for meaning in chosen.values()}
    for field in kind.fields:
        key = grouped_by(field) if field.type is FieldType.ROWS else None
        counted = counting_cell(kind, field.name) if key else None
        if key is None or counted is None or f"{field.name}.{key.name}" in codes:
            continue
        groups = [place for place, m in chosen.items() if m.code.startswith(f"{field.name}[")]
        usual = usual_group(str(key.code_list))
        total = next((place for place, m in chosen.items() if m.code == f"{field.name}.{counted}"), None)
        cells = [place for place in groups if chosen[place].code.endswith(f"].{counted}")]
        wide = bool(groups) and (total is None or usual is None or _add_up(total, cells, rows))
        if wide and total is not None and cells:
            sums[total] = f"{field.name}.{counted}"
        for place in groups if groups and not wide else ():
            # The groups are only some of all: counting them beside the total would count people twice.
            del chosen[place]
        for place, meaning in list(chosen.items()):
            table, _, cell = meaning.code.partition(".")
            if table != field.name:
                continue
            if wide or usual is None or f"{field.name}.{counted}" not in codes:
                del chosen[place]
            else:
                chosen[place] = Meaning(f"{table}[{usual}].{cell}", "unsure", meaning.why)
    return sums


def _add_up(total: int, groups: Sequence[int], rows: Sequence[Sequence[Any]]) -> bool:
    """Whether groups make up the total in most lines: a sum is seldom right by chance, and often miscounted."""
    right = wrong = 0
    for row in rows:
        whole = _whole(row, total)
        parts = [count for count in (_whole(row, place) for place in groups) if count is not None]
        if whole and parts:
            right += sum(parts) == whole
            wrong += sum(parts) != whole
    return right >= wrong


_COUNT = reader(Field("count", FieldType.COUNT))


def _whole(row: Sequence[Any], place: int) -> int | None:
    try:
        count: int | None = _COUNT(row[place]) if place < len(row) else None
    except CellProblem:
        return None
    return count


def _column(
    heading: Heading,
    place: int,
    meaning: Meaning | None,
    options: Sequence[Meaning],
    samples: Mapping[int, Sequence[Any]],
) -> ColumnGuess:
    text = heading.text(place)
    shown = tuple(dict.fromkeys(_shown(value) for value in samples.get(place, ())))[:3]
    if meaning is not None:
        return ColumnGuess(place, text, shown, meaning.code, meaning.confidence, meaning.why)
    parts = heading.parts.get(place, ())
    why = "ordinal" if parts and is_ordinal(parts[-1]) else "taken" if options else "unknown"
    if parts and is_reasons(parts[-1]):
        why = "reasons"
    elif parts and (
        is_total(parts[-1]) or any("[" in option.code or "." in option.code for option in options)
    ):
        why = "total"
    return ColumnGuess(place, text, shown, "", "none", why)


def _shown(value: object) -> str:
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)
