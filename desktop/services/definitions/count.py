"""What a definition found, and how two such counts make one."""

import dataclasses


@dataclasses.dataclass(slots=True)
class Count:
    """What a definition found.

    Attributes:
        numerator: None only together with ``no_data``.
        denominator: None for plain counts, and when it is not known.
        no_data: Why there is no figure.
        warnings: What makes the figure doubtful.
        shortfall: For yes/no indicators, what is missing in ``missing_in``.
        due: For yes/no indicators, whether something is missing that was due by now; None when the
            definition knows no due days.
    """

    numerator: int | None
    denominator: int | None
    no_data: str | None = None
    warnings: list[str] = dataclasses.field(default_factory=list)
    shortfall: int | None = None
    due: bool | None = None

    def both(self, other: "Count") -> "Count":
        """Of two yes/no counts: yes when both are."""
        known = self.numerator is not None and other.numerator is not None
        dues = (self.due, other.due)
        return Count(
            numerator=min(self.numerator or 0, other.numerator or 0) if known else None,
            denominator=1,
            no_data=self.no_data or other.no_data,
            warnings=self._warnings(other),
            shortfall=(self.shortfall or 0) + (other.shortfall or 0),
            due=True if True in dues else None if None in dues else False,
        )

    def either(self, other: "Count") -> "Count":
        """Of two yes/no counts: yes when one is; what is missing is missing in the later one, *other*."""
        if self.numerator and not other.numerator:
            return dataclasses.replace(self, warnings=self._warnings(other))
        return dataclasses.replace(other, warnings=self._warnings(other))

    def summed(self, other: "Count") -> "Count":
        """Numerators and denominators of both; what neither knows stays unknown."""
        return Count(
            numerator=_sum(self.numerator, other.numerator),
            denominator=_sum(self.denominator, other.denominator),
            no_data=self.no_data and other.no_data,
            warnings=self._warnings(other),
        )

    def number(self) -> "Count":
        """The same as a number of things done: how many there are to do them with does not matter."""
        if self.numerator is None:
            return self
        warnings = [one for one in self.warnings if one not in _OF_THE_WHOLE]
        return dataclasses.replace(self, denominator=None, no_data=None, warnings=warnings)

    def _warnings(self, other: "Count") -> list[str]:
        return list(dict.fromkeys((*self.warnings, *other.warnings)))


_OF_THE_WHOLE = frozenset(
    {"more_than_denominator", "several_baselines", "baseline_incomplete", "workers_incomplete"}
)


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other
