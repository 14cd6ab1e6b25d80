"""Organisation units: provinces, districts and communes, in the state of a certain day.

Codes are recycled by the reform of 1 July 2025, so a unit is always a code in a data set, written
``03388@2025``; there is no way here to ask for a code alone.
"""

import csv
import dataclasses
import functools
import json
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from desktop import paths
from desktop.models.errors import Refusal
from desktop.models.folding import fold

PROVINCE, DISTRICT, COMMUNE = "province", "district", "commune"


@dataclasses.dataclass(frozen=True, slots=True)
class DataSet:
    """One dated state of the country; ``valid_to`` None means it is in force."""

    id: str
    file: str
    valid_from: date
    valid_to: date | None
    tiers: int
    source: str


@dataclasses.dataclass(frozen=True, slots=True)
class Unit:
    """One province, district or commune as it was in its data set."""

    ref: str
    code: str
    dataset: str
    level: str
    name: str
    full_name: str
    parent_ref: str | None


class UnitRow(NamedTuple):
    """One line of a list of units."""

    level: str
    code: str
    name: str
    full_name: str
    ascii: str
    parent: str

    @classmethod
    def told(cls, level: str, code: str, name: str, full_name: str, parent: str) -> "UnitRow":
        """A line that somebody wrote, its name without marks filled in."""
        return cls(level, code, name, full_name, fold(name), parent)


class UnitSet:
    """All units of one data set; rows are read once and become units only when asked for."""

    def __init__(self, data_set: DataSet) -> None:
        self.data_set = data_set
        self._rows: dict[str, UnitRow]
        if data_set.id in _learnt:
            self._rows = {row.code: row for row in _learnt[data_set.id][1]}
            return
        file = paths.resources() / "units" / data_set.file
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines)
            next(rows)
            self._rows = {row[1]: UnitRow(*row) for row in rows}

    @staticmethod
    @functools.cache
    def load(dataset_id: str) -> "UnitSet":
        """The units of *dataset_id*.

        Raises:
            Refusal: ``unknown_data_set``.
        """
        for data_set in data_sets():
            if data_set.id == dataset_id:
                return UnitSet(data_set)
        raise Refusal("unknown_data_set", data_set=dataset_id)

    def unit(self, code: str) -> Unit:
        """The unit with *code* in this data set.

        Raises:
            Refusal: ``unknown_unit``.
        """
        row = self._rows.get(code)
        if row is None:
            raise Refusal("unknown_unit", unit=f"{code}@{self.data_set.id}")
        return self._unit(row)

    def units(self, level: str | None = None) -> Iterator[Unit]:
        """Every unit, of one level if given, in the order of the official list."""
        return (self._unit(row) for row in self._rows.values() if level in (None, row.level))

    def children(self, code: str) -> list[Unit]:
        """The units directly below."""
        return [self._unit(self._rows[child]) for child in self._below.get(self.unit(code).code, ())]

    def communes_below(self, code: str) -> list[Unit]:
        """The communes of a province or district; a commune has none below it."""
        found: list[Unit] = []
        for child in self.children(code):
            found.extend([child] if child.level == COMMUNE else self.communes_below(child.code))
        return found

    def search(self, text: str, level: str | None = None, limit: int = 20) -> list[Unit]:
        """Units whose name or whose superior units' names hold every word of *text*, best first.

        Marks and case are ignored; a code may be typed instead of a name. Names that are the text come
        first, then those that begin with it, then those that hold it, then those found through a parent.
        """
        wanted = fold(text.replace(",", " "))
        words = wanted.split()
        if not words:
            return []
        best: list[tuple[int, int, str]] = []
        for code, (own, full, everything) in self._texts.items():
            row = self._rows[code]
            if level not in (None, row.level):
                continue
            if code.startswith(wanted):
                rank = 0
            elif all(word in everything for word in words):
                rank = _rank(wanted, words, own, full)
            else:
                continue
            best.append((rank, _LEVELS[row.level], code))
        best.sort(key=lambda found: (found[0], found[1], self._texts[found[2]][0], found[2]))
        return [self._unit(self._rows[code]) for _, _, code in best[:limit]]

    def _unit(self, row: UnitRow) -> Unit:
        dataset = self.data_set.id
        parent = f"{row.parent}@{dataset}" if row.parent else None
        return Unit(f"{row.code}@{dataset}", row.code, dataset, row.level, row.name, row.full_name, parent)

    @functools.cached_property
    def _below(self) -> dict[str, list[str]]:
        below: dict[str, list[str]] = {}
        for row in self._rows.values():
            below.setdefault(row.parent, []).append(row.code)
        return below

    @functools.cached_property
    def _texts(self) -> dict[str, tuple[str, str, str]]:
        """For each code what is searched: bare name, full name, full name with the superior units'."""
        folded = functools.cache(fold)
        texts: dict[str, tuple[str, str, str]] = {}
        # Superior units stand before their parts in no promised order, so by level.
        for row in sorted(self._rows.values(), key=lambda row: _LEVELS[row.level]):
            own = row.ascii.lower()
            kind = folded(row.full_name.removesuffix(row.name))
            full = f"{kind} {own}".strip()
            above = texts[row.parent][2] if row.parent else ""
            texts[row.code] = (own, full, f"{full} {above}".strip())
        return texts


_LEVELS = {PROVINCE: 0, DISTRICT: 1, COMMUNE: 2}


def _rank(wanted: str, words: list[str], own: str, full: str) -> int:
    if wanted in (own, full):
        return 1
    if own.startswith(wanted) or full.startswith(wanted):
        return 2
    if all(word in full for word in words):
        return 3
    # "doan ket lai chau": the first word names the unit, the rest its parents.
    return 4 if own.startswith(words[0]) or full.startswith(words[0]) else 5


_learnt: dict[str, tuple[DataSet, tuple[UnitRow, ...]]] = {}


def learn(data_set: DataSet, rows: tuple[UnitRow, ...]) -> None:
    """Know a data set that did not come with the program, in place of what was known under its id."""
    if _learnt.get(data_set.id) != (data_set, rows) and data_set.id not in shipped():
        _learnt[data_set.id] = (data_set, rows)
        UnitSet.load.cache_clear()


def data_sets() -> tuple[DataSet, ...]:
    """The data sets there are, oldest first: those of the program, and those it was told of."""
    told = (data_set for data_set, _ in _learnt.values())
    return tuple(sorted((*_of_program(), *told), key=lambda data_set: data_set.valid_from))


def shipped() -> frozenset[str]:
    """The ids of the data sets that come with the program."""
    return frozenset(data_set.id for data_set in _of_program())


@functools.cache
def _of_program() -> tuple[DataSet, ...]:
    index = json.loads((paths.resources() / "units" / "index.json").read_text(encoding="utf-8"))
    found = (
        DataSet(
            id=entry["id"],
            file=entry["file"],
            valid_from=date.fromisoformat(entry["valid_from"]),
            valid_to=date.fromisoformat(entry["valid_to"]) if entry["valid_to"] else None,
            tiers=entry["tiers"],
            source=entry["source"],
        )
        for entry in index["data_sets"]
    )
    return tuple(sorted(found, key=lambda data_set: data_set.valid_from))


def current() -> DataSet:
    """The newest data set of the whole country: one that the program was told of is of one province."""
    return _of_program()[-1]


def resolve(code: str, dataset: str) -> Unit:
    """The unit with *code* in *dataset*; Refusal ``unknown_unit`` or ``unknown_data_set``."""
    return UnitSet.load(dataset).unit(code)


def unit(ref: str) -> Unit:
    """The unit a reference such as ``03388@2025`` names.

    Raises:
        Refusal: ``unknown_unit``, also for a bare code and for a data set that is not there.
    """
    code, _, dataset = ref.partition("@")
    if dataset not in {data_set.id for data_set in data_sets()}:
        raise Refusal("unknown_unit", unit=ref)
    return resolve(code, dataset)


def tiers(ref: str) -> int:
    """How many tiers of local government there were where *ref* is: 2 or 3."""
    return UnitSet.load(unit(ref).dataset).data_set.tiers


def children(ref: str) -> list[Unit]:
    """The units directly below *ref*."""
    found = unit(ref)
    return UnitSet.load(found.dataset).children(found.code)


def communes_below(ref: str) -> list[Unit]:
    """The communes of a province, or of a district where there are districts."""
    found = unit(ref)
    return UnitSet.load(found.dataset).communes_below(found.code)


def search(text: str, dataset: str, level: str | None = None, limit: int = 20) -> list[Unit]:
    """Units of *dataset* found by name, without marks; see `UnitSet.search`."""
    return UnitSet.load(dataset).search(text, level, limit)


def ancestors(ref: str) -> list[Unit]:
    """The superior units of *ref*, nearest first, and itself before them."""
    found = [unit(ref)]
    while found[-1].parent_ref:
        found.append(unit(found[-1].parent_ref))
    return found


def path(ref: str) -> str:
    """The unit with all superior units, as one writes it: ``Phường Đoàn Kết, tỉnh Lai Châu``."""
    own, *above = ancestors(ref)
    return ", ".join([own.full_name, *(in_a_sentence(superior) for superior in above)])


def in_a_sentence(named: Unit) -> str:
    """The unit's name inside a sentence: its kind is small, unless `keeps_kind`."""
    if keeps_kind(named):
        return named.full_name
    return named.full_name[0].lower() + named.full_name[1:]


def keeps_kind(named: Unit) -> bool:
    """Whether the kind belongs to the name: of a number, a person or an event (NĐ 30/2020/NĐ-CP, Phụ lục II).

    Such a kind is written with a capital, and is not left out where others are.
    """
    return named.name[0].isdigit() or named.name in _named_after()


@functools.cache
def _named_after() -> frozenset[str]:
    told = json.loads((paths.resources() / "units" / "named_after.json").read_text(encoding="utf-8"))
    return frozenset(told["names"])
