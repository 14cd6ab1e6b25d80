"""Places on printed pages that open something: found by the pointer, walked through with the arrow keys."""

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect


@dataclasses.dataclass(frozen=True, slots=True)
class Door:
    """One place.

    Attributes:
        page: The number of its page, from 1.
        box: Left, top, width and height on the page, in points.
        key: What it opens, for the page of the window that made it.
        name: What stands there, in words.
    """

    page: int
    box: tuple[float, float, float, float]
    key: object
    name: str


class Doors:
    """The doors of the pages that show, and the one that is marked.

    Attributes:
        marked: The number of the marked one; None for none.
    """

    def __init__(self) -> None:
        self._doors: Sequence[Door] = ()
        self._places: Sequence[QRect] = ()
        self._ratios: Sequence[float] = ()
        self.marked: int | None = None

    def __len__(self) -> int:
        return len(self._doors)

    def __getitem__(self, number: int) -> Door:
        return self._doors[number]

    def show(self, doors: Sequence[Door]) -> None:
        """Have *doors*, in the order one reads; the marked one stays marked when it is among them."""
        key = self._doors[self.marked].key if self.marked is not None else None
        self._doors = doors
        self.marked = next((n for n, one in enumerate(doors) if one.key == key), None) if key else None

    def lay_out(self, places: Sequence[QRect], ratios: Sequence[float]) -> None:
        """The pages lie at *places*, each with so many pixels for a point of paper (*ratios*)."""
        self._places, self._ratios = places, ratios

    def rect(self, number: int) -> QRect:
        """Where a door lies among the pages as they show."""
        door = self._doors[number]
        if door.page > len(self._places):
            return QRect()
        ratio, corner = self._ratios[door.page - 1], self._places[door.page - 1].topLeft()
        left, top, width, height = (round(one * ratio) for one in door.box)
        return QRect(corner + QPoint(left, top), QRect(0, 0, width, height).size())

    def at(self, point: QPoint) -> int | None:
        """The door at *point*; the smallest of several."""
        page = next((n for n, place in enumerate(self._places, start=1) if place.contains(point)), 0)
        found = [n for n, one in enumerate(self._doors) if one.page == page and self.rect(n).contains(point)]
        return min(found, key=self._size, default=None)

    def _size(self, number: int) -> float:
        _, _, width, height = self._doors[number].box
        return width * height

    def first_in(self, sight: QRect) -> int | None:
        """The first door that lies wholly in *sight*; the first below it, or the last there is."""
        if not self._doors:
            return None
        below = (n for n in range(len(self._doors)) if self.rect(n).top() >= sight.top())
        return next(below, len(self._doors) - 1)

    def beside(self, number: int, step: int) -> int:
        """The door before or behind *number*, one at the end staying."""
        return min(max(number + step, 0), len(self._doors) - 1)

    def over(self, number: int, step: int) -> int:
        """The door in the row above (-1) or below (1), as near to straight as there is; the same at the end."""
        here = self._doors[number]
        row, across = (here.page, here.box[1]), here.box[0] + here.box[2] / 2
        rows = sorted({(one.page, one.box[1]) for one in self._doors})
        wanted = rows.index(row) + step
        if not 0 <= wanted < len(rows):
            return number
        found = [n for n, one in enumerate(self._doors) if (one.page, one.box[1]) == rows[wanted]]
        return min(found, key=lambda n: abs(self._doors[n].box[0] + self._doors[n].box[2] / 2 - across))
